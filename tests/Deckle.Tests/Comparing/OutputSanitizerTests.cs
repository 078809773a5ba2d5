using Deckle.Comparing;

namespace Deckle.Tests.Comparing;

public class OutputSanitizerTests
{
    [Fact]
    public void Pairs_are_found_between_anything_else()
    {
        OutputSanitizer sanitizer = OutputSanitizer.Parse("[Times]\n; a comment\nregex: \\d+:\\d+\nreplace: TIME\n\nregex: a\nreplace: \n", "s.cfg");

        Assert.Equal([(3, @"\d+:\d+", "TIME"), (6, "a", "")], sanitizer.Patterns.Select(pattern => (pattern.Line, pattern.Pattern, pattern.Replace)));
        Assert.Empty(sanitizer.Problems);
    }

    [Fact]
    public void Of_a_repeated_regex_the_last_replacement_counts_at_the_first_place()
    {
        OutputSanitizer sanitizer = OutputSanitizer.Parse("regex: foo\nreplace: bar\nregex: bar\nreplace: x\nregex: foo\nreplace: baz\n", "s.cfg");

        Assert.Equal(["foo>baz", "bar>x"], sanitizer.Patterns.Select(pattern => $"{pattern.Pattern}>{pattern.Replace}"));
        Assert.Equal("baz x", sanitizer.Apply("foo bar"));
    }

    [Fact]
    public void Patterns_are_applied_one_after_the_other() =>
        Assert.Equal("c", OutputSanitizer.Parse("regex: a\nreplace: b\nregex: b\nreplace: c\n", "s.cfg").Apply("a"));

    [Fact]
    public void A_line_begin_is_the_begin_of_the_whole_text() =>
        Assert.Equal("x\na", OutputSanitizer.Parse("regex: ^a\nreplace: x\n", "s.cfg").Apply("a\na"));

    [Fact]
    public void Line_ends_of_other_systems_are_line_ends() =>
        Assert.Equal("b|", OutputSanitizer.Parse("regex: a$\r\nreplace: b|\r\n", "s.cfg").Apply("a"));

    [Theory]
    [InlineData("regex:foo\nreplace: bar", 1, "one space must stand behind 'regex:'")]
    [InlineData("regex: foo\nreplace:", 1, "the next line is no 'replace: ...'")]
    [InlineData("regex: foo\n\nreplace: bar", 1, "'replace: ...' is missing on the next line")]
    [InlineData(" regex: foo\nreplace: bar", 1, "'regex:' must begin the line, in lower case")]
    [InlineData("Regex: foo\nreplace: bar", 1, "'regex:' must begin the line, in lower case")]
    [InlineData("# none\nreplace: bar", 2, "'regex: ...' is missing on the line before")]
    public void What_nbval_drops_without_a_word_is_told(string text, int line, string reason)
    {
        OutputSanitizer sanitizer = OutputSanitizer.Parse(text, "s.cfg");

        Assert.Empty(sanitizer.Patterns);
        Assert.Equal((line, reason), (sanitizer.Problems[0].Line, sanitizer.Problems[0].Reason));
    }

    [Fact]
    public void A_broken_regex_is_named_with_file_line_and_reason()
    {
        var error = Assert.Throws<DeckleException>(() => OutputSanitizer.Parse("regex: ok\nreplace: \n\nregex: (a\nreplace: b\n", "tests/s.cfg"));

        Assert.Equal("sanitize-regex-invalid", error.Code);
        Assert.Equal("tests/s.cfg:4: the regex '(a' is broken: missing ), unterminated subpattern at position 0", error.Message);
    }

    [Fact]
    public void A_broken_replacement_is_named_with_file_line_and_reason()
    {
        var error = Assert.Throws<DeckleException>(() => OutputSanitizer.Parse("regex: a\nreplace: \\1\n", "s.cfg"));

        Assert.Equal(@"s.cfg:2: the replacement '\1' is broken: invalid group reference 1 at position 1", error.Message);
    }

    [Fact]
    public void Patterns_tell_when_they_were_of_use()
    {
        OutputSanitizer sanitizer = OutputSanitizer.Parse("regex: a\nreplace: b\nregex: z\nreplace: y\n", "s.cfg");
        var used = new List<string>();

        sanitizer.Apply("banana", pattern => used.Add(pattern.Pattern));

        Assert.Equal(["a"], used);
    }

    [Fact]
    public void Usual_patterns_work()
    {
        const string Usual = """
            regex: \d{1,2}/\d{1,2}/\d{2,4}
            replace: DATE

            regex: (<[a-zA-Z_][0-9a-zA-Z_.]* at )(0x[0-9a-fA-F]+)(>)
            replace: \1ADDRESS\3

            regex: (?P<what>Wall|CPU) time[^:]*: .*
            replace: \g<what> time

            """;

        string clean = OutputSanitizer.Parse(Usual, "s.cfg").Apply("1/2/2024 <a.B at 0x7f00> Wall time: 3 ms\n");

        Assert.Equal("DATE <a.B at ADDRESS> Wall time\n", clean);
    }
}
