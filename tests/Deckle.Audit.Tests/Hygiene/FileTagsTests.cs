using System.Text;
using Deckle.Audit.Hygiene;

namespace Deckle.Audit.Tests.Hygiene;

public class FileTagsTests
{
    [Theory]
    [InlineData("a.py", "", "file non-executable python text")]
    [InlineData("a.PY", "", "file non-executable python text")]
    [InlineData("nb/a.ipynb", "", "file json jupyter non-executable text")]
    [InlineData("a.yml", "", "file non-executable text yaml")]
    [InlineData("a.svg", "", "file image non-executable svg text xml")]
    [InlineData("a.png", "text", "binary file image non-executable png")]
    [InlineData("README.md", "\0", "file markdown non-executable text")]
    [InlineData("README", "", "file non-executable plain-text text")]
    [InlineData("Dockerfile.dev", "", "dockerfile file non-executable text")]
    [InlineData("Pipfile.lock", "", "file json non-executable text toml")]
    [InlineData("poetry.lock", "", "file non-executable text toml")]
    [InlineData(".bashrc", "", "bash file non-executable shell text")]
    [InlineData(".txt", "a", "file non-executable text")]
    [InlineData("unknown", "a\u001b[0m\n", "file non-executable text")]
    [InlineData("unknown", "a\0b", "binary file non-executable")]
    [InlineData("unknown", "a\u007f", "binary file non-executable")]
    [InlineData("unknown", "é", "file non-executable text")]
    [InlineData("unknown", "", "file non-executable text")]
    [InlineData("a.plist", "\0", "binary file non-executable plist")]
    [InlineData("a.plist", "<", "file non-executable plist text")]
    [InlineData("script", "#!/usr/bin/env python3", "file non-executable text")]
    public void A_name_and_the_beginning_say_what_a_file_is(string path, string content, string expected) =>
        Assert.Equal(expected, Tags(new HygieneFile(path, Encoding.UTF8.GetBytes(content))));

    [Theory]
    [InlineData("#!/usr/bin/env python3", "python python3")]
    [InlineData("#!/usr/bin/env -S python3.12 -u\n", "python python3")]
    [InlineData("#!/usr/bin/python", "python")]
    [InlineData("#! /bin/sh -e\n", "sh shell")]
    [InlineData("#!\"/opt/a b/bash\"\n", "bash shell")]
    [InlineData("#!/usr/bin/env nix-shell\n#! nix-shell -i bash -p x\n", "bash shell")]
    [InlineData("#!/opt/unknown\n", "")]
    [InlineData("#!\u00e9/python\n", "")]
    [InlineData("#!/usr/bin/env\n", "")]
    [InlineData("#!\n", "")]
    [InlineData("", "")]
    public void The_shebang_tells_the_language(string content, string expected)
    {
        string tags = Tags(new HygieneFile("script", Encoding.UTF8.GetBytes(content)) { IsExecutable = true });

        Assert.Equal(expected, string.Join(' ', tags.Split(' ').Except(["executable", "file", "text"])));
    }

    [Fact]
    public void Only_the_first_kilobyte_is_looked_at() =>
        Assert.Equal("file non-executable text", Tags(new HygieneFile("unknown", Encoding.UTF8.GetBytes($"{new string('a', 1024)}\0"))));

    [Fact]
    public void A_symlink_is_nothing_else() => Assert.Equal("symlink", Tags(new HygieneFile("a.py", default) { IsSymlink = true }));

    [Fact]
    public void A_rule_is_for_files_with_all_its_tags()
    {
        HygieneRule rule = HygieneRules.Find("check-executables-have-shebangs")!;

        Assert.True(rule.AppliesTo(FileTags.Of(new HygieneFile("a.sh", default) { IsExecutable = true })));
        Assert.False(rule.AppliesTo(FileTags.Of(new HygieneFile("a.sh", default))));
        Assert.True(HygieneRules.Find("check-case-conflict")!.AppliesTo(FileTags.Of(new HygieneFile("a", default))));
    }

    private static string Tags(HygieneFile file) => string.Join(' ', FileTags.Of(file).Order(StringComparer.Ordinal));
}
