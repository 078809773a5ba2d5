using Deckle.Json;
using Deckle.Scraps;

namespace Deckle.Kernels.Tests.Execution;

/// <summary>The modules that Python kernels are offered, in a real ipykernel.</summary>
public class PreludeTests
{
    [Fact]
    public async Task Scrapbook_glues_where_it_is_not_installed()
    {
        ExecutionResult result = await RunAsync(
            """
            import scrapbook as sb
            sb.glue("number", 1.5)
            sb.glue("text", "x", display=True)
            sb.glue("list", [1, {"a": None}])
            sb.glue("parsed", "[1, 2]", "json")
            sb.glue("stated", 2.5, "text")
            """,
            """
            from IPython.display import HTML, Image
            sb.glue("html", HTML("<b>x</b>"))
            sb.glue("picture", Image(b"\x89PNG", format="png"), display=["image/png"])
            sb.glue("thing", object, display={"include": ["text/plain"]})
            """);

        ScrapSet scraps = ScrapReader.Read(result.Notebook);
        Assert.Equal(ExecutionStatus.Completed, result.Status);
        Assert.Empty(scraps.Problems);
        Assert.Equal(
            [
                "number json 1.5 ", "text text \"x\" text/plain", "list json [1, {\"a\": null}] ", "parsed json [1, 2] ", "stated text \"2.5\" ",
                "html   text/html,text/plain", "picture   image/png", "thing   text/plain",
            ],
            scraps.Values.Select(scrap => $"{scrap.Name} {scrap.Encoder} {scrap.Data} {string.Join(',', scrap.Display?.Data.MediaTypes.Order() ?? Enumerable.Empty<string>())}"));
    }

    [Fact]
    public async Task Outputs_and_errors_are_those_of_scrapbook()
    {
        ExecutionResult result = await RunAsync(
            "import scrapbook as sb; sb.glue('x', 1, display=True)",
            """
            from scrapbook.exceptions import ScrapbookException
            import scrapbook.encoders
            for data, encoder in [(None, None), ((1,), None), (b"x", None), ((1,), "json"), (1, "arrow"), ("no json", "json")]:
                try:
                    sb.glue("bad", data, encoder)
                except Exception as error:
                    print([each.__name__ for each in type(error).__mro__ if each.__module__ != "builtins" or each is ValueError or each is NotImplementedError])
            """);

        Assert.Equal(
            """[{"data": {"application/scrapbook.scrap.json+json": {"name": "x", "data": 1, "encoder": "json", "version": 1}}, "metadata": {"scrapbook": {"name": "x", "data": true, "display": false}}, "output_type": "display_data"}, {"data": {"text/plain": "1"}, "metadata": {"scrapbook": {"name": "x", "data": false, "display": true}}, "output_type": "display_data"}]""",
            JsonArray.From(result.Notebook.Cells[0].Outputs.Select(output => (JsonValue)JsonObject.Of(
                ("data", output.Data.Json), ("metadata", output.Metadata), ("output_type", output.Json["output_type"]!)))).ToString());
        Assert.Equal(
            [
                "['NotImplementedError']", "['NotImplementedError']", "['NotImplementedError']", "['ScrapbookDataException', 'ScrapbookException', 'ValueError']",
                "['ScrapbookMissingEncoder', 'ScrapbookException', 'ValueError']", "['JSONDecodeError', 'ValueError']",
            ],
            result.Notebook.Cells[1].Outputs[0].Text.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Nothing_is_left_behind_and_a_real_module_comes_first()
    {
        using var folder = new ModuleFolder("scrapbook", "real = True");
        ExecutionResult result = await RunAsync(
            "print(sorted(name for name in globals() if not name.startswith('_')), len(In), [name for name in __import__('sys').modules if 'scrapbook' in name])",
            $"import sys; sys.path.insert(0, {JsonValueOf(folder.Path)}); import scrapbook; print(scrapbook.real)");

        Assert.Equal("['In', 'Out', 'exit', 'get_ipython', 'quit'] 2 []", result.Notebook.Cells[0].Outputs[0].Text.TrimEnd());
        Assert.Equal(1, result.Notebook.Cells[0].ExecutionCount);
        Assert.Equal("True", result.Notebook.Cells[1].Outputs[0].Text.TrimEnd());
    }

    [Fact]
    public async Task Scraps_of_other_notebooks_are_read_and_reglued()
    {
        using var folder = new ModuleFolder("unused", "");
        string path = Path.Combine(folder.Path, "other.ipynb");
        ExecutionResult other = await RunAsync("import scrapbook as sb; sb.glue('x', [1, 2]); sb.glue('seen', 'text', 'display')");
        await File.WriteAllBytesAsync(path, NotebookWriter.Write(other.Notebook));

        ExecutionResult result = await RunAsync(
            $"import scrapbook as sb; book = sb.read_notebooks({JsonValueOf(folder.Path)}); print(list(book), book.scraps.data_dict); book['other'].reglue('x', 'y'); book['other'].reglue('seen')");

        Assert.Equal("['other'] {'x': [1, 2]}", result.Notebook.Cells[0].Outputs[0].Text.TrimEnd());
        Assert.Equal(["y", "seen"], ScrapReader.Read(result.Notebook).Keys);
    }

    [Fact]
    public async Task Nothing_is_offered_where_it_is_not_wanted()
    {
        await using KernelClient kernel = await new LocalHost().StartAsync("python3", TestContext.Current.CancellationToken);

        ExecutionResult result = await new Executor(kernel).RunAsync(
            MemoryKernel.NotebookOf("import scrapbook"), new ExecutionOptions { OfferModules = false }, TestContext.Current.CancellationToken);

        Assert.Equal("ModuleNotFoundError", result.Failure!.ErrorName);
    }

    [Fact]
    public async Task A_kernel_of_another_language_is_not_asked()
    {
        var kernel = new MemoryKernel(_ => []);
        await using KernelClient client = await KernelClient.OpenAsync(kernel, "session", cancellationToken: TestContext.Current.CancellationToken);

        await new Executor(client).RunAsync(MemoryKernel.NotebookOf("1"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["1"], kernel.Received.Where(message => message.Type == "execute_request").Select(message => message.Content.GetText("code")));
    }

    private static async Task<ExecutionResult> RunAsync(params string[] sources)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using KernelClient kernel = await new LocalHost().StartAsync("python3", cancellation);
        return await new Executor(kernel).RunAsync(MemoryKernel.NotebookOf(sources), new ExecutionOptions(), cancellation);
    }

    // A JSON string is one of Python's.
    private static string JsonValueOf(string text) => new JsonString(text).ToString();

    private sealed class ModuleFolder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deckle-test-");

        public ModuleFolder(string module, string source) => File.WriteAllText(System.IO.Path.Combine(Path, $"{module}.py"), source);

        public string Path => folder.FullName;

        public void Dispose() => folder.Delete(recursive: true);
    }
}
