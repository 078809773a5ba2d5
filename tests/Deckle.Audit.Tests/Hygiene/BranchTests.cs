using Deckle.Audit.Hygiene;

namespace Deckle.Audit.Tests.Hygiene;

public class BranchTests
{
    [Theory]
    [InlineData("other", true)]
    [InlineData("another/branch", true)]
    [InlineData("main", false)]
    [InlineData("master", false)]
    [InlineData("maintenance", true)]
    [InlineData(null, true)]
    [InlineData("another/branch", false, "-b", "another/branch")]
    [InlineData("branchname", false, "--branch=branchname")]
    [InlineData("main", true, "--branch", "other")]
    [InlineData("other", false, "--branch", "other")]
    [InlineData("b1", false, "--branch", "b1", "--branch", "b2")]
    [InlineData("b2", false, "-bb1", "-bb2")]
    [InlineData("another/branch", false, "--pattern", "another/.*")]
    [InlineData("somebranch", false, "--branch", "somebranch", "--pattern", "another/.*")]
    [InlineData("another/branch", false, "--branch", "somebranch", "--pattern", "another/.*")]
    [InlineData("main-feature", false, "-p", "main")]
    [InlineData("my-main", true, "-p", "main")]
    [InlineData("main", false, "-p", "release/.*")]
    [InlineData("release/1", false, "-p", "hotfix|(?P<kind>release)/[0-9]+\\Z")]
    [InlineData("release/1a", true, "-p", "hotfix|(?P<kind>release)/[0-9]+\\Z")]
    [InlineData("feature", false, "-p", "^(?!wip/)")]
    [InlineData("wip/feature", true, "-p", "^(?!wip/)")]
    [InlineData("aa", false, "-p", "(?P<c>.)(?P=c)")]
    public void A_protected_branch_takes_no_commit(string? branch, bool passes, params string[] arguments)
    {
        HygieneReport report = Hooks.Rule("no-commit-to-branch", arguments).CheckRepository([], new HygieneContext { Branch = branch });

        Assert.Equal(passes, report.IsClean);
    }

    [Fact]
    public void The_branch_is_named() =>
        Assert.StartsWith("branch 'main' is protected", Hooks.Rule("no-commit-to-branch").CheckRepository([], new HygieneContext { Branch = "main" }).Findings[0].Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("'(' is no regular expression", "-p", "(")]
    [InlineData("unrecognized arguments: file.py", "file.py")]
    [InlineData("argument -b/--branch: expected one argument", "-b")]
    public void Wrong_arguments_are_an_error(string expected, params string[] arguments) =>
        Assert.Contains(expected, Hooks.Refusal("no-commit-to-branch", arguments), StringComparison.Ordinal);
}
