using Deckle.Json;
using Deckle.Scripts;

namespace Deckle.Tests.Scripts;

public class PercentReaderTests
{
    [Fact]
    public void Cells_have_the_kind_title_and_metadata_of_their_markers()
    {
        Notebook notebook = Read("""
            # %% [markdown]
            # # Report
            #
            # All of it.

            # %% Load the data tags=["parameters"] name="load it" collapsed
            x = 1

            # %% [raw] raw_mimetype="text/html"
            # <b>

            # %%%% {"slideshow": {"slide_type": "skip"}}
            y = 2
            """);

        Assert.Equal([CellKind.Markdown, CellKind.Code, CellKind.Raw, CellKind.Code], notebook.Cells.Select(cell => cell.Kind));
        Assert.Equal(["# Report\n\nAll of it.", "x = 1", "<b>", "y = 2"], notebook.Cells.Select(cell => cell.Source));
        Assert.Equal(
            """{"tags": ["parameters"], "name": "load it", "collapsed": null, "title": "Load the data"}""", notebook.Cells[1].Metadata.ToString());
        Assert.Equal("""{"raw_mimetype": "text/html"}""", notebook.Cells[2].Metadata.ToString());
        Assert.Equal("""{"slideshow": {"slide_type": "skip"}, "cell_depth": 2}""", notebook.Cells[3].Metadata.ToString());
    }

    [Theory]
    [InlineData("# %% tags=['a', \"b\"]", """{"tags": ["a", "b"]}""")]
    [InlineData("# %% frozen=True other=None", """{"frozen": true, "other": null}""")]
    [InlineData("# %% a=1 b=\"x = 2\"", """{"a": 1, "b": "x = 2"}""")]
    [InlineData("# %% a=[1, 2", """{"incorrectly_encoded_metadata": "a=[1, 2"}""")]
    [InlineData("#%% short", """{"title": "short"}""")]
    [InlineData("    # %% indented", """{"title": "indented"}""")]
    [InlineData("# In[12]:", "{}")]
    [InlineData("# <codecell>", "{}")]
    public void A_marker_is_read_as_people_write_it(string marker, string metadata)
    {
        Notebook notebook = Read($"{marker}\nx\n");

        Assert.Equal(metadata, Assert.Single(notebook.Cells).Metadata.ToString());
    }

    [Theory]
    [InlineData("# %%time")]
    [InlineData("# %% in a string", true)]
    [InlineData("x = '# %%'")]
    public void What_only_looks_like_a_marker_is_code(string line, bool isQuoted = false)
    {
        Notebook notebook = Read(isQuoted ? $"# %%\ns = \"\"\"\n{line}\n\"\"\"\n" : $"# %%\n{line}\n");

        Assert.Single(notebook.Cells);
    }

    [Fact]
    public void A_script_without_markers_is_one_cell()
    {
        Notebook notebook = Read("import os\n\n\ndef f():\n    pass\n");

        Assert.Equal("import os\n\n\ndef f():\n    pass", Assert.Single(notebook.Cells).Source);
    }

    [Fact]
    public void Code_before_the_first_marker_is_a_cell()
    {
        Notebook notebook = Read("import os\n# %%\nx = 1\n");

        Assert.Equal(["import os", "x = 1"], notebook.Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void Magics_leave_their_comments()
    {
        Notebook notebook = Read("# %%\n# %matplotlib inline\n# !pip list \\\n#   --all\nif x:\n    # %time f()\n# # %cd\n# a comment\n");

        Assert.Equal("%matplotlib inline\n!pip list \\\n  --all\nif x:\n    %time f()\n# %cd\n# a comment", notebook.Cells[0].Source);
    }

    [Fact]
    public void A_cell_of_another_language_begins_with_its_magic()
    {
        Notebook notebook = Read("# %% language=\"bash\" magic_args=\"-s a\"\n# ls\n#\n# pwd\n");

        Assert.Equal("%%bash -s a\nls\n\npwd", notebook.Cells[0].Source);
        Assert.Empty(notebook.Cells[0].Metadata);
    }

    [Fact]
    public void Markdown_may_stand_in_three_quotes()
    {
        Notebook notebook = Read("# %% [markdown]\n\"\"\"\n# Title\n\"\"\"\n\n# %% [markdown]\nr'''$\\alpha$'''\n");

        Assert.Equal(["# Title", "$\\alpha$"], notebook.Cells.Select(cell => cell.Source));
        Assert.Equal("\"\"\"", notebook.Cells[0].Metadata.GetText("cell_marker"));
    }

    [Fact]
    public void A_cell_that_is_not_active_in_notebooks_is_raw()
    {
        Notebook notebook = Read("# %% active=\"py\"\nmain()\n\n# %% tags=[\"active-ipynb\"]\n# x?\n");

        Assert.Equal([CellKind.Raw, CellKind.Code], notebook.Cells.Select(cell => cell.Kind));
        Assert.Equal(["main()", "x?"], notebook.Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void The_header_names_the_kernel_and_front_matter_is_a_raw_cell()
    {
        Notebook notebook = Read("""
            #!/usr/bin/env python
            # -*- coding: utf-8 -*-
            # ---
            # title: Report
            # jupyter:
            #   kernelspec:
            #     display_name: Python 3
            #     language: python
            #     name: python3
            # ---

            # %%
            x = 1
            """);

        Assert.Equal("python3", notebook.KernelName);
        Assert.Equal("---\ntitle: Report\n---", notebook.Cells[0].Source);
        Assert.Equal("/usr/bin/env python", notebook.Metadata.Get<JsonObject>("jupytext")?.GetText("executable"));
    }

    [Fact]
    public void A_script_without_a_header_has_its_language_by_its_name()
    {
        Notebook notebook = PercentReader.Read("// %%\nvar x = 1;\n", ScriptLanguages.OfFile("a.cs")!, HeaderText.Read);

        Assert.Equal("csharp", notebook.Language);
        Assert.Empty(NotebookValidator.Validate(notebook.Json));
    }

    [Theory]
    [InlineData("# ---\n# jupyter:\n#   jupytext:\n#     text_representation:\n#       format_name: light\n# ---\n", "script-format-unsupported")]
    [InlineData("# -*- coding: latin-1 -*-\nx\n", "script-not-text")]
    public void What_cannot_be_read_is_refused(string script, string code) => Assert.Equal(code, Assert.Throws<DeckleException>(() => Read(script)).Code);

    private static Notebook Read(string script) => PercentReader.Read(script, ScriptLanguages.Python, HeaderText.Read);
}
