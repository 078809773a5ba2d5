using System.Text.Json.Nodes;
using Deckle.Tool.Tests.Browser;

namespace Deckle.Tool.Tests.Reviewing;

[Collection(BrowserCollection.Name)]
public sealed class ReviewPageTests(Chromium browser)
{
    [Fact]
    public async Task Keys_go_from_change_to_change_and_the_address_says_where()
    {
        using ReviewFolder folder = await SmallAsync();
        BrowserPage page = await folder.OpenAsync(browser);
        var seen = new List<string>();

        foreach (string key in (string[])["n", "j", "n", "n", "n", "p", "k"])
        {
            await page.PressAsync(key);
            seen.Add($"{await TextAsync(page, "document.activeElement.id")} {await TextAsync(page, "document.querySelector('[data-place]').textContent")}");
        }

        Assert.Equal(["cell-text 1 / 4", "cell-code 2 / 4", "cell-counted 3 / 4", "cell-new 4 / 4", "cell-new 4 / 4", "cell-counted 3 / 4", "cell-code 2 / 4"], seen);
        Assert.Equal("#cell-code", await TextAsync(page, "location.hash"));
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task A_link_to_a_line_unfolds_what_hides_it()
    {
        using ReviewFolder folder = await SmallAsync();

        BrowserPage page = await folder.OpenAsync(browser, "#cell-same-after-L2");

        Assert.True(await IsAsync(page, "document.querySelector('[data-run]').open"));
        Assert.Equal("y = 2", await TextAsync(page, "document.querySelector('li:target').textContent"));
        Assert.True(await IsAsync(page, "(box => box.top >= 0 && box.bottom <= innerHeight)(document.querySelector('li:target').getBoundingClientRect())"));
    }

    [Fact]
    public async Task Keys_fold_a_change_and_unfold_everything()
    {
        using ReviewFolder folder = await SmallAsync();
        BrowserPage page = await folder.OpenAsync(browser);
        await page.PressAsync("n");

        await page.PressAsync("o");
        Assert.False(await IsAsync(page, "document.querySelector('#cell-text > details').open"));

        await page.PressAsync("o");
        Assert.True(await IsAsync(page, "document.querySelector('#cell-text > details').open"));

        await page.PressAsync("e");
        Assert.True(await IsAsync(page, "[...document.querySelectorAll('[data-run], [data-fold]')].every(details => details.open)"));

        await page.PressAsync("s");
        Assert.False(await IsAsync(page, "document.querySelector('[data-source]').open"));
    }

    [Fact]
    public async Task Help_opens_and_closes_by_key()
    {
        using ReviewFolder folder = await SmallAsync();
        BrowserPage page = await folder.OpenAsync(browser);

        await page.PressAsync("?");
        Assert.Contains("next change", await TextAsync(page, "document.querySelector('dialog[open]').innerText"), StringComparison.Ordinal);

        await page.PressAsync("?");
        Assert.False(await IsAsync(page, "document.querySelector('dialog').open"));
    }

    [Fact]
    public async Task What_the_bar_hides_stands_in_the_address_and_comes_back_with_it()
    {
        using ReviewFolder folder = await SmallAsync();
        BrowserPage page = await folder.OpenAsync(browser);

        foreach (string part in (string[])["outputs", "metadata", "noise", "unchanged"])
        {
            await ClickAsync(page, $"[data-show={part}]");
        }

        await page.PressAsync("u");
        await page.PressAsync("t");
        string address = await TextAsync(page, "location.hash");
        BrowserPage again = await folder.OpenAsync(browser, address);

        Assert.Equal("#?hide=outputs,metadata,noise,unchanged&layout=unified&theme=light", address);
        Assert.True(await IsAsync(again, "[...document.querySelectorAll('.outputs, .about, [data-noise], [data-run]')].every(element => !element.checkVisibility())"));
        Assert.Equal("3 changes", await TextAsync(again, "document.querySelector('[data-place]').textContent"));
        Assert.Equal("light unified", await TextAsync(again, "document.documentElement.dataset.theme + ' ' + document.documentElement.dataset.layout"));
    }

    [Fact]
    public async Task The_theme_is_the_systems_until_one_is_chosen()
    {
        using ReviewFolder folder = await SmallAsync();
        BrowserPage page = await folder.OpenAsync(browser, prepare: page => EmulateAsync(page, "", ("prefers-color-scheme", "dark")));

        Assert.Equal("rgb(17, 17, 17)", await TextAsync(page, "getComputedStyle(document.body).backgroundColor"));

        await page.EvaluateAsync("(select => { select.value = 'light'; select.dispatchEvent(new Event('change', { bubbles: true })); })(document.querySelector('[data-choice=theme]'))");
        Assert.Equal("rgb(255, 255, 255)", await TextAsync(page, "getComputedStyle(document.body).backgroundColor"));
    }

    [Fact]
    public async Task Both_sides_stand_beside_each_other_line_by_line_and_below_each_other_where_it_is_narrow()
    {
        using ReviewFolder folder = await SmallAsync();
        const string Places = """
            JSON.stringify(['#cell-code-before-L2', '#cell-code-after-L2'].map(id => document.querySelector(id).getBoundingClientRect()).map(box => [box.left < innerWidth / 3, box.top]))
            """;

        BrowserPage page = await folder.OpenAsync(browser);
        JsonArray wide = (JsonArray)JsonNode.Parse(await TextAsync(page, Places))!;
        await page.CallAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = 390, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        JsonArray narrow = (JsonArray)JsonNode.Parse(await TextAsync(page, Places))!;

        Assert.Equal((true, false), (wide[0]![0]!.GetValue<bool>(), wide[1]![0]!.GetValue<bool>()));
        Assert.Equal(wide[0]![1]!.GetValue<double>(), wide[1]![1]!.GetValue<double>());
        Assert.Equal((true, true), (narrow[0]![0]!.GetValue<bool>(), narrow[1]![0]!.GetValue<bool>()));
        Assert.True(narrow[0]![1]!.GetValue<double>() < narrow[1]![1]!.GetValue<double>());
        Assert.True(await IsAsync(page, "document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task Pictures_are_swiped_laid_over_each_other_and_subtracted()
    {
        using ReviewFolder folder = await SmallAsync();
        BrowserPage page = await folder.OpenAsync(browser, "#cell-code");
        Assert.Contains("100 of 3,200 pixels differ", await TextAsync(page, "document.querySelector('figcaption').textContent"), StringComparison.Ordinal);

        await ClickAsync(page, "[data-images] [value=swipe]");
        await DragAsync(page, ".stage > .pair", from: 0.5, to: 0.8);
        Assert.Equal("inset(0px 0px 0px 80%)", await TextAsync(page, "document.querySelector('.stage > .pair > img:nth-child(2)').style.clipPath"));

        await ClickAsync(page, "[data-images] [value=onion]");
        await page.EvaluateAsync("document.querySelector('.stage > input').focus()");
        await page.CallAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = "ArrowRight", ["code"] = "ArrowRight", ["windowsVirtualKeyCode"] = 39 });
        await page.UntilAsync("document.querySelector('.stage > .pair > img:nth-child(2)').style.opacity === '0.51'");

        await ClickAsync(page, "[data-images] [value=difference]");
        await page.UntilAsync("document.querySelector('.stage canvas')");
        Assert.Equal("100 of 3,200 pixels differ", await TextAsync(page, "document.querySelector('.stage canvas').ariaLabel"));
        Assert.Equal("220,0,0,255", await TextAsync(page, "document.querySelector('.stage canvas').getContext('2d').getImageData(75, 5, 1, 1).data.join()"));

        await ClickAsync(page, "[data-images] [value=side]");
        Assert.True(await IsAsync(page, "!document.querySelector('.stage') && document.querySelector('[data-images] .columns').checkVisibility()"));
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Without_JavaScript_everything_is_there()
    {
        using ReviewFolder folder = await SmallAsync();
        BrowserPage page = await folder.OpenAsync(browser, prepare: page => page.CallAsync("Emulation.setScriptExecutionDisabled", new() { ["value"] = true }));

        JsonNode snapshot = await page.CallAsync("DOMSnapshot.captureSnapshot", new() { ["computedStyles"] = new JsonArray() });
        string[] texts = [.. ((JsonArray)snapshot["strings"]!).Select(text => text!.GetValue<string>())];
        int[] shown = [.. ((JsonArray)snapshot["documents"]![0]!["layout"]!["text"]!).Select(index => index!.GetValue<int>()).Where(index => index >= 0)];
        string all = string.Join('\n', shown.Select(index => texts[index]));

        Assert.Contains("Heading now", all, StringComparison.Ordinal);
        Assert.Contains("Before", all, StringComparison.Ordinal);
        Assert.Contains("1 unchanged cell (cell 1)", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Unfold all", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Printed_the_changes_stand_on_paper_and_the_bars_tools_do_not()
    {
        using ReviewFolder folder = await SmallAsync();
        BrowserPage page = await folder.OpenAsync(browser);

        await EmulateAsync(page, "print");

        Assert.False(await IsAsync(page, "document.querySelector('[data-tools]').checkVisibility()"));
        Assert.True(await IsAsync(page, "document.querySelector('#cell-code-after-L2').checkVisibility()"));
        Assert.Equal("visible", await TextAsync(page, "getComputedStyle(document.querySelector('#cell-code')).contentVisibility"));
        Assert.True((await page.CallAsync("Page.printToPDF", []))["data"]!.GetValue<string>().Length > 1000);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_page_is_accessible(string theme)
    {
        using ReviewFolder folder = await SmallAsync();
        BrowserPage page = await folder.OpenAsync(browser, $"#?theme={theme}");
        await page.PressAsync("e");
        await ClickAsync(page, "[data-images] [value=onion]");
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => { details.open = true; })");
        await page.EvaluateAsync(await File.ReadAllTextAsync(Repository.Path("artifacts", "npm", "node_modules", "axe-core", "axe.min.js")));

        // The order of headings is the notebook's: its titles stand in the page with the level they have.
        string violations = await TextAsync(page, """
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'heading-order': { enabled: false } } })
              .then(result => JSON.stringify(result.violations.map(violation => [violation.id, violation.nodes.slice(0, 3).map(node => node.html.slice(0, 200) + ' ' + (node.any[0] || {}).message)]), null, 1))
            """);

        Assert.Equal("[]", violations);
    }

    [Fact]
    public async Task Everything_that_can_be_used_is_reached_by_Tab_and_shows_it()
    {
        using ReviewFolder folder = await SmallAsync();
        BrowserPage page = await folder.OpenAsync(browser);
        var reached = new HashSet<string>();
        for (int i = 0; i < 60; i++)
        {
            await page.CallAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = "Tab", ["code"] = "Tab", ["windowsVirtualKeyCode"] = 9 });
            reached.Add(await TextAsync(page, "(element => element.tagName + (getComputedStyle(element).outlineStyle === 'none' ? ' without outline' : ''))(document.activeElement)"));
        }

        Assert.Superset(new HashSet<string> { "BUTTON", "INPUT", "SELECT", "SUMMARY" }, reached);
        Assert.DoesNotContain(reached, element => element.Contains("without outline", StringComparison.Ordinal) && !element.StartsWith("BODY", StringComparison.Ordinal));
    }

    // One cell the same, one of Markdown, one of code with a picture, a table and a text, one of which only the count changed, one new.
    private static async Task<ReviewFolder> SmallAsync()
    {
        var folder = new ReviewFolder();
        const string Table = "<table><thead><tr><th></th><th>a</th></tr></thead><tbody><tr><th>0</th><td>{0}</td></tr></tbody></table>";
        Cell Code(string source, string picture, string number) => ReviewFolder.Code(
            "code",
            source,
            ReviewFolder.Display(("image/png", picture)),
            ReviewFolder.Display(("text/html", Table.Replace("{0}", number, StringComparison.Ordinal))),
            ReviewFolder.Stream($"\e[32mresult\e[0m {number}\n"));
        Cell same = ReviewFolder.Code("same", "x = 1\ny = 2");
        Cell counted = ReviewFolder.Code("counted", "print(1)", ReviewFolder.Stream("1\n"));
        await folder.CompareAsync(
            [same, Cell.Markdown("text", "# Heading\n\ntext"), Code("import os\nvalue = 1", ReviewFolder.Red, "1"), counted],
            [same, Cell.Markdown("text", "# Heading now\n\ntext"), Code("import os\nvalue = 2", ReviewFolder.RedAndBlue, "2"), counted.With("execution_count", 7), ReviewFolder.Code("new", "done()")]);
        return folder;
    }

    private static async Task<string> TextAsync(BrowserPage page, string expression) => (await page.EvaluateAsync(expression))!.GetValue<string>();

    private static async Task<bool> IsAsync(BrowserPage page, string expression) => (await page.EvaluateAsync(expression))!.GetValue<bool>();

    private static Task<JsonNode> EmulateAsync(BrowserPage page, string media, params (string Name, string Value)[] features) => page.CallAsync("Emulation.setEmulatedMedia", new()
    {
        ["media"] = media,
        ["features"] = new JsonArray([.. features.Select(feature => new JsonObject { ["name"] = feature.Name, ["value"] = feature.Value })]),
    });

    private static Task ClickAsync(BrowserPage page, string selector) => MouseAsync(page, selector, (0.5, "mousePressed"), (0.5, "mouseReleased"));

    private static Task DragAsync(BrowserPage page, string selector, double from, double to) => MouseAsync(page, selector, (from, "mousePressed"), (to, "mouseMoved"), (to, "mouseReleased"));

    private static async Task MouseAsync(BrowserPage page, string selector, params (double Across, string Type)[] events)
    {
        string box = await TextAsync(page, $"(element => {{ element.scrollIntoView({{ block: 'center' }}); const box = element.getBoundingClientRect(); return [box.x, box.y, box.width, box.height].join(); }})(document.querySelector('{selector}'))");
        double[] place = [.. box.Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
        foreach ((double across, string type) in events)
        {
            await page.CallAsync("Input.dispatchMouseEvent", new()
            {
                ["type"] = type,
                ["x"] = place[0] + (place[2] * across),
                ["y"] = place[1] + (place[3] / 2),
                ["button"] = "left",
                ["buttons"] = 1,
                ["clickCount"] = 1,
            });
        }
    }
}
