using Deckle.Json;
using Deckle.Stripping;

namespace Deckle.Tests.Stripping;

public class NotebookStripperTests
{
    private const string Output = """{"output_type": "stream", "name": "stdout", "text": ["1\n"]}""";

    [Fact]
    public void Outputs_counts_and_the_marks_of_editors_go_and_ids_stay()
    {
        StripResult result = StrippedText.Strip(StrippedText.Cell(
            $$"""
            "metadata": {"collapsed": true, "mine": 1}, "execution_count": 7, "outputs": [{{Output}}], "source": ["x"]
            """,
            """{"widgets": {}, "kernelspec": {"name": "python3"}}"""));

        Assert.Equal(
            [
                (StripKind.NotebookMetadata, "/metadata/widgets", null, null, "metadata.widgets"),
                (StripKind.Output, "/cells/0/outputs/0", 0, "a", "output stream:stdout"),
                (StripKind.Count, "/cells/0/execution_count", 0, "a", "execution count 7"),
                (StripKind.CellMetadata, "/cells/0/metadata/collapsed", 0, "a", "metadata.collapsed"),
            ],
            result.Findings.Select(finding => (finding.Kind, finding.Path.ToPointer(), finding.CellIndex, finding.CellId, finding.Detail)));
        Assert.Equal(
            """{"cells": [{"cell_type": "code", "id": "a", "metadata": {"mine": 1}, "execution_count": null, "outputs": [], "source": ["x"]}], "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}""",
            result.Notebook.Json.ToString());
    }

    [Theory]
    [InlineData("""{"keep_output": true}""", null, true)]
    [InlineData("""{"keep_output": false}""", true, false)]
    [InlineData("""{"tags": ["keep_output"]}""", null, true)]
    [InlineData("""{"tags": "x keep_output y"}""", null, true)]
    [InlineData("""{"tags": null}""", null, false)]
    [InlineData("""{"init_cell": true}""", null, true)]
    [InlineData("""{"init_cell": false}""", true, false)]
    [InlineData("""{"init_cell": false, "tags": ["keep_output"]}""", null, false)]
    [InlineData("""{"keep_output": "yes"}""", false, true)]
    [InlineData("null", true, true)]
    public void A_cell_says_itself_whether_its_outputs_stay(string metadata, bool? keepOutput, bool isKept)
    {
        string text = StrippedText.Cell($$"""
            "metadata": {{metadata}}, "execution_count": null, "outputs": [{{Output}}], "source": []
            """);

        StripResult result = StrippedText.Strip(text, new StripOptions { KeepOutput = keepOutput });

        Assert.Equal(isKept, !result.IsChanged);
    }

