using System.Text;
using Deckle.Editing;
using Deckle.Json;

namespace Deckle.Tests.Editing;

public class NotebookDraftTests
{
    // Laid out as no writer of ours does: what is not edited must come through.
    private const string File =
        """
        {"metadata":{"odd" :  1.10},
          "nbformat":4, "nbformat_minor":5,
          "cells":[
            {"id":"aa", "cell_type":"code", "source":["x = 1\n","y = 2\n","x = 1"], "outputs":[{"output_type":"stream","name":"stdout","text":["1\n"]}], "execution_count":3, "metadata":{"tags":["keep"]}},
            {"id":"bb", "cell_type":"markdown", "source":["# Title"], "metadata":{}}
          ]}
        """;

    private static byte[] Bytes { get; } = Encoding.UTF8.GetBytes(File);

    [Fact]
    public void A_replaced_text_changes_one_line_of_the_file()
    {
        string edited = Edited(draft => draft.ReplaceText("aa", "y = 2", "y = 3"));

        Assert.Equal(File.Replace("y = 2", "y = 3", StringComparison.Ordinal), edited);
    }

    [Fact]
    public void A_new_cell_leaves_every_other_byte()
    {
        string edited = Edited(draft => draft.Insert(new NewCell(CellKind.Code, "z = 1\nz"), new CellPlace { After = "aa" }));

        Assert.StartsWith(File[..File.IndexOf("{\"id\":\"bb\"", StringComparison.Ordinal)].TrimEnd(), edited, StringComparison.Ordinal);
        Assert.EndsWith(File[File.IndexOf("{\"id\":\"bb\"", StringComparison.Ordinal)..], edited, StringComparison.Ordinal);
        Notebook notebook = NotebookReader.Read(Encoding.UTF8.GetBytes(edited));
        Assert.Equal("z = 1\nz", notebook.Cells[1].Source);
        Assert.Empty(NotebookValidator.Validate(notebook));
    }

    [Fact]
    public void An_unknown_cell_is_told_with_the_nearest_one()
    {
        DeckleException error = Assert.Throws<DeckleException>(() => Draft.Delete("ab"));

        Assert.Equal("cell-not-found", error.Code);
        Assert.Contains(("did you mean", "aa"), error.Facts);
        Assert.Contains(("cells", "aa, bb"), error.Facts);
    }

    [Fact]
    public void A_text_that_stands_twice_is_told_with_its_lines()
    {
        DeckleException error = Assert.Throws<DeckleException>(() => Draft.ReplaceText("aa", "x = 1", "x = 2"));

        Assert.Equal("text-not-unique", error.Code);
        Assert.Contains("2 times", error.Message, StringComparison.Ordinal);
        Assert.Contains(("lines", "1, 3"), error.Facts);
    }

    [Fact]
    public void A_text_that_differs_in_white_space_is_told_with_the_line()
    {
        DeckleException error = Assert.Throws<DeckleException>(() => Draft.ReplaceText("aa", "y=2", "y=3"));

        Assert.Equal("text-not-found", error.Code);
        Assert.Contains(("nearest", "line 2: y = 2"), error.Facts);
    }

    [Theory]
    [InlineData("aa", "cell-id-invalid")]
    [InlineData("no spaces", "cell-id-invalid")]
    public void An_id_that_cannot_be_is_refused(string id, string code)
    {
        DeckleException error = Assert.Throws<DeckleException>(() => Draft.Insert(new NewCell(CellKind.Code, "") { Id = id }, CellPlace.End));

        Assert.Equal(code, error.Code);
    }

    [Fact]
    public void A_later_change_finds_a_cell_that_an_earlier_one_added()
    {
        NotebookDraft draft = Draft
            .Insert(new NewCell(CellKind.Code, "1") { Id = "new" }, new CellPlace { Index = 0 })
            .Insert(new NewCell(CellKind.Raw, "2"), new CellPlace { After = "new" })
            .Move("bb", new CellPlace { Before = "new" })
            .SetTags("new", ["one", "two", "one"]);

        Assert.Equal(["# Title", "1", "2", "x = 1\ny = 2\nx = 1"], draft.Notebook.Cells.Select(cell => cell.Source));
        Assert.Equal(["one", "two"], draft.Notebook.Cells[1].Tags);
        Assert.Empty(NotebookValidator.Validate(draft.Notebook));
    }

    [Fact]
    public void Cells_without_ids_keep_the_index_they_had()
    {
        Notebook old = NotebookReader.Read(Encoding.UTF8.GetBytes(File.Replace("\"id\":\"aa\", ", "", StringComparison.Ordinal).Replace("\"id\":\"bb\", ", "", StringComparison.Ordinal).Replace("_minor\":5", "_minor\":4", StringComparison.Ordinal)));

        NotebookDraft draft = NotebookDraft.Of(old).Insert(new NewCell(CellKind.Markdown, "first"), new CellPlace { Index = 0 }).Delete("0");

        Assert.Equal(["first", "# Title"], draft.Notebook.Cells.Select(cell => cell.Source));
        Assert.Null(draft.Notebook.Cells[0].Id);
        Assert.Equal("cell-id-invalid", Assert.Throws<DeckleException>(() => draft.Insert(new NewCell(CellKind.Code, "") { Id = "a" }, CellPlace.End)).Code);
    }

    [Fact]
    public void Metadata_is_reached_by_pointers()
    {
        NotebookDraft draft = Draft
            .SetMetadata("aa", "/slideshow/slide_type", "slide")
            .SetMetadata("aa", "/tags/-", "more")
            .SetMetadata(null, "/odd", null);

        Assert.Equal("""{"tags": ["keep", "more"], "slideshow": {"slide_type": "slide"}}""", draft.Notebook.Cells[0].Metadata.ToString());
        Assert.Equal(JsonObject.Empty, draft.Notebook.Metadata);
    }

    [Theory]
    [InlineData("odd", "metadata-pointer-invalid")]
    [InlineData("/odd/deeper", "metadata-not-found")]
    public void Metadata_that_cannot_be_is_refused(string pointer, string code) =>
        Assert.Equal(code, Assert.Throws<DeckleException>(() => Draft.SetMetadata(null, pointer, 1)).Code);

    [Fact]
    public void Removing_metadata_that_is_not_there_is_told() =>
        Assert.Equal("metadata-not-found", Assert.Throws<DeckleException>(() => Draft.SetMetadata("bb", "/tags", null)).Code);

    [Fact]
    public void Cleared_cells_have_neither_outputs_nor_counts()
    {
        NotebookDraft draft = Draft.ClearOutputs(null);

        Assert.Empty(draft.Notebook.Cells[0].Outputs);
        Assert.Null(draft.Notebook.Cells[0].ExecutionCount);
        Assert.Same(draft, draft.ClearOutputs("bb"));
    }

    private static NotebookDraft Draft => NotebookDraft.Of(NotebookReader.Read(Bytes));

    private static string Edited(Func<NotebookDraft, NotebookDraft> change) => Encoding.UTF8.GetString(change(Draft).Edit(Bytes));
}
