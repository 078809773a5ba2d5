using Deckle.Tool.Tests.Browser;

namespace Deckle.Tool.Tests.Serving;

[Collection(BrowserCollection.Name)]
public sealed class DiffPageTests(Chromium browser)
{
    [Fact]
    public async Task A_browser_is_let_in_sees_the_review_and_closes_the_program()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();
        BrowserPage page = await browser.OpenAsync();

        await page.GoToAsync(served.Entry.AbsoluteUri);
        await page.UntilAsync("document.getElementById('page')");
        Assert.Equal(served.Address.AbsoluteUri, (await page.EvaluateAsync("location.href"))!.GetValue<string>());
        await page.ClickAsync("document.getElementById('close')");

        Assert.Equal(0, (await served.EndAsync()).ExitCode);
        Assert.Empty(page.Errors);
        Assert.All(page.Requests, request => Assert.StartsWith(served.Address.GetLeftPart(UriPartial.Authority), request, StringComparison.Ordinal));
        Assert.DoesNotContain(page.Requests, request => request.Contains(served.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Closing_the_page_closes_the_program_and_loading_it_anew_does_not()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();
        BrowserPage page = await browser.OpenAsync();
        await page.GoToAsync(served.Entry.AbsoluteUri);
        await page.UntilAsync("document.getElementById('page')");

        await page.GoToAsync(served.Address.AbsoluteUri);
        await page.UntilAsync("document.getElementById('page')");
        await page.CallAsync("Page.close", []);

        Assert.Equal(0, (await served.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_wrong_address_says_so()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();
        BrowserPage page = await browser.OpenAsync();

        await page.GoToAsync(new Uri(served.Address, "enter").AbsoluteUri);

        await page.UntilAsync("!document.getElementById('refused').hidden");
    }
}
