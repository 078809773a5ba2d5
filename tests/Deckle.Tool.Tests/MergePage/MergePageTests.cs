using System.Net;
using Deckle.Json;
using Deckle.Tool.Tests.Browser;
using Deckle.Tool.Tests.Running;
using Deckle.Tool.Tests.Serving;
using Nodes = System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.MergePage;

[Collection(BrowserCollection.Name)]
public sealed class MergePageTests(Chromium browser)
{
    // A conflict in the second of four lines, a line that only the remote side added, a cell that only the local side changed.
    private static readonly Cell[] Ancestor = [TestNotebook.Code("import math\nradius = 2\nprint(radius)\nprint(math.pi)"), TestNotebook.Markdown("# Between"), TestNotebook.Code("other = 1\nmore = 2\nlast = 3")];
    private static readonly Cell[] Local = [TestNotebook.Code("import math\nradius = 3\nprint(radius)\nprint(math.pi)"), TestNotebook.Markdown("# Between"), TestNotebook.Code("other = 10\nmore = 2\nlast = 3")];
    private static readonly Cell[] Remote = [TestNotebook.Code("import math\nradius = 4\nprint(radius)\nprint(math.pi)\nprint('done')"), TestNotebook.Markdown("# Between"), TestNotebook.Code("other = 1\nmore = 2\nlast = 3")];

