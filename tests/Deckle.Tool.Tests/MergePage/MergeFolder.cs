using Deckle.Json;
using Deckle.Tool.Tests.Browser;
using Deckle.Tool.Tests.Running;
using Deckle.Tool.Tests.Serving;

namespace Deckle.Tool.Tests.MergePage;

/// <summary>Three versions of a notebook in a folder, merged on a page into <c>out.ipynb</c>.</summary>
internal sealed class MergeFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    public bool HasResult => File.Exists(folder.Combine("out.ipynb"));

    public Notebook Result => NotebookReader.Read(File.ReadAllBytes(folder.Combine("out.ipynb")));

    /// <summary>The result's sources.</summary>
    public IEnumerable<string> Sources => Result.Cells.Select(cell => cell.Source);

    public string Write(string name, string content) => folder.Write(name, content);

    public string Read(string name) => folder.Read(name);

    public void WriteSides(Cell[] ancestor, Cell[] local, Cell[] remote)
    {
        Write("base.ipynb", TestNotebook.Of(ancestor));
        Write("local.ipynb", TestNotebook.Of(local));
        Write("remote.ipynb", TestNotebook.Of(remote));
    }

    /// <summary>Writes sides with the same cells in orders of their own; each cell is a letter.</summary>
    public void WriteOrders(string ancestor, string local, string remote)
    {
        Write("base.ipynb", Lettered(ancestor));
        Write("local.ipynb", Lettered(local));
        Write("remote.ipynb", Lettered(remote));
    }

    public Task<ServedDeckle> MergeAsync(params string[] arguments) =>
        ServedDeckle.StartAsync(Path, ["merge", "base.ipynb", "local.ipynb", "remote.ipynb", "-o", "out.ipynb", .. arguments]);

    /// <summary>Starts the merge, and waits until its page is built.</summary>
    public async Task<OpenMerge> OpenAsync(Chromium browser)
    {
        ServedDeckle served = await MergeAsync();
        BrowserPage page = await browser.OpenAsync();
        await page.GoToAsync(served.Entry.AbsoluteUri);
        await page.UntilAsync("window.mergePage && [...document.querySelectorAll('.cell:not([hidden])')].every(cell => cell.row.isBuilt)");
        return new OpenMerge(served, page);
    }

    public static Cell WithOutput(string source, string text) => TestNotebook.Code(source)
        .With("execution_count", 1)
        .With("outputs", JsonArray.From([JsonObject.Of(("output_type", "stream"), ("name", "stdout"), ("text", text))]));

    private static string Lettered(string letters) => JsonObject.Of(
        ("cells", JsonArray.From(letters.Select(letter => (JsonValue)Cell.Code($"{letter}", $"{letter}").Json))),
        ("metadata", JsonObject.Empty),
        ("nbformat", 4),
        ("nbformat_minor", 5)).ToString();

    public void Dispose() => folder.Dispose();
}
