using Deckle.Json;

namespace Deckle.Tool.Tests.Exporting;

/// <summary>A folder with a notebook that is exported.</summary>
internal sealed class ExportFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    public string Combine(string name) => folder.Combine(name);

    /// <summary>Writes a notebook of cells and exports it. Returns the written text.</summary>
    public async Task<string> ExportAsync(IEnumerable<Cell> cells, string[]? options = null, JsonObject? metadata = null)
    {
        var notebook = new Notebook(JsonObject.Of(
            ("cells", JsonArray.From(cells.Select(cell => cell.Json))),
            ("metadata", metadata ?? JsonObject.Of(("kernelspec", JsonObject.Of(("name", "python3"), ("display_name", "Python 3"), ("language", "python"))))),
            ("nbformat", 4),
            ("nbformat_minor", 5)));
        await File.WriteAllBytesAsync(Combine("notebook.ipynb"), NotebookWriter.Write(notebook));
        return await ExportAsync(Combine("notebook.ipynb"), options);
    }

    /// <summary>Exports a notebook to <c>page.html</c> here.</summary>
    public async Task<string> ExportAsync(string notebook, string[]? options = null)
    {
        ProcessOutcome outcome = await DeckleBinary.RunAsync(["export", notebook, "--output", Combine("page.html"), .. options ?? ["--to", "html"]]);

        Assert.Equal("", outcome.Stderr);
        Assert.Equal(0, outcome.ExitCode);
        return await File.ReadAllTextAsync(Combine("page.html"));
    }

    /// <summary>What stands in the body's main part.</summary>
    public static string Body(string page)
    {
        int start = page.IndexOf("<main", StringComparison.Ordinal);
        return page[start..(page.IndexOf("</main>", start, StringComparison.Ordinal) + "</main>\n".Length)];
    }

    public static Cell Code(string source, params JsonObject[] outputs) =>
        Cell.Code("c", source).With("outputs", JsonArray.From(outputs.Select(JsonValue (output) => output))).With("execution_count", 1);

    public static JsonObject Display(params (string Key, JsonValue Value)[] data) =>
        JsonObject.Of(("output_type", "display_data"), ("data", JsonObject.Of(data)), ("metadata", JsonObject.Empty));

    public static JsonObject Stream(string text, string name = "stdout") =>
        JsonObject.Of(("output_type", "stream"), ("name", name), ("text", text));

    public void Dispose() => folder.Dispose();
}
