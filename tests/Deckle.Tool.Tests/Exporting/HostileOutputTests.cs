using Deckle.Json;
using Deckle.Tool.Tests.Browser;

namespace Deckle.Tool.Tests.Exporting;

[Collection(BrowserCollection.Name)]
public sealed class HostileOutputTests(Chromium browser)
{
    private const string Attack = HostilePage.Attack;

    [Fact]
    public async Task No_output_changes_the_page_or_reaches_the_network()
    {
        using var folder = new ExportFolder();
        await folder.ExportAsync(HostilePage.Payloads.Select(payload => ExportFolder.Code("x", ExportFolder.Display(("text/html", payload)))));

        BrowserPage page = await OpenAndProvokeAsync(folder);

        await AssertHarmlessAsync(page);
    }

    [Fact]
    public async Task No_Markdown_changes_the_page_or_reaches_the_network()
    {
        using var folder = new ExportFolder();
        string[] markdown =
        [
            .. HostilePage.Payloads,
            $"[click](javascript:{Attack})",
            $"[click](<java\nscript:{Attack}>)",
            $"![x](javascript:{Attack})",
            $"[x]: javascript:{Attack}\n\n[x]",
            $"<javascript:{Attack}>",
            $"# <img src=x onerror={Attack}>",
            $"`x` ![a\" onerror=\"{Attack}](https://example.invalid/x.png)",
            $"${{<img src=x onerror={Attack}>}}$ and $\\href{{javascript:{Attack}}}{{x}}$",
            $"```\"><img src=x onerror={Attack}>\ncode\n```",
            $"| a |\n|---|\n| <img src=x onerror={Attack}> |",
        ];
        await folder.ExportAsync(markdown.Select(source => Cell.Markdown("m", source)));

        BrowserPage page = await OpenAndProvokeAsync(folder);

        await AssertHarmlessAsync(page);
    }

    [Fact]
    public async Task No_other_output_changes_the_page_or_reaches_the_network()
    {
        using var folder = new ExportFolder();
        const string Image = $"<img src=x onerror={Attack}>";
        const string Svg = $"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{Attack}\"><script>{Attack}</script><image href='https://example.invalid/x.png'/></svg>";
        JsonObject[] outputs =
        [
            ExportFolder.Display(("image/svg+xml", Svg)),
            ExportFolder.Display(("image/png", $"\" onerror=\"{Attack}")),
            ExportFolder.Display(("image/png", "AAAA"), ("text/plain", $"\"{Image}")),
            ExportFolder.Display(("text/latex", $"$x$ {Image} $\\href{{javascript:{Attack}}}{{y}}$")),
            ExportFolder.Display(("text/plain", Image)),
            ExportFolder.Display(("text/markdown", Image)),
            ExportFolder.Display(("application/json", JsonObject.Of((Image, Image)))),
            ExportFolder.Display(("application/pdf", $"\"><img src=x onerror={Attack}>")),
            ExportFolder.Display(($"image/{Image}", "x")),
            ExportFolder.Display(("application/javascript", Attack)),
            ExportFolder.Stream($"\e[31m{Image}\e]8;;javascript:{Attack}\a link\e]8;;\a"),
            JsonObject.Of(("output_type", "error"), ("ename", Image), ("evalue", Image), ("traceback", JsonArray.Empty)),
        ];
        Cell named = ExportFolder.Code(Image, outputs).With("id", $"\"><img src=x onerror={Attack}>");
        await folder.ExportAsync([named], metadata: JsonObject.Of(("title", $"</title>{Image}"), ("kernelspec", JsonObject.Of(("name", "x"), ("language", Image)))));

        BrowserPage page = await OpenAndProvokeAsync(folder);

        await AssertHarmlessAsync(page);
    }

    [Fact]
    public async Task The_attacks_work_where_nothing_stops_them()
    {
        using var folder = new TemporaryFolder();
        string[] working =
        [
            .. HostilePage.Payloads.Where(payload => payload.StartsWith("<img src=x", StringComparison.Ordinal) || payload.StartsWith("<svg onload", StringComparison.Ordinal)),
        ];
        BrowserPage page = await browser.OpenAsync();

        foreach (string payload in working)
        {
            await page.GoToAsync(folder.Write("attack.html", $"<title>safe</title><main>{payload}</main>"));
            await page.UntilAsync("document.title === 'pwned'");
        }

        await page.GoToAsync(folder.Write("attack.html", "<img src='https://example.invalid/beacon.png'>"));

        Assert.NotEmpty(working);
        Assert.Equal(["https://example.invalid/beacon.png"], page.Requests);
    }

    private async Task<BrowserPage> OpenAndProvokeAsync(ExportFolder folder)
    {
        BrowserPage page = await browser.OpenAsync();
        await page.GoToAsync(folder.Combine("page.html"));
        await HostilePage.ProvokeAsync(page);
        return page;
    }

    private static async Task AssertHarmlessAsync(BrowserPage page)
    {
        await HostilePage.AssertHarmlessAsync(page);
        Assert.True((await page.EvaluateAsync("document.body.lastElementChild.matches('script, main, span')"))!.GetValue<bool>());
    }
}
