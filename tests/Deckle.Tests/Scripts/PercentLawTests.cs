using CsCheck;
using Deckle.Json;
using Deckle.Scripts;

namespace Deckle.Tests.Scripts;

public class PercentLawTests
{
    private static readonly string[] Lines =
    [
        "x = 1", "def f():", "    return 1", "class A:", "@wraps", "", "", "# a comment", "# %matplotlib", "%time f()", "    %time f()", "!ls -l \\\n  more", "y = !ls", "x?", "# # !ls",
        "s = \"\"\"", "\"\"\"", "%%bash", "ls", "print('it''s')", "é = '☃'", "\\alpha", "''' a '''", "#%%magic", "cd /tmp", "---",
    ];

    private static readonly string[] Metadata =
    [
        "{}", """{"tags": ["parameters", "b c"]}""", """{"title": "A title"}""", """{"title": "a=b [x]"}""", """{"name": "é \"q\"", "n": [1, 2.5, null]}""",
        """{"slideshow": {"slide_type": "skip"}}""", """{"editable": false}""", """{"cell_depth": 2}""", """{"flag": null, "k": "v=1"}""", """{"active": "ipynb"}""", """{"tags": ["active-ipynb"]}""", """{"active": "py"}""",
        """{"cell_marker": "\"\"\""}""",
    ];

    private static readonly string[] Languages = [".py", ".R", ".jl", ".cs", ".sh", ".js", ".ml", ".m"];

    private static readonly Gen<Cell> CellGen = Gen.Select(
        OneOf("code", "markdown", "raw"), OneOf(Lines).Array[0, 7], OneOf(Metadata), MakeCell);

    private static readonly Gen<(Notebook Notebook, ScriptLanguage Language)> NotebookGen =
        Gen.Select(CellGen.Array[0, 6], OneOf(Languages), (cells, extension) => (Make(cells, ScriptLanguages.OfExtension(extension)!), ScriptLanguages.OfExtension(extension)!));

    [Fact]
    public void A_notebook_comes_back_from_its_script() => NotebookGen.Sample(sample =>
    {
        (Notebook notebook, ScriptLanguage language) = sample;
        string script = PercentWriter.Write(notebook, language);

        Notebook back = PercentReader.Read(script, language, HeaderText.Read);

        Assert.Equal(notebook.Cells.Select(Shown), back.Cells.Select(Shown));
        Assert.Equal(notebook.KernelName, back.KernelName);
    });

    [Fact]
    public void A_script_that_was_written_is_written_again_byte_for_byte() => NotebookGen.Sample(sample =>
    {
        (Notebook notebook, ScriptLanguage language) = sample;
        string script = PercentWriter.Write(notebook, language);

        string again = PercentWriter.Write(PercentReader.Read(script, language, HeaderText.Read), language);

        Assert.Equal(script, again);
    });

    [Fact]
    public void A_script_survives_the_file_of_a_notebook() => NotebookGen.Sample(sample =>
    {
        (Notebook notebook, ScriptLanguage language) = sample;
        string script = PercentWriter.Write(NotebookReader.Read(NotebookWriter.Write(notebook)), language);

        byte[] file = NotebookWriter.Write(PercentReader.Read(script, language, HeaderText.Read));

        Assert.Equal(script, PercentWriter.Write(NotebookReader.Read(file), language));
    });

    [Fact]
    public void Any_text_is_read_and_written_stably() => Gen.Select(OneOf([.. Lines, "# %%", "# %% [markdown]", "# %% x a=[1", "# %% active=\"py\"", "# In[ ]:", "  # %%%"]).Array[0, 12], OneOf(Languages)).Sample(sample =>
    {
        (string[] lines, string extension) = sample;
        ScriptLanguage language = ScriptLanguages.OfExtension(extension)!;
        string Again(string script) => PercentWriter.Write(PercentReader.Read(script, language, HeaderText.Read), language);

        string once = Again(Again(string.Join('\n', lines)));

        Assert.Equal(once, Again(once));
    });

    [Fact]
    public void A_script_without_a_header_stays_without_one()
    {
        const string Script = "# %% [markdown]\n# text\n\n# %% a=[1, 2\nz\n\n# %% tags=[\"a\"]\nx = 1\n# %%\ny = 2\n\n\n\n# %%\ndef f():\n    pass\n\n# %%\nz = 3\n";

        string again = PercentWriter.Write(PercentReader.Read(Script, ScriptLanguages.Python, HeaderText.Read), ScriptLanguages.Python);

        Assert.Equal(Script, again);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // One blank line at the end of a code cell is how cells are parted; the format has no place for it.
    private static string Shown(Cell cell) => $"{cell.Kind} {Kept(cell.Metadata)}\n{(cell.Kind == CellKind.Markdown ? cell.Source : cell.Source.TrimEnd('\n'))}";

    private static string Kept(JsonObject metadata) =>
        string.Join(", ", metadata.Where(member => member.Key is not ("lines_to_next_cell" or "cell_marker")).Select(member => $"{member.Key}: {member.Value}").Order(StringComparer.Ordinal));

    private static Cell MakeCell(string kind, string[] lines, string metadata)
    {
        // A code cell that is not code in notebooks is none.
        kind = metadata.Contains("\"py\"", StringComparison.Ordinal) ? "raw" : kind;

        // Strings are closed, so that the next marker is one.
        string source = string.Join('\n', lines);
        source = source.Split("\"\"\"").Length % 2 == 0 ? source + "\n\"\"\"" : source;
        var cell = new Cell(Cell.Code("x", kind == "raw" ? source.Trim('-') : source).Json.With("cell_type", kind).Without("id").With("metadata", JsonReader.Read(metadata)));
        return kind == "code" ? cell : new Cell(cell.Json.Without("outputs").Without("execution_count"));
    }

    private static Notebook Make(Cell[] cells, ScriptLanguage language) => NotebookUpgrader.RepairIds(new Notebook(JsonObject.Of(
        ("cells", JsonArray.From(cells.Select(cell => (JsonValue)cell.Json))),
        ("metadata", JsonObject.Of(("kernelspec", JsonObject.Of(("display_name", "A kernel"), ("language", language.Name), ("name", "kernel"))))),
        ("nbformat", 4), ("nbformat_minor", 5))));
}
