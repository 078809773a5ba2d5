namespace Deckle.Tool.Tests.Testing;

/// <summary><c>deckle test --changed</c>.</summary>
public sealed class ChangedTests : IDisposable
{
    private const string Git = "git -c user.name=a -c user.email=a@example.org -c init.defaultBranch=main";

    private readonly TestFolder folder = new();

    public ChangedTests()
    {
        foreach (string name in (string[])["same.ipynb", "edited.ipynb", "staged.ipynb", "a folder/committed.ipynb", "gone.ipynb"])
        {
            folder.Notebook(name, ("print(1)", "1\n"));
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Only_what_differs_from_the_fork_is_tested()
    {
        await ShellAsync($"{Git} init -q && {Git} add . && {Git} commit -qm one && git checkout -qb feature");
        await ShellAsync($"echo >> 'a folder/committed.ipynb' && {Git} commit -qam two && echo >> staged.ipynb && git add . && echo >> edited.ipynb && rm gone.ipynb && cp same.ipynb new.ipynb");

        Assert.Equal("a folder/committed.ipynb edited.ipynb new.ipynb staged.ipynb", await TestedAsync("--changed"));
        Assert.Equal("edited.ipynb new.ipynb staged.ipynb", await TestedAsync("--changed=HEAD"));
        Assert.Equal("a folder/committed.ipynb", await TestedAsync("--changed 'a folder'"));
    }

    [Fact]
    public async Task Others_commits_are_none_of_the_branch()
    {
        await ShellAsync($"{Git} init -q && {Git} add . && {Git} commit -qm one && git checkout -qb feature && git checkout -q main");
        await ShellAsync($"echo >> same.ipynb && {Git} commit -qam two && git checkout -q feature");

        ProcessOutcome outcome = await folder.TestAsync("--changed=main");

        Assert.Equal((0, "no cells in 0 notebooks (0.0 s)\n"), (outcome.ExitCode, outcome.Stdout));
    }

    [Fact]
    public async Task Before_the_first_commit_all_is_new()
    {
        await ShellAsync($"{Git} init -q && git add same.ipynb");

        Assert.Equal("a folder/committed.ipynb edited.ipynb gone.ipynb same.ipynb staged.ipynb", await TestedAsync("--changed"));
    }

    [Fact]
    public async Task What_git_does_not_know_is_an_error()
    {
        ProcessOutcome outside = await folder.ShellAsync("GIT_CEILING_DIRECTORIES=/ deckle test --changed");
        await ShellAsync($"{Git} init -q && {Git} add . && {Git} commit -qm one");
        ProcessOutcome unknown = await folder.TestAsync("--changed=--output=x");

        Assert.Equal(2, outside.ExitCode);
        Assert.Contains("error[git-no-repository]", outside.Stderr, StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("error[test-no-base]", unknown.Stderr, StringComparison.Ordinal);
    }

    private async Task ShellAsync(string line) => Assert.Equal((0, line, ""), (await folder.ShellAsync(line)) is var outcome ? (outcome.ExitCode, line, outcome.Stderr) : default);

    // Without running any: a notebook's line begins with its verdict and its path.
    private async Task<string> TestedAsync(string arguments)
    {
        ProcessOutcome outcome = await folder.TestAsync($"{arguments} --json");
        var answer = (Deckle.Json.JsonObject)Deckle.Json.JsonReader.Read(outcome.Stdout);
        return string.Join(' ', answer.Get<Deckle.Json.JsonArray>("notebooks")!.Cast<Deckle.Json.JsonObject>().Select(notebook => notebook.GetText("path")).Order(StringComparer.Ordinal));
    }
}
