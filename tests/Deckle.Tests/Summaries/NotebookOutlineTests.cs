using Deckle.Json;
using Deckle.Summaries;

namespace Deckle.Tests.Summaries;

public class NotebookOutlineTests
{
    [Fact]
    public void A_cell_is_told_by_its_first_line_status_and_counts()
    {
        var outline = NotebookOutline.Of(Of(Code("a", "\n  import os\nx\n", 1, Text("1")), Cell.Markdown("b", "# Title")));

        Assert.Equal(("a", "import os", "completed", 3, 1), (outline.Cells[0].Name, outline.Cells[0].FirstLine, outline.Cells[0].Status, outline.Cells[0].Lines, outline.Cells[0].OutputCount));
        Assert.Equal(("", "# Title"), (outline.Cells[1].Status, outline.Cells[1].FirstLine));
        Assert.True(outline.RanInOrder);
    }

    [Fact]
    public void A_cell_that_ran_before_one_above_it_is_out_of_order()
    {
        var outline = NotebookOutline.Of(Of(Code("a", "1", 5), Code("b", "2", 3), Code("c", "3", 6), Code("d", "4", null)));

        Assert.Equal([false, true, false, false], outline.Cells.Select(cell => cell.IsOutOfOrder));
        Assert.False(outline.RanInOrder);
    }

    [Fact]
    public void Outputs_without_a_run_and_outputs_older_than_those_above_are_stale()
    {
        var outline = NotebookOutline.Of(Of(
            At(Code("a", "1", 1, Text("new")), "2024-05-02T10:00:00Z"),
            At(Code("b", "2", 2, Text("old")), "2024-05-01T10:00:00Z"),
            Code("c", "3", null, Text("of nowhere")),
            At(Code("d", "4", 3, Text("newest")), "2024-05-03T10:00:00Z")));

        Assert.Equal([false, true, true, false], outline.Cells.Select(cell => cell.IsStale));
    }

    [Fact]
    public void A_cell_with_an_error_failed()
    {
        JsonObject error = JsonObject.Of(("output_type", "error"), ("ename", "E"), ("evalue", ""), ("traceback", JsonArray.Empty));

        Assert.Equal("failed", NotebookOutline.Of(Of(Code("a", "1", 1, error))).Cells[0].Status);
    }

    private static Notebook Of(params Cell[] cells) => new(JsonObject.Of(
        ("cells", JsonArray.From(cells.Select(cell => (JsonValue)cell.Json))), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5)));

    private static Cell Code(string id, string source, int? count, params JsonValue[] outputs) =>
        Cell.Code(id, source).With("execution_count", count is { } number ? number : JsonNull.Value).With("outputs", JsonArray.From(outputs));

    private static Cell At(Cell cell, string time) => cell.WithMetadata(JsonObject.Of(("execution", JsonObject.Of(("iopub.execute_input", time)))));

    private static JsonObject Text(string text) => JsonObject.Of(("output_type", "stream"), ("name", "stdout"), ("text", text));
}
