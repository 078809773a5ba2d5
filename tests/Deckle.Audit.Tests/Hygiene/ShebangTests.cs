using System.Text;
using Deckle.Audit.Hygiene;

namespace Deckle.Audit.Tests.Hygiene;

public class ShebangTests
{
    [Theory]
    [InlineData("#!/bin/bash\nls\n", true)]
    [InlineData("#!/usr/bin/env python3.6", true)]
    [InlineData("#!python", true)]
    [InlineData("#!☃", true)]
    [InlineData("", false)]
    [InlineData(" #!python\n", false)]
    [InlineData("\n#!python\n", false)]
    [InlineData("python\n", false)]
    [InlineData("☃", false)]
    public void What_can_be_executed_says_how(string content, bool passes)
    {
        var file = new HygieneFile("a b.sh", Encoding.UTF8.GetBytes(content)) { IsExecutable = true };

        HygieneReport report = Hooks.Rule("check-executables-have-shebangs").Check(file, HygieneContext.None);

        Assert.Equal(passes, report.IsClean);
        Assert.All(report.Findings, finding => Assert.StartsWith("a b.sh: marked executable but has no (or invalid) shebang!\n  If it isn't supposed to be executable, try: `chmod -x 'a b.sh'`\n", finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_executed_need_not() => Assert.True(Hooks.Check("check-executables-have-shebangs", "text").IsClean);

    [Theory]
    [InlineData("#!/bin/sh\n", false, false)]
    [InlineData("#!/bin/sh\n", true, true)]
    [InlineData("#!/bin/sh\n", null, true)]
    [InlineData("# a\n", false, true)]
    public void What_says_how_can_be_executed_by_the_index(string content, bool? inIndex, bool passes)
    {
        var file = new HygieneFile("run", Encoding.UTF8.GetBytes(content)) { IsExecutableInIndex = inIndex };

        HygieneReport report = Hooks.Rule("check-shebang-scripts-are-executable").Check(file, HygieneContext.None);

        Assert.Equal(passes, report.IsClean);
        Assert.All(report.Findings, finding => Assert.StartsWith("run: has a shebang but is not marked executable!", finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_symlink_points_to_something()
    {
        var file = new HygieneFile("link", "gone"u8.ToArray()) { IsSymlink = true };

        Assert.True(Hooks.Rule("check-symlinks").Check(file, HygieneContext.None).IsClean);
        Assert.Equal("link: Broken symlink", Hooks.Rule("check-symlinks").Check(file with { IsBrokenSymlink = true }, HygieneContext.None).Findings[0].Message);
    }
}
