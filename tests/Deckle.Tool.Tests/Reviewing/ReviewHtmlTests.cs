using System.Text.RegularExpressions;
using Deckle.Json;

namespace Deckle.Tool.Tests.Reviewing;

public sealed partial class ReviewHtmlTests
{
    [Fact]
    public async Task A_small_pair_is_written_like_this()
    {
        using var folder = new ReviewFolder();
        Cell moved = ReviewFolder.Code("moved", "def area(radius):\n    return 3 * radius ** 2\n\nprint(area(2))");
        Cell[] kept = [.. Enumerable.Range(1, 3).Select(at => ReviewFolder.Code($"kept{at}", $"step_{at} = compute_{at}(table_{at})\nstep_{at}.plot()"))];
        string page = await folder.CompareAsync(
            [Cell.Markdown("title", "# Report\n\nof *May*"), moved, .. kept, ReviewFolder.Code("gone", "old()", ReviewFolder.Stream("bye\n")), Cell.Markdown("note", "kept as it is")],
            [Cell.Markdown("title", "# Report\n\nof *June*"), .. kept, moved, Cell.Markdown("note", "kept as it is"), ReviewFolder.Code("added", "x <- 1 & 2").WithMetadata(JsonObject.Of(("tags", JsonArray.From(["a"]))))]);

        Snapshot.Match(Lines().Replace(Body(page), "\n<"), "small");
    }

    [Fact]
    public async Task A_picture_that_is_the_same_on_both_sides_is_there_once()
    {
        using var folder = new ReviewFolder();
        JsonObject picture = ReviewFolder.Display(("image/png", ReviewFolder.Red), ("text/plain", "<Figure at 0x1>"));
        JsonObject other = ReviewFolder.Display(("image/png", ReviewFolder.Red), ("text/plain", "<Figure at 0x2>"));

        string page = await folder.CompareAsync(
            [ReviewFolder.Code("a", "x", picture), ReviewFolder.Code("b", "y = 1", picture), ReviewFolder.Code("c", "z", picture)],
            [ReviewFolder.Code("a", "x", picture), ReviewFolder.Code("b", "y = 2", picture), ReviewFolder.Code("c", "z", other)]);

        Assert.Equal(3, page.Split(ReviewFolder.Red).Length - 1);
    }

    [Fact]
    public async Task Long_outputs_are_folded_but_for_what_changed()
    {
        using var folder = new ReviewFolder();
        string log = string.Concat(Enumerable.Range(1, 5000).Select(line => $"line {line}\n"));

        string page = await folder.CompareAsync(
            [ReviewFolder.Code("a", "x", ReviewFolder.Stream(log))],
            [ReviewFolder.Code("a", "x", ReviewFolder.Stream(log.Replace("line 2500\n", "line 2,500\n", StringComparison.Ordinal)))]);

        Assert.Contains("<summary>2,496 unchanged lines</summary>", page, StringComparison.Ordinal);
        Assert.Contains("<li class=\"ins\" data-n=\"2500\"><ins>line <mark>2,500</mark></ins></li>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_files_have_a_list_and_anchors_of_their_own()
    {
        using var folder = new TemporaryFolder();
        foreach ((string side, string source) in (ReadOnlySpan<(string, string)>)[("old", "a = 1"), ("new", "a = 2")])
        {
            foreach (string name in (ReadOnlySpan<string>)["one.ipynb", "two words.ipynb"])
            {
                folder.Write(Path.Combine(side, name), JsonWriter.ToText(ReviewFolder.Notebook([ReviewFolder.Code("c", source)]), JsonWriterOptions.Notebook));
            }
        }

        ProcessOutcome outcome = await DeckleBinary.RunAsync(ProcessOptions.Default with { Folder = folder.Path }, "diff", "old", "new", "--html", "page.html");
        string page = Body(folder.Read("page.html"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("<nav class=\"files\" aria-label=\"Files\">", page, StringComparison.Ordinal);
        Assert.Matches("id=\"[^\"]*one\\.ipynb:cell-c-after-L1\"", page);
        Assert.Matches("id=\"[^\"]*two-words\\.ipynb:cell-c-after-L1\"", page);
    }

    [Fact]
    public async Task The_page_may_load_nothing()
    {
        using var folder = new ReviewFolder();

        string page = await folder.CompareAsync([ReviewFolder.Code("a", "x")], [ReviewFolder.Code("a", "y")]);

        Assert.Matches("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; [^\"]*script-src 'sha256-[^' ]+'\">", page);
        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", page);
    }

    private static string Body(string page)
    {
        int start = page.IndexOf("<main", StringComparison.Ordinal);
        return page[start..(page.IndexOf("</main>", start, StringComparison.Ordinal) + "</main>\n".Length)];
    }

    // A tag a line: what a person can look at.
    [GeneratedRegex("(?<!\n)<(?=(article|details|div|section|ol|li|summary|h3|h4|p|dl|dt)[ >])")]
    private static partial Regex Lines();
}