    [Theory]
    [InlineData(Output)]
    [InlineData("")]
    public void A_cell_that_contradicts_itself_is_named(string output)
    {
        string text = StrippedText.Cell($$"""
            "metadata": {"keep_output": false, "tags": ["keep_output"]}, "execution_count": null, "outputs": [{{output}}], "source": []
            """);

        var error = Assert.Throws<DeckleException>(() => StrippedText.Strip(text));

        Assert.Equal(StripErrors.Contradiction, error.Code);
        Assert.StartsWith("cell 0 (id a) has", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"keep_output": true}""", null, true)]
    [InlineData("""{"keep_output": true}""", false, false)]
    [InlineData("""{"keep_output": false}""", true, true)]
    public void The_notebook_speaks_where_nobody_asked(string metadata, bool? keepOutput, bool isKept)
    {
        string text = StrippedText.Cell($$"""
            "metadata": {}, "execution_count": null, "outputs": [{{Output}}], "source": []
            """, metadata);

        StripResult result = StrippedText.Strip(text, new StripOptions { KeepOutput = keepOutput });

        Assert.Equal(isKept, !result.IsChanged);
    }

    [Theory]
    [InlineData("cell.metadata.a.b", """{"a": {"b": 1}, "a.b": 2}""", """{"a": {"b": 1}}""")]
    [InlineData("cell.metadata.a.b.c", """{"a": {"b.c": 1, "b": {"c": 2}}}""", """{"a": {"b": {"c": 2}}}""")]
    [InlineData("cell.metadata.a.b", """{"a": "text"}""", """{"a": "text"}""")]
    [InlineData("cell.metadata", """{"a": 1}""", "{}")]
    [InlineData("bogus.a", """{"a": 1}""", """{"a": 1}""")]
    [InlineData("metadata.a", """{"a": 1}""", """{"a": 1}""")]
    public void A_key_leads_to_the_longest_literal_first(string key, string metadata, string expected)
    {
        string text = StrippedText.Cell($$"""
            "metadata": {{metadata}}, "execution_count": null, "outputs": [], "source": []
            """);

        StripResult result = StrippedText.Strip(text, new StripOptions { Keys = [key] });

        Assert.Equal(JsonReader.Read(expected), result.Notebook.Cells[0].Metadata);
    }

    [Fact]
    public void Code_of_old_notebooks_is_not_taken_for_empty()
    {
        StripResult result = StrippedText.Strip(
            """
            {"metadata": {}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": [
             {"cell_type": "code", "input": ["x"], "outputs": [], "prompt_number": 1},
             {"cell_type": "code", "input": [" \n"], "outputs": []},
             {"cell_type": "markdown", "source": []}]}]}
            """,
            new StripOptions { DropEmptyCells = true });

        var cells = (JsonArray)((JsonObject)((JsonArray)result.Notebook.Json["worksheets"]!)[0])["cells"]!;
        Assert.Equal("x", ((JsonString)((JsonArray)((JsonObject)Assert.Single(cells))["input"]!)[0]).Text);
        Assert.Equal([(StripKind.Count, 0), (StripKind.EmptyCell, 1), (StripKind.EmptyCell, 2)], result.Findings.Select(finding => (finding.Kind, finding.CellIndex!.Value)));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void White_space_alone_is_empty_for_nbstripout_but_not_for_nb_clean(bool blankIsEmpty, int left)
    {
        StripResult result = StrippedText.Strip(
            StrippedText.Cell("\"metadata\": {}, \"execution_count\": null, \"outputs\": [], \"source\": [\" \\u001f\\u3000\\n\"]"),
            new StripOptions { DropEmptyCells = true, BlankIsEmpty = blankIsEmpty });

        Assert.Equal(left, result.Notebook.Cells.Count);
    }

    [Fact]
    public void Any_of_several_tags_drops_a_cell()
    {
        Notebook notebook = Notebooks.Of(Notebooks.Code("a", "1", "one"), Notebooks.Code("b", "2", "two"), Notebooks.Code("c", "3"));

        StripResult result = NotebookStripper.Strip(notebook, new StripOptions { DropTaggedCells = ["one", "two"] });

        Assert.Equal("c", Assert.Single(result.Notebook.Cells).Id);
        Assert.Equal(["cell tagged one", "cell tagged two"], result.Findings.Select(finding => finding.Detail));
    }

    [Fact]
    public void Missing_and_repeated_ids_are_repaired_the_same_way_each_time()
    {
        Notebook notebook = Notebooks.Of(Cell.Markdown("a", "1"), Cell.Markdown("a", "2"), new Cell(Cell.Markdown("x", "3").Json.Without("id")));

        StripResult once = NotebookStripper.Strip(notebook, new StripOptions { Ids = CellIdAction.Repair });
        StripResult again = NotebookStripper.Strip(notebook, new StripOptions { Ids = CellIdAction.Repair });

        Assert.Equal(3, once.Notebook.Cells.Select(cell => cell.Id).OfType<string>().Distinct().Count());
        Assert.Equal("a", once.Notebook.Cells[0].Id);
        Assert.Equal(once.Notebook, again.Notebook);
    }

    [Fact]
    public void A_clean_notebook_is_the_very_same()
    {
        Notebook notebook = Notebooks.Of(Cell.Code("a", "1"), Cell.Markdown("b", "2"));

        StripResult result = NotebookStripper.Strip(notebook);

        Assert.Same(notebook, result.Notebook);
        Assert.Empty(result.Findings);
    }
}
