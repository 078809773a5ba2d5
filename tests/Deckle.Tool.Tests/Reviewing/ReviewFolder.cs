using Deckle.Json;
using Deckle.Tool.Tests.Browser;

namespace Deckle.Tool.Tests.Reviewing;

/// <summary>A folder with two notebooks and the page that compares them.</summary>
internal sealed class ReviewFolder : IDisposable
{
    /// <summary>A red picture, and the same with a hundred of its 3,200 pixels blue.</summary>
    public const string Red = "iVBORw0KGgoAAAANSUhEUgAAAFAAAAAoCAIAAADmAupWAAAAQ0lEQVR42u3PMQ0AAAgDsCmZf1GIwQUPTWqgmfaVCAsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsLCwsL31rzRqzEJGdLIwAAAABJRU5ErkJggg==";
    public const string RedAndBlue = "iVBORw0KGgoAAAANSUhEUgAAAFAAAAAoCAIAAADmAupWAAAASUlEQVR42u3PMQ0AAAjAMJTgXxRiUAAfD2myb1ejMp+1/wAGBgYGBgYGBj4KGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBh4qAFe1qzE+cRewAAAAABJRU5ErkJggg==";

    private readonly TemporaryFolder folder = new();

    public string Page => folder.Combine("page.html");

    public static Cell Code(string id, string source, params JsonObject[] outputs) =>
        Cell.Code(id, source).With("outputs", JsonArray.From(outputs.Select(JsonValue (output) => output))).With("execution_count", 1);

    public static JsonObject Display(params (string Key, JsonValue Value)[] data) =>
        JsonObject.Of(("output_type", "display_data"), ("data", JsonObject.Of(data)), ("metadata", JsonObject.Empty));

    public static JsonObject Stream(string text) => JsonObject.Of(("output_type", "stream"), ("name", "stdout"), ("text", text));

    public static JsonObject Notebook(IEnumerable<Cell> cells, JsonObject? metadata = null) => JsonObject.Of(
        ("cells", JsonArray.From(cells.Select(cell => cell.Json))),
        ("metadata", metadata ?? JsonObject.Of(("kernelspec", JsonObject.Of(("name", "python3"), ("display_name", "Python 3"), ("language", "python"))))),
        ("nbformat", 4),
        ("nbformat_minor", 5));

    public Task<string> CompareAsync(IEnumerable<Cell> before, IEnumerable<Cell> after) =>
        CompareAsync(JsonWriter.ToText(Notebook(before), JsonWriterOptions.Notebook), JsonWriter.ToText(Notebook(after), JsonWriterOptions.Notebook));

    /// <summary>Compares two files, and returns the page's text.</summary>
    public async Task<string> CompareAsync(string before, string after, string beforeName = "before.ipynb", string afterName = "after.ipynb")
    {
        folder.Write(beforeName, before);
        folder.Write(afterName, after);
        ProcessOutcome outcome = await DeckleBinary.RunAsync(ProcessOptions.Default with { Folder = folder.Path }, "diff", beforeName, afterName, "--html", Page);

        Assert.Equal(0, outcome.ExitCode);
        return await File.ReadAllTextAsync(Page);
    }

    /// <summary>Opens the page, at a place of it.</summary>
    public async Task<BrowserPage> OpenAsync(Chromium browser, string hash = "", Func<BrowserPage, Task>? prepare = null)
    {
        BrowserPage page = await browser.OpenAsync();
        if (prepare is not null)
        {
            await prepare(page);
        }

        await page.GoToAsync(new Uri(Page).AbsoluteUri + hash);
        return page;
    }

    public void Dispose() => folder.Dispose();
}
