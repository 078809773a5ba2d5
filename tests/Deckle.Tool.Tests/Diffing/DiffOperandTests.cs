namespace Deckle.Tool.Tests.Diffing;

public class DiffOperandTests(DiffRepository repository) : IClassFixture<DiffRepository>
{
    [Theory]
    [InlineData("", "M a.ipynb, D new.ipynb")]
    [InlineData("a.ipynb", "M a.ipynb")]
    [InlineData("-- a.ipynb new.ipynb", "M a.ipynb, D new.ipynb")]
    [InlineData("HEAD", "M a.ipynb, D new.ipynb")]
    [InlineData("HEAD -- .", "M a.ipynb, D new.ipynb")]
    [InlineData("--cached", "M a.ipynb")]
    [InlineData("--staged v1", "M a.ipynb, D gone.ipynb, A new.ipynb, M run.ipynb, R100 sub/b.ipynb sub/c.ipynb")]
    [InlineData("v1", "M a.ipynb, D gone.ipynb, M run.ipynb, R100 sub/b.ipynb sub/c.ipynb")]
    [InlineData("v1 v2", "M a.ipynb, D gone.ipynb, A new.ipynb, M run.ipynb, R100 sub/b.ipynb sub/c.ipynb")]
    [InlineData("v1..v2 a.ipynb", "M a.ipynb")]
    [InlineData("v1..", "M a.ipynb, D gone.ipynb, A new.ipynb, M run.ipynb, R100 sub/b.ipynb sub/c.ipynb")]
    [InlineData("main...other --", "M gone.ipynb")]
    [InlineData("HEAD~1 'HEAD^{/two}' run.ipynb", "M run.ipynb")]
    [InlineData("v1 v2 sub", "R100 sub/b.ipynb sub/c.ipynb")]
    [InlineData("v1 v2 sub/c.ipynb", "A sub/c.ipynb")]
    [InlineData("v1 v2 gone.ipynb", "D gone.ipynb")]
    [InlineData("new.ipynb", "D new.ipynb")]
    [InlineData("v1 gone.ipynb", "D gone.ipynb")]
    [InlineData("'*a.ipynb'", "M a.ipynb")]
    [InlineData("v1 v2 -- ':(exclude)sub' ':(exclude)*n.ipynb'", "M a.ipynb, D gone.ipynb, A new.ipynb")]
    [InlineData("v1:a.ipynb v2:a.ipynb", "M a.ipynb")]
    [InlineData("v1:sub/b.ipynb :sub/c.ipynb", "")]
    [InlineData("HEAD:a.ipynb", "M a.ipynb")]
    [InlineData(":a.ipynb", "M a.ipynb")]
    [InlineData(":0:a.ipynb a.ipynb", "M a.ipynb")]
    [InlineData("'HEAD^{/one}:a.ipynb' a.ipynb", "M a.ipynb")]
    [InlineData("HEAD:new.ipynb", "D new.ipynb")]
    [InlineData("a.ipynb run.ipynb", "M run.ipynb")]
    [InlineData("a.ipynb v1:gone.ipynb", "M gone.ipynb")]
    [InlineData("v1:a.ipynb .", "M ./a.ipynb")]
    public async Task Operands_mean_what_they_mean_to_git(string operands, string expected)
    {
        ProcessOutcome outcome = await repository.ShellAsync($"deckle diff --name-status {operands}");

        Assert.Equal("", outcome.Stderr);
        Assert.Equal(expected, string.Join(", ", outcome.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Replace('\t', ' '));
    }

    [Theory]
    [InlineData("v1 v2 .", "R100 sub/b.ipynb sub/c.ipynb")]
    [InlineData("v1:./b.ipynb c.ipynb", "")]
    [InlineData("HEAD:../a.ipynb ../a.ipynb", "M ../a.ipynb")]
    [InlineData("HEAD ../a.ipynb", "M a.ipynb")]
    [InlineData("HEAD", "M a.ipynb, D new.ipynb")]
    public async Task Paths_are_relative_to_the_current_folder(string operands, string expected)
    {
        ProcessOutcome outcome = await repository.ShellAsync($"deckle diff --name-status {operands}", "repo/sub");

        Assert.Equal("", outcome.Stderr);
        Assert.Equal(expected, string.Join(", ", outcome.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Replace('\t', ' '));
    }

    [Theory]
    [InlineData("nosuch", "error[diff-operand-unknown]: there is no file and no revision 'nosuch'")]
    [InlineData("v3", "error[diff-operand-unknown]: there is no file and no revision 'v3'\ndid you mean: v1")]
    [InlineData("HEAD b.ipynb", "error[diff-operand-unknown]: there is no file and no revision 'b.ipynb'\ndid you mean: a.ipynb")]
    [InlineData("mian..v2", "error[diff-revision-unknown]: there is no revision 'mian'\ndid you mean: main")]
    [InlineData("HEAD:aa.ipynb", "error[diff-path-unknown]: there is no file 'aa.ipynb' in HEAD\ndid you mean: a.ipynb")]
    [InlineData(":b.ipynb", "error[diff-path-unknown]: there is no file 'b.ipynb' in index\ndid you mean: a.ipynb")]
    [InlineData("HEAD:c.ipynb", "error[diff-path-unknown]: there is no file 'c.ipynb' in HEAD\ndid you mean: a.ipynb")]
    [InlineData("mian:a.ipynb a.ipynb", "error[diff-revision-unknown]: there is no revision 'mian'\ndid you mean: main")]
    [InlineData("HEAD:sub a.ipynb", "error[diff-path-unknown]: HEAD:sub is not a file")]
    [InlineData("HEAD -- gon.ipynb", "error[diff-path-unknown]: there is no file 'gon.ipynb' on either side")]
    [InlineData("v1 v2 main", "error[diff-path-unknown]: there is no file 'main' on either side")]
    [InlineData("other", "error[diff-operand-ambiguous]: 'other' is a folder and a revision")]
    [InlineData("v1 v2 HEAD --", "error[usage]: too many revisions: v1 v2 HEAD")]
    [InlineData("--cached v1..v2", "error[usage]: --cached compares the index with one revision, and v1..v2 is two")]
    [InlineData("--bogus=1 -- a.ipynb", "error[usage]: unknown option '--bogus=1'")]
    [InlineData("- -", "error[usage]: both operands are -, and there is one standard input")]
    [InlineData("-s -O v1 v2", "error[usage]: --sources asks for some parts only, and --ignore-outputs leaves one out")]
    public async Task What_means_nothing_is_an_error_and_never_silence(string operands, string expected)
    {
        ProcessOutcome outcome = await repository.ShellAsync($"deckle diff --exit-code {operands}");

        Assert.StartsWith(expected, outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal("", outcome.Stdout);
        Assert.Equal(2, outcome.ExitCode);
    }

    [Fact]
    public async Task An_untracked_file_is_told()
    {
        ProcessOutcome outcome = await repository.ShellAsync("deckle diff untracked.ipynb");

        Assert.Equal("note: untracked.ipynb is not tracked, so git has nothing to compare it with\n", outcome.Stderr);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task A_folder_that_is_a_revision_is_told_apart_by_dashes()
    {
        ProcessOutcome revision = await repository.ShellAsync("deckle diff --name-only other -- gone.ipynb");
        ProcessOutcome folder = await repository.ShellAsync("deckle diff --name-only -- other");

        Assert.Equal("gone.ipynb\n", revision.Stdout);
        Assert.Equal("", folder.Transcript);
    }

    [Theory]
    [InlineData("v1 v2 --exit-code --name-only a.ipynb", 1)]
    [InlineData("v1 v2 --name-only a.ipynb", 0)]
    [InlineData("v1 v2 --quiet run.ipynb", 1)]
    [InlineData("v1 v2 --quiet -- notes.md", 2)]
    [InlineData("--cached --quiet run.ipynb", 0)]
    [InlineData("v1:a.ipynb v2:a.ipynb --quiet", 1)]
    [InlineData("v1:a.ipynb v2:a.ipynb --quiet -o", 0)]
    [InlineData("v1:a.ipynb v2:a.ipynb --quiet -S", 0)]
    [InlineData("v1:a.ipynb v2:a.ipynb --quiet -s", 1)]
    [InlineData("v1:a.ipynb v2:a.ipynb --quiet --ignore '/cells/*/source'", 0)]
    public async Task The_exit_code_tells_differences_where_it_is_asked_to(string arguments, int expected)
    {
        ProcessOutcome outcome = await repository.ShellAsync($"deckle diff {arguments}");

        Assert.Equal(expected, outcome.ExitCode);
    }

    [Fact]
    public async Task Only_notebooks_are_compared_unless_another_file_is_named()
    {
        ProcessOutcome all = await repository.ShellAsync("deckle diff --name-only v1 v2");
        ProcessOutcome named = await repository.ShellAsync("deckle diff --name-only v1 v2 notes.txt");

        Assert.DoesNotContain("notes", all.Transcript, StringComparison.Ordinal);
        Assert.Equal("notes.txt\n! warning: v1:notes.txt: not a notebook: line 1, column 1: expected a value; compared as text\n", named.Transcript);
    }
}
