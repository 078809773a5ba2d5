using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Tests.Parameters;

public class ParameterInjectorTests
{
    private static readonly JsonObject Message = JsonObject.Of(("msg", "Hello"));

    // papermill's TestNotebookParametrizing.
    [Fact]
    public void The_injected_cell_follows_the_parameters_cell_and_has_no_other_tags()
    {
        Injection injection = ParameterInjector.Inject(Notebook(("msg = None", ["parameters", "some tag"]), ("print(msg)", [])), Message);

        Assert.Equal(1, injection.CellIndex);
        Assert.Equal(["parameters", "some tag"], injection.Notebook.Cells[0].Tags);
        Assert.Equal(["injected-parameters"], injection.Notebook.Cells[1].Tags);
        Assert.Equal("# Parameters\nmsg = \"Hello\"\n", injection.Notebook.Cells[1].Source);
        Assert.Empty(injection.Warnings);
    }

    [Fact]
    public void A_second_run_replaces_the_injected_cell_where_it_stands()
    {
        Notebook first = Notebook(("x", ["injected-parameters", "other"]), ("y", ["injected-parameters"]), ("msg = None", ["parameters"]));

        Injection injection = ParameterInjector.Inject(first, Message);

        Assert.Equal(0, injection.CellIndex);
        Assert.Equal(["# Parameters\nmsg = \"Hello\"\n", "y", "msg = None"], injection.Notebook.Cells.Select(cell => cell.Source));
        Assert.Equal(["injected-parameters"], injection.Notebook.Cells[0].Tags);
    }

    [Fact]
    public void Injecting_twice_is_injecting_once()
    {
        Notebook once = ParameterInjector.Inject(Notebook(("msg = None", ["parameters"]), ("", [])), Message).Notebook;

        Assert.Equal(once, ParameterInjector.Inject(once, Message).Notebook);
    }

    [Fact]
    public void Without_a_parameters_cell_the_injected_one_comes_first_with_a_warning()
    {
        Injection injection = ParameterInjector.Inject(Notebook(("msg = None", [])), Message);

        Assert.Equal(0, injection.CellIndex);
        Assert.Contains("Input notebook does not contain a cell with tag 'parameters'", injection.Warnings);
    }

    [Fact]
    public void Without_parameters_nothing_is_injected_and_an_old_cell_is_kept()
    {
        Notebook notebook = Notebook(("msg = None", ["parameters"]), ("msg = 1", ["injected-parameters"]));

        Injection injection = ParameterInjector.Inject(notebook, JsonObject.Empty);

        Assert.Same(notebook, injection.Notebook);
        Assert.Null(injection.CellIndex);
    }

