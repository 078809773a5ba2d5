using Deckle.Audit.Hygiene;

namespace Deckle.Audit.Tests.Hygiene;

/// <summary>Byte order marks and conflict markers.</summary>
public class MarkerTests
{
    [Theory]
    [InlineData("\uFEFFtext", "text")]
    [InlineData("\uFEFF", "")]
    [InlineData("\uFEFF\uFEFFtext", "text")]
    [InlineData("text\uFEFF", "text\uFEFF")]
    [InlineData("", "")]
    public void A_byte_order_mark_goes(string content, string expected)
    {
        Assert.Equal(expected, Hooks.Fix("fix-byte-order-marker", content));
        Assert.Equal(content == expected, Hooks.Check("fix-byte-order-marker", content).IsClean);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD\n", "file.txt:1: Merge conflict string '<<<<<<<' found")]
    [InlineData("=======\n", "file.txt:1: Merge conflict string '=======' found")]
    [InlineData("=======\r\n", "file.txt:1: Merge conflict string '=======' found")]
    [InlineData("a\n======= b", "file.txt:2: Merge conflict string '=======' found")]
    [InlineData("a\n\n=======", "file.txt:3: Merge conflict string '=======' found")]
    [InlineData("\r\n>>>>>>> main\n", "file.txt:2: Merge conflict string '>>>>>>>' found")]
    public void A_conflict_marker_is_found_during_a_merge(string content, string expected)
    {
        var file = new HygieneFile("file.txt", System.Text.Encoding.UTF8.GetBytes(content));

        HygieneReport report = Hooks.Rule("check-merge-conflict").Check(file, Hooks.Merging);

        Assert.Equal(expected, Assert.Single(report.Findings).Message);
        Assert.True(Hooks.Check("check-merge-conflict", content).IsClean);
    }

    [Theory]
    [InlineData("# <<<<<<< HEAD\n")]
    [InlineData("# =======\n")]
    [InlineData("========\n")]
    [InlineData("||||||| base\n")]
    [InlineData("<<<<<<<\n")]
    [InlineData("import x")]
    [InlineData("")]
    public void What_only_looks_so_is_not(string content) =>
        Assert.True(Hooks.Check("check-merge-conflict", content, "a.txt", "--assume-in-merge").IsClean);

    [Fact]
    public void A_merge_can_be_assumed() =>
        Assert.Equal(2, Hooks.Check("check-merge-conflict", "problem\n=======\n", "README.md", "--assume-in-merge").Findings[0].Line);
}
