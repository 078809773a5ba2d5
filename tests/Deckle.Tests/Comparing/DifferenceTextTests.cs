using Deckle.Comparing;
using Deckle.Json;

namespace Deckle.Tests.Comparing;

public class DifferenceTextTests
{
    [Fact]
    public void Lines_are_shown_with_those_around_them()
    {
        string expected = string.Concat(Enumerable.Range(1, 20).Select(i => $"line {i} of text\n"));

        Assert.Equal(
            """
            stdout differs
                … 8 lines
                line 9 of text
                line 10 of text
                line 11 of text
              - line 12 of text
              + line twelve of text
                line 13 of text
                line 14 of text
                line 15 of text
                … 5 lines
            """,
            Shown([Outputs.Stream(expected)], [Outputs.Stream(expected.Replace("12", "twelve", StringComparison.Ordinal))]));
    }

    [Fact]
    public void Words_that_differ_are_marked()
    {
        List<DifferenceLine> lines = Lines([Outputs.Stream("the red fox\n")], [Outputs.Stream("the blue fox\n")]);

        Assert.Equal([4..7], lines[1].Marked);
        Assert.Equal([4..8], lines[2].Marked);
    }

    [Fact]
    public void White_space_is_visible_where_it_is_all_that_differs() => Assert.Equal(
        """
        stdout differs
          - a·b↵
          + a→·b
        """,
        Shown([Outputs.Stream("a b\n")], [Outputs.Stream("a\t b")]));

    [Fact]
    public void Numbers_say_how_far_apart_they_are() => Assert.Equal(
        """
        text/plain differs
          line 1: expected 2.0, got 2.5 (relative error 2e-1)
          - x = 2.0
          + x = 2.5
        """,
        Shown([Outputs.Text("x = 2.0")], [Outputs.Text("x = 2.5")]));

    [Fact]
    public void Tables_are_told_by_cell_without_their_markup() => Assert.Equal(
        """
        text/html differs
          row 1 'n', column 'v': expected 1, got 2 (relative error 5e-1)
        """,
        Shown([Outputs.Html("<table><tr><th></th><th>v</th></tr><tr><th>n</th><td>1</table>")], [Outputs.Html("<table><tr><th></th><th>v</th></tr><tr><th>n</th><td>2</table>")]));

    [Fact]
    public void JSON_is_told_by_path() => Assert.Equal(
        """
        application/json differs
          a[0]: expected "x", got "y"
          b: not expected, got null
        """,
        Shown(
            [Outputs.Display(("application/json", JsonObject.Of(("a", JsonArray.From(["x"])))))],
            [Outputs.Display(("application/json", JsonObject.Of(("a", JsonArray.From(["y"])), ("b", JsonNull.Value))))]));

    [Fact]
    public void What_is_missing_or_unexpected_is_shown() => Assert.Equal(
        """
        text/plain: expected, but the run did not give it
          - 1
        stderr: not expected, but the run gave it
          + warning
        """,
        Shown([Outputs.Text("1")], [Outputs.Stream("warning\n", "stderr")]));

    [Fact]
    public void A_number_of_outputs_is_shown_as_one_text() => Assert.Equal(
        """
        text/plain: 2 expected, 1 in the run
            a
          - b
        """,
        Shown([Outputs.Text("a\n"), Outputs.Text("b")], [Outputs.Text("a\n")]));

    [Fact]
    public void Which_of_several_outputs_differs_is_told() => Assert.StartsWith(
        "text/plain, output 2 differs", Shown([Outputs.Text("a"), Outputs.Text("b")], [Outputs.Text("a"), Outputs.Text("c")]), StringComparison.Ordinal);

    [Fact]
    public void Control_characters_do_not_get_through()
    {
        string shown = Shown([Outputs.Stream("\x1b[31mred\a\u0085\u202e")], [Outputs.Stream("\x1b]0;title\x07")]);

        Assert.DoesNotContain(shown, c => char.IsControl(c) && c != '\n');
        Assert.Contains("  - ␛[31mred␇<U+0085><U+202E>", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_lines_are_shown_around_their_difference()
    {
        string start = new('a', 1000);

        List<DifferenceLine> lines = Lines([Outputs.Stream(start + " x " + start)], [Outputs.Stream(start + " y " + start)]);

        Assert.All(lines, line => Assert.True(line.Text.Length <= 302));
        Assert.Contains(" x ", lines[1].Text, StringComparison.Ordinal);
        Assert.Equal("x", lines[1].Text[lines[1].Marked.Single()]);
        Assert.Equal("y", lines[2].Text[lines[2].Marked.Single()]);
    }

    [Fact]
    public void No_more_lines_than_wanted_are_shown()
    {
        string expected = string.Concat(Enumerable.Range(0, 1000).Select(i => $"{(char)('a' + (i % 26))}{i}\n"));

        List<DifferenceLine> lines = Lines([Outputs.Stream(expected)], [Outputs.Stream("")], new DifferenceTextOptions { MostLines = 10 });

        Assert.Equal(12, lines.Count);
        Assert.Equal("… 991 lines", lines[^1].Text);
    }

    [Fact]
    public void Base64_is_not_shown() => Assert.Equal(
        """
        image/gif differs
          - R0lGR0lG...<snip base64, md5=…>
          + A
        """,
        System.Text.RegularExpressions.Regex.Replace(
            Shown([Outputs.Display(("image/gif", string.Concat(Enumerable.Repeat("R0lG", 30))))], [Outputs.Display(("image/gif", "A"))]), "md5=[0-9a-f.]+", "md5=…"));

    private static List<DifferenceLine> Lines(Output[] expected, Output[] actual, DifferenceTextOptions? options = null) =>
        [.. OutputComparer.Compare(expected, actual).SelectMany(difference => DifferenceText.Of(difference, options))];

    private static string Shown(Output[] expected, Output[] actual) => string.Join('\n', Lines(expected, actual));
}
