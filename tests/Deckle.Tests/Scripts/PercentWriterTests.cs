using Deckle.Json;
using Deckle.Scripts;

namespace Deckle.Tests.Scripts;

public class PercentWriterTests
{
    // As jupytext 1.19 writes it, but for its own version in the header.
    [Fact]
    public void A_notebook_is_written_as_jupytext_writes_it()
    {
        Notebook notebook = Notebook(
            """{"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}""",
            Cell.Markdown("a", "# Title\n\ntext"),
            Cell.Code("b", "x = 1").WithMetadata((JsonObject)JsonReader.Read("""{"tags": ["parameters"], "name": "foo bar", "collapsed": true}""")),
            Cell.Code("c", "%matplotlib inline\n!ls\nfor i in x:\n    %time f()"),
            Cell.Code("d", "def f():\n    pass"),
            Cell.Code("e", "y=1"),
            new Cell(Cell.Markdown("f", "raw text").Json.With("cell_type", "raw")),
            Cell.Code("g", "%%bash\nls\n"),
            Cell.Code("h", ""),
            Cell.Markdown("i", ""));

        string script = PercentWriter.Write(notebook, ScriptLanguages.Python);

        Assert.Equal(
            """
            # ---
            # jupyter:
            #   jupytext:
            #     text_representation:
            #       extension: .py
            #       format_name: percent
            #       format_version: '1.3'
            #   kernelspec:
            #     display_name: Python 3
            #     language: python
            #     name: python3
            # ---

            # %% [markdown]
            # # Title
            #
            # text

            # %% tags=["parameters"] name="foo bar"
            x = 1

            # %%
            # %matplotlib inline
            # !ls
            for i in x:
                # %time f()


            # %%
            def f():
                pass


            # %%
            y=1

            # %% [raw]
            # raw text

            # %% language="bash"
            # ls
            #

            # %%

            # %% [markdown]
            #

            """,
            script);
    }

    [Theory]
    [InlineData("c#", ".cs", "#!fsharp\nlet x = 1", "// %% language=\"fsharp\"\n// let x = 1\n")]
    [InlineData("R", ".R", "x <- 1", "# %%\nx <- 1\n")]
    [InlineData("ocaml", ".ml", "let x = 1", "(* %% *)\nlet x = 1\n")]
    [InlineData("octave", ".m", "%plot gnuplot", "% %%\n%plot gnuplot\n")]
    public void Each_language_has_its_comments(string language, string extension, string source, string expected)
    {
        Notebook notebook = Notebook($$$"""{"jupytext": {"notebook_metadata_filter": "-all"}, "language_info": {"name": "{{{language}}}"}}""", Cell.Code("a", source));
        ScriptLanguage script = ScriptLanguages.Of(notebook)!;

        Assert.Equal(extension, script.Extension);
        Assert.Equal(expected, PercentWriter.Write(notebook, script));
    }

    [Theory]
    [InlineData("tags,-all", """# %% tags=["a"]""")]
    [InlineData("-papermill", """# %% tags=["a"] x=1""")]
    [InlineData("all", """# %% tags=["a"] papermill={"duration": 1, "status": "completed"} x=1""")]
    [InlineData("-papermill.duration", """# %% tags=["a"] papermill={"status": "completed"} x=1""")]
    public void A_filter_chooses_the_metadata_of_cells(string filter, string marker)
    {
        Notebook notebook = Notebook(
            $$$"""{"jupytext": {"notebook_metadata_filter": "-all", "cell_metadata_filter": "{{{filter}}}"}}""",
            Cell.Code("a", "x").WithMetadata((JsonObject)JsonReader.Read("""{"tags": ["a"], "papermill": {"duration": 1, "status": "completed"}, "x": 1}""")));

        Assert.Equal(marker, PercentWriter.Write(notebook, ScriptLanguages.Python).Split('\n')[0]);
    }

    [Fact]
    public void Text_that_would_end_its_quotes_is_written_as_comments()
    {
        JsonObject marker = JsonObject.Of(("cell_marker", "\"\"\""));
        Notebook notebook = Notebook(
            """{"jupytext": {"notebook_metadata_filter": "-all"}}""",
            Cell.Markdown("a", "fine").WithMetadata(marker),
            Cell.Markdown("b", "not \"\"\" fine").WithMetadata(marker));

        string script = PercentWriter.Write(notebook, ScriptLanguages.Python);

        Assert.Equal("# %% [markdown]\n\"\"\"\nfine\n\"\"\"\n\n# %% [markdown]\n# not \"\"\" fine\n", script);
    }

    private static Notebook Notebook(string metadata, params Cell[] cells) => new Notebook(JsonObject.Of(
        ("cells", JsonArray.Empty), ("metadata", JsonReader.Read(metadata)), ("nbformat", 4), ("nbformat_minor", 5))).WithCells(cells);
}