    [Theory]
    [InlineData("local", "radius = 3")]
    [InlineData("base", "radius = 2")]
    [InlineData("remote", "radius = 4")]
    [InlineData("both", "radius = 3\nradius = 4")]
    public async Task A_chunk_is_taken_with_the_mouse_saved_and_the_program_ends_well(string side, string line)
    {
        using var folder = new MergeFolder();
        folder.WriteSides(Ancestor, Local, Remote);
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.UntilStatusAsync("1 conflict left.");
        await merge.ClickAsync($".chunk-bar [data-take={side}]");
        await merge.UntilStatusAsync("No conflict is left.");
        await merge.SaveAsync();
        await merge.ClickAsync("#close");

        Assert.Equal(0, (await merge.Served.EndAsync()).ExitCode);
        Assert.Equal([$"import math\n{line}\nprint(radius)\nprint(math.pi)\nprint('done')", "# Between", "other = 10\nmore = 2\nlast = 3"], folder.Sources);
        Assert.Empty(merge.Page.Errors);
        Assert.All(merge.Page.Requests, request => Assert.StartsWith(merge.Served.Address.AbsoluteUri, request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_merge_goes_by_keyboard_alone()
    {
        using var folder = new MergeFolder();
        folder.WriteSides(Ancestor, Local, Remote);
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.Page.PressAsync("F7", 0);
        await merge.Page.UntilAsync("document.activeElement.classList.contains('cm-content')");
        await merge.Page.PressAsync("3", 1);
        await merge.UntilStatusAsync("No conflict is left.");
        await merge.Page.PressAsync("s", 2);
        await merge.UntilStatusAsync("Saved.");
        await merge.Page.EvaluateAsync("document.getElementById('close').focus()");
        await merge.Page.PressAsync("Enter", 0);

        Assert.Equal(0, (await merge.Served.EndAsync()).ExitCode);
        Assert.Contains("radius = 4", folder.Sources.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_is_taken_from_a_side_and_given_back()
    {
        using var folder = new MergeFolder();
        folder.WriteSides(Ancestor, Local, Remote);
        using OpenMerge merge = await folder.OpenAsync(browser);
        const string Text = "mergePage.rows[0].source.text";

        await merge.ClickAsync(".side.is-base .take[data-chunk=\"3\"]");
        await merge.Page.UntilAsync($"!{Text}.includes('done')");
        Assert.EndsWith("print(math.pi)", (await merge.Page.EvaluateAsync(Text))!.GetValue<string>(), StringComparison.Ordinal);
        await merge.ClickAsync(".side.is-remote .take[data-chunk=\"3\"]");
        await merge.Page.UntilAsync($"{Text}.endsWith(\"print(math.pi)\\nprint('done')\")");
        await merge.ClickAsync(".side.is-remote .take[data-chunk=\"1\"]");

        await merge.UntilStatusAsync("No conflict is left.");
        Assert.Equal("import math\nradius = 4\nprint(radius)\nprint(math.pi)\nprint('done')", (await merge.Page.EvaluateAsync(Text))!.GetValue<string>());
    }

    [Fact]
    public async Task A_conflict_is_edited_away_by_hand_and_undone()
    {
        using var folder = new MergeFolder();
        folder.WriteSides(Ancestor, Local, Remote);
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.ClickAsync(".cm-line.is-conflict");
        await merge.Page.PressAsync("a", 2);
        await merge.Page.TypeAsync("radius = 5");
        await merge.UntilStatusAsync("No conflict is left.");
        await merge.Page.PressAsync("z", 2);
        await merge.UntilStatusAsync("1 conflict left.");
        await merge.Page.PressAsync("a", 2);
        await merge.Page.TypeAsync("radius = 6");
        await merge.SaveAsync();

        Assert.Equal("radius = 6", folder.Sources.First());
    }

    [Fact]
    public async Task What_is_left_is_warned_of_saved_with_markers_and_ends_with_1()
    {
        using var folder = new MergeFolder();
        folder.WriteSides(Ancestor, Local, Remote);
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.ClickAsync("#save");
        await merge.Page.UntilAsync("document.querySelector('dialog')?.textContent.includes('1 conflict is left')");
        Assert.False(folder.HasResult);
        await merge.ClickAsync("dialog .yes");
        await merge.UntilStatusAsync("Saved with 1 conflict.");
        await merge.ClickAsync("#close");
        await merge.ClickAsync("dialog .yes");

        Assert.Equal(1, (await merge.Served.EndAsync()).ExitCode);
        Assert.Contains("<<<<<<< local\nradius = 3\n=======\nradius = 4\n>>>>>>> remote\n", folder.Sources.First(), StringComparison.Ordinal);
        Assert.NotNull(folder.Result.Cells[0].Metadata.Get<JsonObject>("deckle")?["conflicts"]);
        Assert.Empty(NotebookValidator.Validate(folder.Result));
    }

    [Fact]
    public async Task Closing_the_page_without_saving_ends_with_1_and_writes_nothing()
    {
        using var folder = new MergeFolder();
        folder.WriteSides(Ancestor, Local, Remote);
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.Page.CallAsync("Page.close", []);

        Assert.Equal(1, (await merge.Served.EndAsync()).ExitCode);
        Assert.False(folder.HasResult);
    }

    [Fact]
    public async Task Cells_are_moved_by_keyboard_by_button_and_by_dragging()
    {
        using var folder = new MergeFolder();
        folder.WriteSides(Ancestor, Ancestor, [.. Ancestor.Select((cell, index) => cell.With("source", $"{cell.Source}\n# {index}"))]);
        using OpenMerge merge = await folder.OpenAsync(browser);
        const string Order = "mergePage.order.map(row => row.model.row).join()";

        await merge.ClickAsync("[data-row=\"0\"] .down");
        await merge.Page.UntilAsync($"{Order} === '1,0,2'");
        await merge.Page.PressAsync("ArrowDown", 1);
        await merge.Page.UntilAsync($"{Order} === '1,2,0'");
        await merge.Page.DragAsync("document.querySelector('[data-row=\"2\"] .grip')", "document.querySelector('[data-row=\"1\"]')", 0.1);
        await merge.Page.UntilAsync($"{Order} === '2,1,0'");
        await merge.SaveAsync();

        Assert.Equal(["other = 1\nmore = 2\nlast = 3\n# 2", "# Between\n# 1", "import math\nradius = 2\nprint(radius)\nprint(math.pi)\n# 0"], folder.Sources);
    }

    [Theory]
    [InlineData("local", "dabc")]
    [InlineData("base", "abcd")]
    [InlineData("remote", "adbc")]
    [InlineData("here", "dabc")]
    public async Task A_cell_that_both_sides_moved_gets_the_place_of_the_chosen_side(string side, string expected)
    {
        using var folder = new MergeFolder();
        folder.WriteOrders("abcd", "dabc", "adbc");
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.UntilStatusAsync("1 conflict left.");
        await merge.ClickAsync($"[data-part^=value] input[value={side}]");
        await merge.Page.UntilAsync("document.body.classList.contains('is-resolved')");
        await merge.SaveAsync();

        Assert.Equal(expected, string.Concat(folder.Sources));
    }

    [Theory]
    [InlineData("e", "f")]
    [InlineData("f", "e")]
    public async Task Cells_that_both_sides_moved_stand_as_on_the_chosen_side_whichever_is_chosen_first(string first, string second)
    {
        using var folder = new MergeFolder();
        folder.WriteOrders("abcdef", "efabcd", "aefbcd");
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.UntilStatusAsync("2 conflicts left.");
        foreach (string source in (string[])[first, second])
        {
            await merge.Page.ClickAsync($"mergePage.rows.find(row => row.source.text === '{source}').element.querySelector('[data-part^=value] input[value=remote]')");
        }

        await merge.SaveAsync();

        Assert.Equal("aefbcd", string.Concat(folder.Sources));
    }

    [Fact]
    public async Task A_cell_that_one_side_removed_and_the_other_changed_waits_for_a_decision()
    {
        using var folder = new MergeFolder();
        Cell[] remote = [Ancestor[0], Ancestor[1], TestNotebook.Code("other = 1\nmore = 2\nlast = 33")];
        folder.WriteSides(Ancestor, [Ancestor[0], Ancestor[1]], remote);
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.UntilStatusAsync("1 conflict left.");
        await merge.ClickAsync(".drop");
        await merge.UntilStatusAsync("No conflict is left.");
        await merge.ClickAsync(".keep");
        await merge.SaveAsync();

        Assert.Equal("other = 1\nmore = 2\nlast = 33", folder.Sources.Last());
    }

    [Fact]
    public async Task Outputs_and_metadata_are_chosen_from_a_side()
    {
        using var folder = new MergeFolder();
        Cell Made(string text, string tag) => MergeFolder.WithOutput("print(x)", text).WithMetadata(JsonObject.Of(("name", tag)));
        folder.WriteSides([Made("1\n", "base")], [Made("2\n", "mine")], [Made("3\n", "yours")]);
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.UntilStatusAsync("2 conflicts left.");
        await merge.ClickAsync("[data-part=outputs] input[value=remote]");
        await merge.UntilStatusAsync("1 conflict left.");
        await merge.ClickAsync("[data-part^=value] input[value=local]");
        await merge.UntilStatusAsync("No conflict is left.");
        await merge.SaveAsync();

        Cell cell = Assert.Single(folder.Result.Cells);
        Assert.Equal("3\n", cell.Outputs.Single().Text);
        Assert.Equal("""{"name": "mine"}""", cell.Metadata.ToString());
    }

    [Fact]
    public async Task Outputs_are_cleared_and_cells_deleted()
    {
        using var folder = new MergeFolder();
        folder.WriteSides([MergeFolder.WithOutput("a = 1", "1\n"), Ancestor[1]], [MergeFolder.WithOutput("a = 2", "1\n"), Ancestor[1]], [MergeFolder.WithOutput("a = 1", "1\n"), TestNotebook.Markdown("# Between two")]);
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.ClickAsync("#clear");
        await merge.ClickAsync("[data-row=\"1\"] .remove");
        await merge.SaveAsync();

        Cell cell = Assert.Single(folder.Result.Cells);
        Assert.Empty(cell.Outputs);
        Assert.Null(cell.ExecutionCount);
    }

    [Fact]
    public async Task A_merge_without_conflicts_is_written_as_the_local_file_is()
    {
        using var folder = new MergeFolder();
        folder.WriteSides(Ancestor, Ancestor, Ancestor);
        folder.Write("local.ipynb", folder.Read("local.ipynb").Replace("\"cells\": ", "\"cells\" :   ", StringComparison.Ordinal));
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.Page.UntilAsync("document.querySelector('.fold').textContent === '3 unchanged cells'");
        await merge.ClickAsync(".fold");
        await merge.Page.UntilAsync("document.querySelectorAll('.cell:not([hidden]) .cm-editor').length === 3");
        await merge.SaveAsync();

        Assert.Equal(folder.Read("local.ipynb"), folder.Read("out.ipynb"));
    }

    [Fact]
    public async Task The_result_is_shown_as_it_becomes()
    {
        using var folder = new MergeFolder();
        folder.WriteSides(Ancestor, Local, Remote);
        using OpenMerge merge = await folder.OpenAsync(browser);

        await merge.ClickAsync("#show-result");
        await merge.Page.UntilAsync("document.querySelector('#result iframe')");
        await merge.ClickAsync(".chunk-bar [data-take=local]");
        await merge.UntilStatusAsync("No conflict is left.");

        await UntilAsync(async () =>
        {
            using HttpResponseMessage preview = await merge.Served.SendAsync(HttpMethod.Get, "api/merge-page/preview?session=0");
            Assert.Contains("sandbox allow-scripts", preview.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            string text = await preview.Content.ReadAsStringAsync();
            return text.Contains("radius", StringComparison.Ordinal) && !text.Contains("&lt;&lt;&lt;&lt;", StringComparison.Ordinal);
        });
        using HttpResponseMessage download = await merge.Served.SendAsync(HttpMethod.Get, "api/merge-page/download?session=0");
        Assert.Contains("radius = 3", NotebookReader.Read(await download.Content.ReadAsByteArrayAsync()).Cells[0].Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_nbdime_stores_its_notebook()
    {
        using var folder = new MergeFolder();
        folder.WriteSides(Ancestor, Local, Remote);
        using ServedDeckle served = await folder.MergeAsync();
        Nodes.JsonNode merged = (await served.AskAsync("api/merge", new Nodes.JsonObject { ["base"] = "base.ipynb", ["local"] = "local.ipynb", ["remote"] = "remote.ipynb" }))["base"]!;
        merged["cells"]![0]!["source"] = "stored = True";

        (HttpStatusCode status, _) = await served.PostAsync("api/store", new Nodes.JsonObject { ["merged"] = merged.DeepClone(), ["conflicts"] = new Nodes.JsonArray() });
        await served.PostAsync("api/close", new Nodes.JsonObject());

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("stored = True", folder.Sources.First());
        Assert.Equal(0, (await served.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Nothing_in_a_notebook_runs_on_the_page_or_reaches_out()
    {
        using var folder = new MergeFolder();
        const string Attack = "<script>top.document.title='pwned';parent.document.title='pwned'</script><img src=x onerror=\"top.document.title='pwned'\"><img src=http://example.invalid/x.png>";
        Cell Hostile(string end) => TestNotebook.Code($"# {Attack}{end}").With("outputs", JsonArray.From(
            [JsonObject.Of(("output_type", "display_data"), ("metadata", JsonObject.Empty), ("data", JsonObject.Of(("text/html", $"{Attack}{end}"))))])).WithMetadata(JsonObject.Of((Attack, end)));
        Cell Text(string end) => TestNotebook.Markdown($"{Attack}\n\n[x](javascript:top.document.title='pwned') {end}");
        folder.WriteSides([Hostile("1"), Text("1")], [Hostile("2"), Text("2")], [Hostile("3"), Text("3")]);
        using OpenMerge merge = await folder.OpenAsync(browser);
        string title = (await merge.Page.EvaluateAsync("document.title"))!.GetValue<string>();

        await merge.Page.EvaluateAsync("void document.querySelectorAll('details').forEach(details => details.open = true)");
        await merge.ClickAsync("#show-result");
        await merge.Page.UntilAsync("document.querySelectorAll('.frames iframe').length >= 6 && document.querySelector('#result iframe')");
        await merge.Page.UntilAsync("[...document.querySelectorAll('.frames iframe')].some(frame => frame.style.height)");

        Assert.Equal(title, (await merge.Page.EvaluateAsync("document.title"))!.GetValue<string>());
        Assert.Empty(merge.Page.Dialogs);
        Assert.All(merge.Page.Requests, request => Assert.StartsWith(merge.Served.Address.AbsoluteUri, request, StringComparison.Ordinal));
    }

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!await isTrue())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
        }
    }
}
