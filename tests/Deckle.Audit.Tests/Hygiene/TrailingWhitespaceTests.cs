namespace Deckle.Audit.Tests.Hygiene;

public class TrailingWhitespaceTests
{
    private const string Id = "trailing-whitespace";

    [Theory]
    [InlineData("a \nb \n", "a\nb\n")]
    [InlineData("a\t\nb\v\f\n", "a\nb\n")]
    [InlineData("a\nb", "a\nb")]
    [InlineData("a\r\nb \r\n", "a\r\nb\r\n")]
    [InlineData("a\r", "a")]
    [InlineData(" \n\t", "\n")]
    [InlineData("a\u00A0\n", "a\u00A0\n")]
    [InlineData("a  \n", "a\n")]
    public void Lines_end_without_white_space(string content, string expected)
    {
        Assert.Equal(expected, Hooks.Fix(Id, content));
        Assert.Equal(content == expected, Hooks.Check(Id, content).IsClean);
    }

    [Theory]
    [InlineData("readme.md", "md")]
    [InlineData("readme.md", "Md")]
    [InlineData("readme.MD", ".md")]
    [InlineData("readme.md", "*")]
    [InlineData("readme.txt", "*")]
    [InlineData("readme.txt", "md,txt")]
    public void A_line_break_of_Markdown_stays(string path, string extension)
    {
        string content = "two  \none \nfour    \nmixed \t  \n\t\n   \n\n  ";

        string result = Hooks.Fix(Id, content, path, $"--markdown-linebreak-ext={extension}");

        Assert.Equal("two  \none\nfour  \nmixed  \n\n\n\n", result);
    }

    [Theory]
    [InlineData("readme.txt", "md")]
    [InlineData("md", "md")]
    [InlineData(".md", "md")]
    [InlineData("docs.md/readme", "md")]
    public void Other_files_have_none(string path, string extension) =>
        Assert.Equal("a\n", Hooks.Fix(Id, "a  \n", path, "--markdown-linebreak-ext", extension));

    [Theory]
    [InlineData("\ta \t \n", "\ta \t\n", " ")]
    [InlineData("\ta \t\n", "\ta \t\n", " ")]
    [InlineData("a, ;\n", "a\n", " ;,")]
    public void Other_characters_are_stripped_on_demand(string content, string expected, string characters) =>
        Assert.Equal(expected, Hooks.Fix(Id, content, "a.txt", "--chars", characters));

    [Fact]
    public void Both_options_go_together() =>
        Assert.Equal("\ta \t  \n", Hooks.Fix(Id, "\ta \t   \n", "a.md", "--chars", " ", "--markdown-linebreak-ext", "*"));

    [Fact]
    public void Bytes_that_are_no_UTF8_stay()
    {
        byte[] content = [.. "<a>"u8, 0xE9, .. " \n</a>\n"u8];

        var report = Hooks.Check(Id, content);

        Assert.Equal([.. "<a>"u8, 0xE9, .. "\n</a>\n"u8], report.Fix!.Content.ToArray());
    }

    [Fact]
    public void Every_line_is_a_finding()
    {
        var report = Hooks.Check(Id, "a \nb\nc \n", "a.txt");

        Assert.Equal(["a.txt:1: trailing whitespace", "a.txt:3: trailing whitespace"], report.Findings.Select(finding => finding.Message));
    }

    [Theory]
    [InlineData("requires a non-empty argument", "--markdown-linebreak-ext", "")]
    [InlineData("expected one argument", "--markdown-linebreak-ext", "--")]
    [InlineData("bad --markdown-linebreak-ext extension '.a.b'", "--markdown-linebreak-ext", "a.b")]
    [InlineData("bad --markdown-linebreak-ext extension '.a/b'", "--markdown-linebreak-ext=a/b")]
    public void A_file_name_is_no_extension(string expected, params string[] arguments) =>
        Assert.Contains(expected, Hooks.Refusal(Id, arguments), StringComparison.Ordinal);

    [Fact]
    public void An_option_of_old_does_nothing() => Assert.Equal("a\n", Hooks.Fix(Id, "a  \n", "a.md", "--no-markdown-linebreak-ext"));
}
