using System.Text.Json.Nodes;
using Deckle.Tool.Tests.Browser;

namespace Deckle.Tool.Tests.Exporting;

/// <summary>Exported pages in a real browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HtmlPageTests(Chromium browser)
{
    private static readonly string Cases = Repository.Path("tests", "cases", "peers");

    /// <summary>The largest notebooks of the cases, relative to them.</summary>
    public static TheoryData<string> Largest() => new(
        Directory.EnumerateFiles(Cases, "*.ipynb", SearchOption.AllDirectories)
            .Where(IsNotebook4)
            .OrderByDescending(path => new FileInfo(path).Length)
            .Take(20)
            .Select(path => Path.GetRelativePath(Cases, path)));

    [Theory]
    [MemberData(nameof(Largest))]
    public async Task A_large_notebook_opens_without_a_console_error(string notebook)
    {
        using var folder = new ExportFolder();
        await folder.ExportAsync(Path.Combine(Cases, notebook));

        BrowserPage page = await OpenAsync(folder);

        Assert.Empty(page.Errors);
        Assert.Empty(page.Requests);
    }

    [Fact]
    public async Task Formulas_are_typeset_and_broken_ones_stay_readable()
    {
        using var folder = new ExportFolder();
        await folder.ExportAsync(
        [
            Cell.Markdown("a", "Inline $e^{i\\pi} + 1 = 0$, `code $x$`, and\n\n$$\\mathbb{R}_a * b_a * c \\\\ \\mathcal{L}$$\n\n\\begin{align}a &= b\\\\ c &= d\\end{align}"),
            Cell.Markdown("b", "Broken: $\\unknowncommand{x}$, and a price of 5$"),
            ExportFolder.Code("x", ExportFolder.Display(("text/latex", "$\\displaystyle \\frac{1}{2}$"))),
        ]);

        BrowserPage page = await OpenAsync(folder);

        Assert.Empty(page.Errors);
        Assert.Equal(4, await CountAsync(page, ".math.typeset .katex"));
        Assert.Equal(2, await CountAsync(page, ".math.typeset .katex-display"));
        Assert.Equal("\\unknowncommand{x}", (await page.EvaluateAsync("document.querySelector('.math:not(.typeset)').textContent"))!.GetValue<string>());
        Assert.Equal("code $x$", (await page.EvaluateAsync("document.querySelector('code').textContent"))!.GetValue<string>());
        await page.UntilAsync("document.fonts.status === 'loaded' && [...document.fonts].some(font => font.family.includes('KaTeX_AMS') && font.status === 'loaded')");
    }

    [Fact]
    public async Task An_output_with_a_script_runs_in_a_frame_and_gets_the_height_it_needs()
    {
        using var folder = new ExportFolder();
        string library = $"<script>window.Chart = function (id) {{ document.getElementById(id).style.height = '300px'; }};{new string(' ', 70_000)}</script>";
        await folder.ExportAsync(
        [
            ExportFolder.Code("init()", ExportFolder.Display(("text/html", library), ("text/plain", "<init>"))),
            ExportFolder.Code("plot()", ExportFolder.Display(("text/html", "<div id=plot></div><script>Chart('plot')</script>"), ("text/plain", "<plot>"))),
            ExportFolder.Code("fail()", ExportFolder.Display(("text/html", "<script>undefinedThing.call()</script>"), ("text/plain", "<fallback>"))),
        ]);

        BrowserPage page = await OpenAsync(folder);
        await page.UntilAsync("document.querySelectorAll('iframe')[1].clientHeight >= 300");

        Assert.Empty(page.Errors);
        Assert.Equal("none", (await page.EvaluateAsync("getComputedStyle(document.querySelectorAll('.deckle-frame-fallback')[1]).display"))!.GetValue<string>());
        Assert.Equal("block", (await page.EvaluateAsync("getComputedStyle(document.querySelectorAll('.deckle-frame-fallback')[2]).display"))!.GetValue<string>());
    }

    [Theory]
    [InlineData("light", "auto", "rgb(255, 255, 255)")]
    [InlineData("dark", "auto", "rgb(17, 17, 17)")]
    [InlineData("dark", "light", "rgb(255, 255, 255)")]
    [InlineData("light", "dark", "rgb(17, 17, 17)")]
    public async Task The_theme_is_the_readers_unless_it_was_chosen(string preferred, string chosen, string background)
    {
        using var folder = new ExportFolder();
        await folder.ExportAsync([Cell.Markdown("m", "# Title")], ["--theme", chosen]);
        BrowserPage page = await browser.OpenAsync();
        await page.CallAsync("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = preferred }) });

        await page.GoToAsync(folder.Combine("page.html"));

        Assert.Equal(background, (await page.EvaluateAsync("getComputedStyle(document.body).backgroundColor"))!.GetValue<string>());
    }

    [Fact]
    public async Task All_text_has_the_contrast_that_readers_need()
    {
        using var folder = new ExportFolder();
        string colours = string.Concat(Enumerable.Range(30, 8).Concat(Enumerable.Range(90, 8)).Select(code => $"\e[{code}mcolour {code}\e[0m "));
        await folder.ExportAsync(
        [
            Cell.Markdown("m", "# Title\n\nText with [a link](https://example.invalid/) and `code`."),
            ExportFolder.Code("%time x\n@decorated\ndef f(a: int = 1) -> None:\n    return 'text' + 2.5 if True else None  # why", ExportFolder.Stream(colours)),
            ExportFolder.Code("1 / 0", ExportFolder.Stream("careful", "stderr"), ExportFolder.Display(("application/json", Deckle.Json.JsonObject.Of(("a", 1))))),
        ]);

        foreach (string scheme in (string[])["light", "dark"])
        {
            BrowserPage page = await browser.OpenAsync();
            await page.CallAsync("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });
            await page.GoToAsync(folder.Combine("page.html"));

            JsonNode? low = await page.EvaluateAsync(LowContrast);

            Assert.True(low is JsonArray { Count: 0 }, $"{scheme}: {low}");
        }
    }

    // WCAG 2, success criterion 1.4.3: 4.5 to 1. The names of a terminal's white and black are exempt: programs choose them for a background.
    private const string LowContrast = """
        (() => {
          const parse = color => { const n = color.match(/[\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
          const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3]));
          const luminance = c => c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const background = element => { const c = parse(getComputedStyle(element).backgroundColor); return c[3] === 1 || !element.parentElement ? c : [...over(c, background(element.parentElement)), 1]; };
          return [...document.querySelectorAll('main *')].filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
            .filter(element => !/ansi-(white|black)/.test(element.className) && !element.classList.contains('anchor-link'))
            .map(element => { const back = background(element); const front = over(parse(getComputedStyle(element).color), back);
              const [a, b] = [luminance(front), luminance(back.slice(0, 3))].sort((x, y) => y - x); return [element.className || element.tagName, ((a + 0.05) / (b + 0.05)).toFixed(2)]; })
            .filter(([, ratio]) => ratio < 4.5);
        })()
        """;

    private async Task<BrowserPage> OpenAsync(ExportFolder folder)
    {
        BrowserPage page = await browser.OpenAsync();
        await page.GoToAsync(folder.Combine("page.html"));
        return page;
    }

    private static async Task<int> CountAsync(BrowserPage page, string selector) =>
        (await page.EvaluateAsync($"document.querySelectorAll('{selector}').length"))!.GetValue<int>();

    private static bool IsNotebook4(string path)
    {
        try
        {
            return NotebookReader.Read(File.ReadAllBytes(path)).Format.Major == 4;
        }
        catch (DeckleException)
        {
            return false;
        }
    }
}
