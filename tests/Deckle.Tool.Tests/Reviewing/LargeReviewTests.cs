using Deckle.Tool.Tests.Browser;

namespace Deckle.Tool.Tests.Reviewing;

[Collection(BrowserCollection.Name)]
public sealed class LargeReviewTests(Chromium browser)
{
    [Fact]
    public async Task Four_hundred_changed_cells_are_there_to_use_with_the_page()
    {
        using var folder = new ReviewFolder();
        await folder.CompareAsync(Cells("1", ReviewFolder.Red), Cells("2", ReviewFolder.RedAndBlue));
        BrowserPage page = await folder.OpenAsync(browser);

        await page.EvaluateAsync("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }))");

        Assert.Equal("1 / 400", (await page.EvaluateAsync("document.querySelector('[data-place]').textContent"))!.GetValue<string>());
    }

    private static IEnumerable<Cell> Cells(string mark, string picture) => Enumerable.Range(1, 400).Select(at => ReviewFolder.Code(
        $"cell{at}",
        string.Concat(Enumerable.Range(1, 15).Select(line => $"value_{at}_{line} = compute({line}, '{(line == 7 ? mark : "same")}')  # step\n")),
        ReviewFolder.Display(("image/png", picture), ("text/plain", $"<Figure {mark}>")),
        ReviewFolder.Stream(string.Concat(Enumerable.Range(1, 20).Select(line => $"epoch {line} of {at}: {(line == 9 ? mark : "0")}\n")))));
}
