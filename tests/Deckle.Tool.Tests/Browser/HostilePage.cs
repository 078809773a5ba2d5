namespace Deckle.Tool.Tests.Browser;

/// <summary>Attacks that a notebook may hold, and what no page made of it lets them do.</summary>
internal static class HostilePage
{
    /// <summary>What an attack that works does.</summary>
    public const string Attack = "top.document.title='pwned'";

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

    private const string Handlers =
        "[...document.querySelectorAll('*')].filter(element => [...element.attributes].some(attribute => attribute.name.startsWith('on') || /^\\s*(javascript|vbscript):/i.test(attribute.value))).length";

    /// <summary>Markup that attacks.</summary>
    public static IReadOnlyList<string> Payloads { get; } =
    [
        .. File.ReadLines(Repository.Path("tests", "Deckle.Tool.Tests", "Browser", "hostile.txt"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Replace("PWN", Attack, StringComparison.Ordinal)),
    ];

    /// <summary>Does everything that a reader may do to an open page, and waits for what comes of it.</summary>
    public static async Task ProvokeAsync(BrowserPage page)
    {
        // Every frame has run once it has told its height; those that draw nothing tell so too.
        await page.UntilAsync("[...document.querySelectorAll('iframe')].every(frame => frame.srcdoc)");
        await page.EvaluateAsync(Provoke);
        await page.EvaluateAsync("new Promise(done => requestIdleCallback(() => requestAnimationFrame(done)))");
    }

    public static async Task AssertHarmlessAsync(BrowserPage page)
    {
        Assert.NotEqual("pwned", (await page.EvaluateAsync("document.title"))!.GetValue<string>());
        Assert.StartsWith("file:", (await page.EvaluateAsync("location.href"))!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(page.Dialogs);
        Assert.Empty(page.Requests);

        // Nothing of a notebook stands outside of its place, on top of the page, or where a page's own parts are looked for.
        Assert.Equal(1, await CountAsync("document.querySelectorAll('main').length"));
        Assert.Equal(0, await CountAsync("document.querySelectorAll('main script, main form, main base, main meta, main link, main object, main embed').length"));
        Assert.Equal(0, await CountAsync(Handlers));
        Assert.Equal(0, await CountAsync("[...document.querySelectorAll('main *')].filter(element => getComputedStyle(element).position === 'fixed').length"));

        async Task<int> CountAsync(string expression) => (await page.EvaluateAsync(expression))!.GetValue<int>();
    }
}
