using System.Text;
using Deckle.Stripping;

namespace Deckle.Tests.Stripping;

public class StripEditTests
{
    [Fact]
    public void Only_what_goes_is_taken_out_of_the_text()
    {
        const string Text = "\uFEFF{\r\n\t\"nbformat\" : 4, \"nbformat_minor\": 5,\r\n\t\"cells\": [\r\n\t\t{ \"id\": \"a\", \"source\": \"x\\u00e9\\/\", \"cell_type\": \"code\",\r\n"
            + "\t\t\"outputs\": [ {\"output_type\": \"stream\",\r\n\"name\": \"stdout\", \"text\": \"1\"} ], \"execution_count\": 12,\r\n"
            + "\t\t\"metadata\": {\"a\": 1.10, \"collapsed\": false, \"b\": 1E2, \"a\": 2.50} }\r\n\t],\r\n\t\"metadata\": { }\r\n}\r\n\r\n";

        string edited = StrippedText.Edit(Text);

        Assert.Equal(
            "\uFEFF{\r\n\t\"nbformat\" : 4, \"nbformat_minor\": 5,\r\n\t\"cells\": [\r\n\t\t{ \"id\": \"a\", \"source\": \"x\\u00e9\\/\", \"cell_type\": \"code\",\r\n"
            + "\t\t\"outputs\": [], \"execution_count\": null,\r\n"
            + "\t\t\"metadata\": {\"a\": 1.10, \"b\": 1E2, \"a\": 2.50} }\r\n\t],\r\n\t\"metadata\": { }\r\n}\r\n\r\n",
            edited);
    }

    [Theory]
    [InlineData("nbformat_fixtures/bad_bom.ipynb")]
    [InlineData("peers/nbstripout/tests/e2e_notebooks/test_nochange.ipynb")]
    public void Where_nothing_is_to_strip_the_very_same_bytes_come_back(string path)
    {
        byte[] file = Cases.Bytes(path);

        ReadOnlyMemory<byte> edited = NotebookStripper.Edit(file, StripOptions.TransientOnly);

        Assert.True(edited.Equals(file.AsMemory()));
    }

    [Fact]
    public void A_notebook_that_is_merely_broken_is_stripped_too()
    {
        string edited = StrippedText.Edit("""{"nbformat": 4, "cells": [3, {"outputs": [{"x": 1}], "execution_count": "7"}, {"outputs": null, "metadata": []}], "metadata": 5}""");

        Assert.Equal("""{"nbformat": 4, "cells": [3, {"outputs": [], "execution_count": null}, {"outputs": null, "metadata": []}], "metadata": 5}""", edited);
    }

    [Theory]
    [InlineData("", "notebook-empty")]
    [InlineData("{", "notebook-not-json")]
    [InlineData("[]", "notebook-not-a-notebook")]
    [InlineData("{\"nbformat\": 9}", "notebook-too-new")]
    public void What_is_no_notebook_is_refused(string text, string code) =>
        Assert.Equal(code, Assert.Throws<DeckleException>(() => NotebookStripper.Edit(Encoding.UTF8.GetBytes(text))).Code);

    [Fact]
    public void Removed_cells_leave_the_others_as_they_were()
    {
        const string Text = """
            {"cells": [
              {"cell_type": "markdown", "metadata": {}, "source": [ ]},
              {"cell_type": "markdown",   "metadata": {}, "source": ["kept"]},
              {"cell_type": "markdown", "metadata": {"tags": ["x"]}, "source": ["gone"]}
            ], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
            """;

        string edited = StrippedText.Edit(Text, new StripOptions { DropEmptyCells = true, DropTaggedCells = ["x"] });

        Assert.Equal(
            """
            {"cells": [
              {"cell_type": "markdown",   "metadata": {}, "source": ["kept"]}
            ], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
            """,
            edited);
    }

    [Fact]
    public void A_note_of_Zeppelin_loses_the_results_alone()
    {
        const string Text = "{\"name\":\"n\",  \"paragraphs\":[{\"text\":\"%md\", \"results\":{\"code\":\"SUCCESS\"}},{\"results\": {}}], \"id\":1.0}";

        string edited = Encoding.UTF8.GetString(ZeppelinStripper.Edit(Encoding.UTF8.GetBytes(Text)).Span);

        Assert.Equal("{\"name\":\"n\",  \"paragraphs\":[{\"text\":\"%md\", \"results\":{}},{\"results\": {}}], \"id\":1.0}", edited);
        Assert.Equal("note-not-zeppelin", Assert.Throws<DeckleException>(() => ZeppelinStripper.Edit("{}"u8.ToArray())).Code);
    }
}
