namespace Deckle.Audit.Tests.Hygiene;

public class MixedLineEndingTests
{
    private const string Id = "mixed-line-ending";

    [Theory]
    [InlineData("a\r\nb\nc\n", "a\nb\nc\n")]
    [InlineData("a\r\nb\nc\r\n", "a\r\nb\r\nc\r\n")]
    [InlineData("a\rb\nc\r", "a\rb\rc\r")]
    [InlineData("a\r\nb\n", "a\nb\n")]
    [InlineData("a\rb\n", "a\nb\n")]
    [InlineData("a\r\nb\r", "a\r\nb\r\n")]
    [InlineData("a\r\nb\nc\r", "a\nb\nc\n")]
    [InlineData("a\r\nb\nc", "a\nb\nc\n")]
    [InlineData("a\nb\nc", "a\nb\nc")]
    [InlineData("a\r\nb\r\n", "a\r\nb\r\n")]
    [InlineData("a\rb\r", "a\rb\r")]
    [InlineData("a", "a")]
    [InlineData("", "")]
    public void The_most_frequent_end_wins(string content, string expected)
    {
        Assert.Equal(expected, Hooks.Fix(Id, content));
        Assert.Equal(content == expected, Hooks.Check(Id, content).IsClean);
    }

    [Theory]
    [InlineData("a\r\nb\nc\r", "lf", "a\nb\nc\n")]
    [InlineData("a\r\nb\nc\r", "crlf", "a\r\nb\r\nc\r\n")]
    [InlineData("a\r\nb\nc\r", "cr", "a\rb\rc\r")]
    [InlineData("a\r\nb", "lf", "a\nb\n")]
    [InlineData("a\nb", "lf", "a\nb")]
    [InlineData("a\r\n", "crlf", "a\r\n")]
    public void An_end_can_be_asked_for(string content, string end, string expected) =>
        Assert.Equal(expected, Hooks.Fix(Id, content, "a.txt", $"--fix={end}"));

    [Fact]
    public void Without_fix_it_only_tells()
    {
        var report = Hooks.Check(Id, "a\r\nb\rc\n", "a.txt", "-f", "no");

        Assert.Null(report.Fix);
        Assert.Equal("a.txt: mixed line endings", Assert.Single(report.Findings).Message);
    }

    [Fact]
    public void The_fix_is_told_as_in_the_original() => Assert.Equal("a.txt: fixed mixed line endings", Hooks.Check(Id, "a\r\nb\n", "a.txt").Fix!.Message);

    [Fact]
    public void The_first_line_that_ends_otherwise_is_named() => Assert.Equal(3, Hooks.Check(Id, "a\nb\nc\r\nd\n").Findings[0].Line);

    [Fact]
    public void Another_end_is_an_error() =>
        Assert.Equal(
            "mixed-line-ending: argument -f/--fix: invalid choice: 'unix' (choose from 'auto', 'no', 'cr', 'crlf', 'lf')",
            Hooks.Refusal(Id, "--fix=unix"));
}
