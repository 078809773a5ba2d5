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

    public Task<ServedDeckle> MergeAsync(params string[] arguments) =>
        ServedDeckle.StartAsync(Path, ["merge", "base.ipynb", "local.ipynb", "remote.ipynb", "-o", "out.ipynb", .. arguments]);

    /// <summary>Opens the page and waits until it is built.</summary>
    public static async Task<BrowserPage> OpenAsync(Chromium browser, ServedDeckle served)
    {
        BrowserPage page = await browser.OpenAsync();
        await page.GoToAsync(served.Entry.AbsoluteUri);
        await page.UntilAsync("window.mergePage && [...document.querySelectorAll('.cell:not([hidden])')].every(cell => cell.row.isBuilt)");
        return page;
    }

    public static Cell WithOutput(string source, string text) => TestNotebook.Code(source)
        .With("execution_count", 1)
        .With("outputs", JsonArray.From([JsonObject.Of(("output_type", "stream"), ("name", "stdout"), ("text", text))]));

    public void Dispose() => folder.Dispose();
}
