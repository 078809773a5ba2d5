using Deckle.Json;
using Deckle.Tool.Tests.Browser;

namespace Deckle.Tool.Tests.Reviewing;

[Collection(BrowserCollection.Name)]
public sealed class HostileReviewTests(Chromium browser)
{
    private const string Attack = HostilePage.Attack;
    private const string Image = $"<img src=x onerror={Attack}>";
    private const string Quoted = $"\"><img src=x onerror={Attack}><x y='";

    private static readonly string[] Payloads =
    [
        .. HostilePage.Payloads,
        $"<script>{Attack}</script>",
        $"</script><script>{Attack}</script>",
        "<style>* { background: url(https://example.invalid/css) } @import 'https://example.invalid/import'; input[value^=a] { background: url(https://example.invalid/a) }</style><div class='review-bar'>x</div>",
        "<meta http-equiv=refresh content='0;url=https://example.invalid/'><base href=https://example.invalid/><form action=https://example.invalid/><button>x</button></form>",
        "<iframe src=https://example.invalid/></iframe><link rel=prefetch href=https://example.invalid/>",
        "<div id='cell-text-after-L1' data-change data-tools data-review data-keys>x</div>",
    ];

    [Fact]
    public async Task No_output_changes_the_page_or_reaches_the_network()
    {
        using var folder = new ReviewFolder();
        await folder.CompareAsync(
            Payloads.Select((payload, at) => ReviewFolder.Code($"c{at}", "x", ReviewFolder.Display(("text/html", payload)))),
            Payloads.Select((payload, at) => ReviewFolder.Code($"c{at}", "x", ReviewFolder.Display(("text/html", payload + "<p>new</p>")))));

        await HostilePage.AssertHarmlessAsync(await OpenAndProvokeAsync(folder));
    }

    [Fact]
    public async Task No_Markdown_or_source_changes_the_page_or_reaches_the_network()
    {
        using var folder = new ReviewFolder();
        string[] markdown = [.. Payloads, $"[click](javascript:{Attack})", $"![x](javascript:{Attack})", $"![x](https://example.invalid/x.png) [x]: javascript:{Attack}", $"```\"><img src=x onerror={Attack}>\ncode\n```"];
        await folder.CompareAsync(
            [.. markdown.Select((source, at) => Cell.Markdown($"m{at}", source)), .. markdown.Select((source, at) => ReviewFolder.Code($"c{at}", source))],
            [.. markdown.Select((source, at) => Cell.Markdown($"m{at}", $"{source}\n\nnew")), .. markdown.Select((source, at) => ReviewFolder.Code($"c{at}", $"{source}\nnew"))]);

        await HostilePage.AssertHarmlessAsync(await OpenAndProvokeAsync(folder));
    }

    [Fact]
    public async Task No_name_key_or_type_changes_the_page_or_reaches_the_network()
    {
        using var folder = new ReviewFolder();
        const string Svg = $"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{Attack}\"><script>{Attack}</script><image href='https://example.invalid/x.png'/></svg>";
        JsonObject[] outputs =
        [
            ReviewFolder.Display(("image/svg+xml", Svg)),
            ReviewFolder.Display(("image/png", Quoted)),
            ReviewFolder.Display(($"image/png{Quoted}", "AAAA")),
            ReviewFolder.Display((Quoted, Image), ("text/plain", Image)),
            ReviewFolder.Display(("text/latex", $"$x$ {Image} $\\href{{javascript:{Attack}}}{{y}}$")),
            ReviewFolder.Display(("text/markdown", Image)),
            ReviewFolder.Display(("application/json", JsonObject.Of((Image, Quoted)))),
            ReviewFolder.Display(("application/javascript", Attack)),
            ReviewFolder.Display(("application/pdf", Quoted)),
            ReviewFolder.Display(("text/html", $"<table><tr><td>{Quoted}</td></tr></table>")),
            ReviewFolder.Stream($"\e[31m{Image}\e]8;;javascript:{Attack}\a link\e]8;;\a\r{Image}"),
            JsonObject.Of(("output_type", "error"), ("ename", Image), ("evalue", Image), ("traceback", JsonArray.Empty)),
            JsonObject.Of(("output_type", Quoted), (Quoted, Quoted)),
        ];
        IEnumerable<Cell> Cells(string mark) => outputs.SelectMany((output, at) => (Cell[])
        [
            ReviewFolder.Code($"{Quoted}{at}", Image, Marked(output, mark)).WithMetadata(JsonObject.Of((Quoted, mark), ("tags", JsonArray.From([Image])))),
            Cell.Markdown($"a{at}", $"x{mark}").With("attachments", JsonObject.Of((Quoted, JsonObject.Of(("image/png", Quoted + mark))))),
            new Cell(Cell.Markdown($"t{at}", "x").Json.With("cell_type", Quoted).With(Quoted, mark)),
        ]);
        JsonObject Book(string mark) => ReviewFolder.Notebook(Cells(mark), JsonObject.Of(("title", $"</title>{Image}"), (Quoted, $"{Image}{mark}"), ("kernelspec", JsonObject.Of(("name", "x"), ("language", Quoted)))));
        const string Name = "a\"><img src=x onerror=top.document.title='pwned'>.ipynb";
        await folder.CompareAsync(JsonWriter.ToText(Book("1"), JsonWriterOptions.Notebook), JsonWriter.ToText(Book("2"), JsonWriterOptions.Notebook), Name, $"b{Name}");

        await HostilePage.AssertHarmlessAsync(await OpenAndProvokeAsync(folder));
    }

    [Fact]
    public async Task A_side_that_is_no_notebook_is_text()
    {
        using var folder = new ReviewFolder();
        string page = await folder.CompareAsync($"{{\"cells\": [\n<<<<<<< HEAD\n{Image}</script><script>{Attack}</script>\n", "{\"cells\": [\n");

        BrowserPage opened = await OpenAndProvokeAsync(folder);

        await HostilePage.AssertHarmlessAsync(opened);
        Assert.Contains("class=\"problem\"", page, StringComparison.Ordinal);
        Assert.Contains("&lt;&lt;&lt;&lt;&lt;&lt;&lt; HEAD", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_notebook_names_as_the_page_does_leads_nobody_astray()
    {
        using var folder = new ReviewFolder();
        await folder.CompareAsync(
            [Cell.Markdown("first", "<p id='cell-text-after-L1'>trap</p>"), ReviewFolder.Code("text", "a")],
            [Cell.Markdown("first", "<p id='cell-text-after-L1'>trap</p> now"), ReviewFolder.Code("text", "b")]);

        BrowserPage page = await folder.OpenAsync(browser, "#cell-text-after-L1");

        Assert.Equal("2 / 2", (await page.EvaluateAsync("document.querySelector('[data-place]').textContent"))!.GetValue<string>());
    }

    private static JsonObject Marked(JsonObject output, string mark) =>
        output["data"] is JsonObject data ? output.With("data", JsonObject.From(data.Select(member => new JsonMember(member.Key, member.Value is JsonString text ? new JsonString(text.Text + mark) : member.Value))))
        : output["text"] is JsonString stream ? output.With("text", stream.Text + mark)
        : output.With("evalue", Image + mark);

    private async Task<BrowserPage> OpenAndProvokeAsync(ReviewFolder folder)
    {
        BrowserPage page = await folder.OpenAsync(browser);
        await page.PressAsync("e");
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        await HostilePage.ProvokeAsync(page);
        return page;
    }
}
