using Deckle.Json;
using Deckle.Tool.Tests.Browser;

namespace Deckle.Tool.Tests.Exporting;

[Collection(BrowserCollection.Name)]
public sealed class HostileOutputTests(Chromium browser)
{
    private const string Attack = "top.document.title='pwned'";

    // What a reader may do: look at everything, move over everything, click on everything.
    private const string Provoke = """
        for (const element of document.querySelectorAll('main *')) {
          for (const type of ['mouseover', 'pointerover', 'focus', 'toggle', 'click']) {
            const link = type === 'click' && element.closest('a[href]');
            if (!link || /^(javascript|vbscript|data):/.test(link.protocol))
              element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
          }
        }
        """;

    private static readonly string[] Payloads =
    [
        .. File.ReadLines(Repository.Path("tests", "Deckle.Tool.Tests", "Exporting", "hostile.txt"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Replace("PWN", Attack, StringComparison.Ordinal)),
    ];

    [Fact]
    public async Task No_output_changes_the_page_or_reaches_the_network()
    {
        using var folder = new ExportFolder();
        await folder.ExportAsync(Payloads.Select(payload => ExportFolder.Code("x", ExportFolder.Display(("text/html", payload)))));

        BrowserPage page = await OpenAndProvokeAsync(folder);

        await AssertHarmlessAsync(page);
    }

    [Fact]
    public async Task No_Markdown_changes_the_page_or_reaches_the_network()
    {
        using var folder = new ExportFolder();
        string[] markdown =
        [
            .. Payloads,
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
            .. Payloads.Where(payload => payload.StartsWith("<img src=x", StringComparison.Ordinal) || payload.StartsWith("<svg onload", StringComparison.Ordinal)),
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

        // Every frame has run once it has told its height; those that draw nothing tell so too.
        await page.UntilAsync("[...document.querySelectorAll('iframe')].every(frame => frame.srcdoc)");
        await page.EvaluateAsync(Provoke);
        await page.EvaluateAsync("new Promise(done => requestIdleCallback(() => requestAnimationFrame(done)))");
        return page;
    }

    private static async Task AssertHarmlessAsync(BrowserPage page)
    {
        Assert.NotEqual("pwned", (await page.EvaluateAsync("document.title"))!.GetValue<string>());
        Assert.StartsWith("file:", (await page.EvaluateAsync("location.href"))!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(page.Dialogs);
        Assert.Empty(page.Requests);

        // Nothing of a notebook stands outside of its place, on top of the page, or where a page's own parts are looked for.
        Assert.True((await page.EvaluateAsync("document.querySelectorAll('main').length === 1 && document.body.lastElementChild.matches('script, main, span')"))!.GetValue<bool>());
        Assert.Equal(0, (await page.EvaluateAsync("document.querySelectorAll('main script, main form, main base, main meta, main link, main object, main embed').length"))!.GetValue<int>());
        Assert.Equal(0, (await page.EvaluateAsync(
            "[...document.querySelectorAll('*')].filter(element => [...element.attributes].some(attribute => attribute.name.startsWith('on') || /^\\s*(javascript|vbscript):/i.test(attribute.value))).length"))!.GetValue<int>());
        Assert.Equal(0, (await page.EvaluateAsync("[...document.querySelectorAll('main *')].filter(element => getComputedStyle(element).position === 'fixed').length"))!.GetValue<int>());
    }
}
