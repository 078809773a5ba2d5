using Deckle.Json;
using Deckle.Tool.Tests.Browser;

namespace Deckle.Tool.Tests.Exporting;

[Collection(BrowserCollection.Name)]
public sealed class SlidesTests(Chromium browser)
{
    [Fact]
    public async Task Arrows_go_across_and_down_and_show_fragments_one_at_a_time()
    {
        using var folder = new ExportFolder();
        BrowserPage page = await OpenAsync(folder, Talk());

        Assert.Equal("One Continued", await ShownAsync(page));

        await page.PressAsync("ArrowRight");
        Assert.Equal("Two", await ShownAsync(page));

        await page.PressAsync("ArrowDown");
        Assert.Equal("Below", await ShownAsync(page));

        await page.PressAsync("ArrowDown");
        Assert.Equal("Below Fragment A", await ShownAsync(page));

        await page.PressAsync("ArrowDown");
        Assert.Equal("Below Fragment A Fragment B", await ShownAsync(page));

        await page.PressAsync("ArrowUp");
        Assert.Equal("Below Fragment A", await ShownAsync(page));

        await page.PressAsync("Home");
        Assert.Equal("One Continued", await ShownAsync(page));
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Space_goes_through_everything_and_back()
    {
        using var folder = new ExportFolder();
        BrowserPage page = await OpenAsync(folder, Talk());
        var seen = new List<string>();

        for (int i = 0; i < 6; i++)
        {
            seen.Add(await ShownAsync(page));
            await page.PressAsync(" ");
        }

        Assert.Equal(["One Continued", "Two", "Below", "Below Fragment A", "Below Fragment A Fragment B", "End"], seen);

        await page.PressAsync("PageUp");
        Assert.Equal("Below Fragment A Fragment B", await ShownAsync(page));
    }

    [Fact]
    public async Task The_address_says_where_a_talk_is_and_leads_there()
    {
        using var folder = new ExportFolder();
        BrowserPage page = await OpenAsync(folder, Talk());

        await page.PressAsync("End");
        Assert.Equal("#/2", (await page.EvaluateAsync("location.hash"))!.GetValue<string>());

        await page.GoToAsync(new Uri(folder.Combine("page.html")).AbsoluteUri + "?again#/1/1/0");
        Assert.Equal("Below Fragment A", await ShownAsync(page));
        Assert.Equal("3 / 4", (await page.EvaluateAsync("document.querySelector('.deck-status').textContent"))!.GetValue<string>());
    }

    [Fact]
    public async Task Notes_are_for_the_speaker_and_a_key_shows_them()
    {
        using var folder = new ExportFolder();
        BrowserPage page = await OpenAsync(folder, Talk());
        await page.PressAsync("End");

        Assert.Equal("End", await ShownAsync(page));

        await page.PressAsync("s");
        Assert.Equal("End Say thanks", await ShownAsync(page));
    }

    [Fact]
    public async Task Without_slide_types_everything_is_one_slide()
    {
        using var folder = new ExportFolder();
        BrowserPage page = await OpenAsync(folder, [Cell.Markdown("a", "One"), Cell.Markdown("b", "Two")]);

        Assert.Equal("One Two", await ShownAsync(page));
    }

    private static Cell[] Talk() =>
    [
        Slide("One", "slide"),
        Cell.Markdown("m", "Continued"),
        Slide("Skipped", "skip"),
        Slide("Two", "slide"),
        Slide("Below", "subslide"),
        Slide("Fragment A", "fragment"),
        Slide("Fragment B", "fragment"),
        Slide("End", "slide"),
        Slide("Say thanks", "notes"),
    ];

    private static Cell Slide(string text, string type) =>
        Cell.Markdown("m", text).WithMetadata(JsonObject.Of(("slideshow", JsonObject.Of(("slide_type", type)))));

    private async Task<BrowserPage> OpenAsync(ExportFolder folder, Cell[] cells)
    {
        await folder.ExportAsync(cells, ["--to", "slides"]);
        BrowserPage page = await browser.OpenAsync();
        await page.GoToAsync(folder.Combine("page.html"));
        return page;
    }

    // What a reader sees: innerText leaves out what is hidden.
    private static async Task<string> ShownAsync(BrowserPage page) =>
        (await page.EvaluateAsync("document.querySelector('main').innerText.split(/\\s+/).filter(Boolean).join(' ')"))!.GetValue<string>();
}