    [Fact]
    public void The_comment_can_be_chosen()
    {
        Injection injection = ParameterInjector.Inject(Notebook(("msg = None", ["parameters"])), Message, new() { Comment = "This is a custom comment" });

        Assert.StartsWith("# This is a custom comment\n", injection.Notebook.Cells[1].Source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_new_cell_takes_the_given_id_else_a_free_one()
    {
        Notebook notebook = Notebook(("x = 1", []), ("msg = None", ["parameters"]));
        notebook = notebook.WithCell(0, notebook.Cells[0].With("id", "injected-parameters"));

        Assert.Equal("abc", ParameterInjector.Inject(notebook, Message, new() { NewId = () => "abc" }).Notebook.Cells[2].Id);
        Assert.Equal("injected-parameters-2", ParameterInjector.Inject(notebook, Message).Notebook.Cells[2].Id);
    }

    [Fact]
    public void A_notebook_older_than_cell_ids_gets_none()
    {
        var notebook = new Notebook(Notebook(("msg = None", ["parameters"])).Json.With("nbformat_minor", 4));

        Assert.Null(ParameterInjector.Inject(notebook, Message).Notebook.Cells[1].Id);
    }

    [Fact]
    public void Report_mode_hides_sources_and_keeps_what_else_jupyter_says()
    {
        Notebook notebook = Notebook(("msg = None", ["parameters"]));
        Cell cell = notebook.Cells[0];
        notebook = notebook.WithCells([cell.WithMetadata(cell.Metadata.With("jupyter", JsonObject.Of(("outputs_hidden", true)))), Cell.Markdown("m", "text")]);

        Notebook hidden = ParameterInjector.Inject(notebook, Message, new() { ReportMode = true }).Notebook;

        Assert.Equal("""{"outputs_hidden": true, "source_hidden": true}""", hidden.Cells[0].Metadata["jupyter"]!.ToString());
        Assert.Equal("""{"source_hidden": true}""", hidden.Cells[1].Metadata["jupyter"]!.ToString());
        Assert.False(hidden.Cells[2].Metadata.Has("jupyter"));
    }

    [Fact]
    public void What_is_not_declared_and_what_is_not_given_is_told()
    {
        Injection injection = ParameterInjector.Inject(Notebook(("a = 1\nb: int", ["parameters"])), JsonObject.Of(("a", 2), ("c", 3)));

        Assert.Equal(["c"], injection.Unknown);
        Assert.Equal(["b"], injection.Missing);
        Assert.Equal(["Passed unknown parameter: c", "Parameter without value: b"], injection.Warnings);
    }

    [Fact]
    public void Strict_makes_an_unknown_parameter_an_error_with_the_nearest_name()
    {
        Notebook notebook = Notebook(("threshold = 1\nregion: str", ["parameters"]));

        var error = Assert.Throws<DeckleException>(() => ParameterInjector.Inject(notebook, JsonObject.Of(("treshold", 2), ("region", "eu")), new() { Strict = true }));

        Assert.Equal("parameter-unknown", error.Code);
        Assert.Equal("the notebook declares no parameter treshold", error.Message);
        Assert.Equal("did you mean threshold?", error.Help);
        Assert.Equal([("declared", "threshold, region")], error.Facts);
    }

    [Fact]
    public void Strict_makes_a_missing_parameter_an_error()
    {
        Notebook notebook = Notebook(("threshold = 1\nregion: str", ["parameters"]));

        var error = Assert.Throws<DeckleException>(() => ParameterInjector.Inject(notebook, JsonObject.Empty, new() { Strict = true }));

        Assert.Equal("parameter-missing", error.Code);
        Assert.Equal("pass it: -p region VALUE", error.Help);
        Assert.Equal([("declared", "threshold, region: str")], error.Facts);
    }

    [Fact]
    public void The_language_can_be_chosen_and_decides_what_is_declared()
    {
        Injection injection = ParameterInjector.Inject(Notebook(("x <- 1", ["parameters"])), JsonObject.Of(("_x", true)), new() { KernelName = "ir", Language = "R" });

        Assert.Equal("# Parameters\nx = TRUE\n", injection.Notebook.Cells[1].Source);
        Assert.Empty(injection.Unknown);
    }

    [Fact]
    public void Every_notebook_of_papermills_tests_in_a_known_language_takes_parameters()
    {
        foreach (string path in Directory.EnumerateFiles(Cases.Path("peers/papermill"), "*.ipynb", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (bytes is not [(byte)'{', ..])
            {
                // One of them is a broken file on purpose.
                continue;
            }

            Notebook notebook = NotebookReader.Read(bytes);
            Injection injection = ParameterInjector.Inject(notebook, Message, new() { Language = "python" });

            Assert.Equal(notebook.Cells.Count + (notebook.Cells.Any(cell => cell.HasTag("injected-parameters")) ? 0 : 1), injection.Notebook.Cells.Count);
        }
    }

    private static Notebook Notebook(params (string Source, string[] Tags)[] cells) => new(JsonObject.Of(
        ("cells", JsonArray.From(cells.Select((cell, i) => (JsonValue)Cell.Code($"c{i}", cell.Source).WithMetadata(JsonObject.Of(("tags", JsonArray.From(cell.Tags)))).Json))),
        ("metadata", JsonObject.Of(("kernelspec", JsonObject.Of(("name", "python3"), ("display_name", "Python 3"), ("language", "python"))))),
        ("nbformat", 4),
        ("nbformat_minor", 5)));
}
