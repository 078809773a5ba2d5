using Deckle.Json;

namespace Deckle.Tool.Tests.Running;

/// <summary>What a notebook says about its run, and that it says it everywhere alike.</summary>
internal static class Truth
{
    private const string MarkerTag = "papermill-error-cell-tag";

    // The words that papermill has not.
    private static readonly string[] Bad = ["failed", "timeout", "dead", "interrupted"];

    /// <summary>Asserts that a notebook is valid and tells of one ending in all the places where readers look.</summary>
    /// <param name="run">The status of the run.</param>
    /// <param name="cells">The statuses of the cells, error markers left out.</param>
    public static void IsTold(Notebook notebook, string run, params string[] cells)
    {
        Assert.Empty(NotebookValidator.Validate(notebook));
        Cell[] ran = [.. notebook.Cells.Where(cell => !cell.HasTag(MarkerTag))];
        JsonObject papermill = notebook.Metadata.Get<JsonObject>("papermill")!;
        bool isBad = Bad.Contains(run);

        Assert.Equal(run, notebook.Metadata.Get<JsonObject>("deckle")?.GetText("status"));
        Assert.Equal(cells, ran.Select(Status));
        Assert.Equal(isBad ? JsonBoolean.True : JsonNull.Value, papermill["exception"]);
        Assert.NotNull(papermill.GetText("end_time"));
        Assert.All(ran, IsMirrored);
        if (isBad)
        {
            HasMarkers(notebook);
        }
        else
        {
            Assert.Equal(ran.Length, notebook.Cells.Count);
        }
    }

    public static string Status(Cell cell) =>
        cell.Metadata.Get<JsonObject>("deckle")?.GetText("status") ?? cell.Metadata.Get<JsonObject>("papermill")?.GetText("status") ?? "none";

    // papermill's readers know four words.
    private static void IsMirrored(Cell cell)
    {
        string status = Status(cell);
        JsonObject papermill = cell.Metadata.Get<JsonObject>("papermill")!;
        JsonValue exception = status == "pending" ? JsonNull.Value : JsonBoolean.Of(Bad.Contains(status));

        Assert.Equal(Bad.Contains(status) ? "failed" : status == "skipped" ? "completed" : status, papermill.GetText("status"));
        Assert.Equal(exception, papermill["exception"]);
    }

    /// <summary>One marker on top, one before the first cell that ended badly or was not reached.</summary>
    private static void HasMarkers(Notebook notebook)
    {
        int[] markers = [.. Enumerable.Range(0, notebook.Cells.Count).Where(index => notebook.Cells[index].HasTag(MarkerTag))];

        Assert.Equal(2, markers.Length);
        Assert.Equal(0, markers[0]);
        Cell marked = notebook.Cells[markers[1] + 1];
        Assert.Contains(Status(marked), Bad.Append("pending"));
        string prompt = marked.ExecutionCount is { } count ? $"In [{count}]" : "In [ ]";
        Assert.Contains($"<a href=\"#papermill-error-cell\">{prompt}</a>", notebook.Cells[0].Source, StringComparison.Ordinal);
        Assert.Contains("<span id=\"papermill-error-cell\"", notebook.Cells[markers[1]].Source, StringComparison.Ordinal);
    }
}
