namespace Deckle.Audit.Tests.Hygiene;

public class EndOfFileTests
{
    [Theory]
    [InlineData("text\n", "text\n")]
    [InlineData("", "")]
    [InlineData("\n", "")]
    [InlineData("\n\n", "")]
    [InlineData("\r\n\n\r", "")]
    [InlineData("text", "text\n")]
    [InlineData("☃", "☃\n")]
    [InlineData("text\n\n\n", "text\n")]
    [InlineData("text\r\n", "text\r\n")]
    [InlineData("text\r\n\r\n", "text\r\n")]
    [InlineData("text\r\n\n", "text\r\n")]
    [InlineData("text\r", "text\r")]
    [InlineData("text\r\r\r", "text\r")]
    [InlineData("text \n", "text \n")]
    public void A_file_is_empty_or_ends_with_one_newline(string content, string expected)
    {
        Assert.Equal(expected, Hooks.Fix("end-of-file-fixer", content));
        Assert.Equal(content == expected, Hooks.Check("end-of-file-fixer", content).IsClean);
    }

    [Fact]
    public void What_is_found_is_told_and_what_was_fixed()
    {
        var report = Hooks.Check("end-of-file-fixer", "a\nb", "notes/a.txt");

        Assert.Equal(("notes/a.txt: no newline at end of file", 2), (report.Findings[0].Message, report.Findings[0].Line));
        Assert.Equal("Fixing notes/a.txt", report.Fix!.Message);
    }
}
