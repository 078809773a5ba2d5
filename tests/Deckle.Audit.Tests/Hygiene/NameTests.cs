using Deckle.Audit.Hygiene;

namespace Deckle.Audit.Tests.Hygiene;

/// <summary>Names that other file systems mix up or do not have.</summary>
public class NameTests
{
    [Theory]
    [InlineData("f.py", "f.py", "f.py", "")]
    [InlineData("f.py,F.py", "f.py,F.py", "f.py,F.py", "F.py,f.py")]
    [InlineData("", "dir/x,DIR/y", "dir/x,DIR/y", "DIR,dir")]
    [InlineData("", "x/y/z,X", "x/y/z,X", "X,x")]
    [InlineData("", "dir/x,DIR", "dir/x,DIR", "DIR,dir")]
    [InlineData("g.py", "f.py", "f.py", "")]
    [InlineData("F.py", "F.py", "F.py,f.py", "F.py,f.py")]
    [InlineData("", "DIR", "DIR,dir/x", "DIR,dir")]
    [InlineData("", "", "a,A", "")]
    [InlineData("É.txt", "É.txt", "É.txt,é.txt", "É.txt,é.txt")]
    [InlineData("", "a/b/C.txt,a/B/c.txt", "a/b/C.txt,a/B/c.txt", "a/B,a/b")]
    public void Paths_do_not_differ_by_case_alone(string given, string added, string tracked, string expected)
    {
        var context = new HygieneContext { AddedFiles = Set(added), TrackedFiles = Set(tracked) };

        HygieneReport report = Hooks.Rule("check-case-conflict").CheckRepository(Set(given), context);

        Assert.Equal(expected, string.Join(',', report.Findings.Select(finding => finding.Path)));
        Assert.All(report.Findings, finding => Assert.Equal($"Case-insensitivity conflict found: {finding.Path}", finding.Message));
    }

    [Theory]
    [InlineData("aux.txt")]
    [InlineData("aux")]
    [InlineData("AuX.tXt")]
    [InlineData("com7.dat")]
    [InlineData(":")]
    [InlineData("file:Zone.Identifier")]
    [InlineData("path/COM¹.json")]
    [InlineData("dir/LPT³.toml")]
    [InlineData("with < less than")]
    [InlineData("slow?.md")]
    [InlineData("\"quoted\"")]
    [InlineData("null\0byte")]
    [InlineData("ends.")]
    [InlineData("ends ")]
    [InlineData("ends\t")]
    [InlineData("dir/ends./a.txt")]
    [InlineData("ends /a.txt")]
    public void A_name_that_Windows_does_not_have_is_found(string path) =>
        Assert.Equal($"Illegal Windows filenames detected: {path}", Hooks.Check("check-illegal-windows-names", "", path).Findings[0].Message);

    [Theory]
    [InlineData("README.md")]
    [InlineData("a.aux")]
    [InlineData("com.dat")]
    [InlineData(".python-version")]
    [InlineData(" a b")]
    [InlineData("!@#$%^&;=≤'~`¡¿€🤗")]
    [InlineData("path.to/file.py")]
    public void Other_names_pass(string path) => Assert.True(Hooks.Check("check-illegal-windows-names", "", path).IsClean);

    private static HashSet<string> Set(string paths) => [.. paths.Split(',', StringSplitOptions.RemoveEmptyEntries)];
}
