using Deckle.Tool.Tests.Browser;

namespace Deckle.Tool.Tests.Reviewing;

[Collection(BrowserCollection.Name)]
public sealed class ReviewSpeedTests(Chromium browser)
{
    [Fact]
    public async Task Four_hundred_cells_are_there_to_use_within_a_second()
    {
        using var folder = new ReviewFolder();
        await folder.CompareAsync(Cells("1", ReviewFolder.Red), Cells("2", ReviewFolder.RedAndBlue));
        BrowserPage page = await folder.OpenAsync(browser);
        double best = double.MaxValue;

        // What else the machine does is not the page's; the best of some is its own time.
        for (int i = 0; i < 3; i++)
        {
            await page.GoToAsync(new Uri(folder.Page).AbsoluteUri + $"?{i}");
            double loaded = (await page.EvaluateAsync("performance.timing.loadEventEnd - performance.timing.navigationStart"))!.GetValue<double>();
            double used = (await page.EvaluateAsync("""
                new Promise(done => {
                  const start = performance.now();
                  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
                  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
                })
                """))!.GetValue<double>();
            best = Math.Min(best, loaded + used);
        }

        Assert.Equal("1 / 400", (await page.EvaluateAsync("document.querySelector('[data-place]').textContent"))!.GetValue<string>());
        Assert.True(best < 1000, $"{best} ms");
    }

    private static IEnumerable<Cell> Cells(string mark, string picture) => Enumerable.Range(1, 400).Select(at => ReviewFolder.Code(
        $"cell{at}",
        string.Concat(Enumerable.Range(1, 15).Select(line => $"value_{at}_{line} = compute({line}, '{(line == 7 ? mark : "same")}')  # step\n")),
        ReviewFolder.Display(("image/png", picture), ("text/plain", $"<Figure {mark}>")),
        ReviewFolder.Stream(string.Concat(Enumerable.Range(1, 20).Select(line => $"epoch {line} of {at}: {(line == 9 ? mark : "0")}\n")))));
}
