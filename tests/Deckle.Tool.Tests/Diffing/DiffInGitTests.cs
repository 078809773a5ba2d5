using Deckle.Json;
using Deckle.Tool.Tests.Git;

namespace Deckle.Tool.Tests.Diffing;

public class DiffInGitTests
{
    [Fact]
    public async Task The_work_tree_is_compared_as_git_would_store_it()
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a.ipynb", GitFolder.Notebook("printed\n", "x = 1", "y = 2"));
        await folder.GoodAsync("git add . && git commit -qm one");
        folder.Write("a.ipynb", GitFolder.Notebook("printed\n", "x = 1", "y = 22"));

        JsonObject index = await FileAsync(folder, "deckle diff --json");
        ProcessOutcome blob = await folder.ShellAsync("deckle diff HEAD:a.ipynb a.ipynb -S --exit-code");
        ProcessOutcome files = await folder.ShellAsync("git show HEAD:a.ipynb > old.ipynb; deckle diff old.ipynb a.ipynb -S --quiet");

        Assert.Equal(["source"], Parts(index));
        Assert.Equal("", blob.Transcript);
        Assert.Equal(1, files.ExitCode);
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("process")]
    public async Task Filters_of_others_are_run_by_git_and_leave_nothing(string kind)
    {
        using var folder = new GitFolder();
        folder.Write(".gitattributes", "*.ipynb filter=other\n");
        folder.Write("a.ipynb", GitFolder.Notebook(null, "public", "2"));
        await folder.GoodAsync("git init -q && git add . && git commit -qm one");
        await folder.GoodAsync(kind == "clean"
            ? "git config filter.other.clean 'sed s/secret/public/'"
            : "git config filter.other.process 'deckle git filter-process' && git config filter.other.required true");
        folder.Write("a.ipynb", GitFolder.Notebook(kind == "clean" ? null : "printed\n", kind == "clean" ? "secret" : "public", "22"));
        string before = await folder.GoodAsync("git count-objects");

        JsonObject file = await FileAsync(folder, "deckle diff --json");

        Assert.Equal(1, ((JsonNumber)file.Get<JsonObject>("summary")!["modified"]!).ToDouble());
        Assert.Equal(["source"], Parts(file));
        Assert.Equal(before, await folder.GoodAsync("git count-objects"));
    }

    [Fact]
    public async Task Pointers_of_git_lfs_stand_for_their_notebooks()
    {
        using var folder = new GitFolder();
        string store = folder.Combine("store");
        folder.Write("git-lfs", $"#!/bin/sh\nif [ $1 = clean ]; then cat > {store}.$$; id=$(sha1sum < {store}.$$ | cut -c 1-40); mv {store}.$$ {store}.$id; "
            + $"echo 'version https://git-lfs.github.com/spec/v1'; echo $id; else cat {store}.$(tail -n 1); fi\n");
        folder.Write(".gitattributes", "*.ipynb filter=lfs\n");
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1", "2"));
        await folder.GoodAsync("chmod +x git-lfs && git init -q && git config filter.lfs.clean './git-lfs clean' && git config filter.lfs.smudge './git-lfs smudge' && git add . && git commit -qm one");
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1", "22"));

        JsonObject work = await FileAsync(folder, "deckle diff --json");
        await folder.GoodAsync("git commit -qam two");
        JsonObject commits = await FileAsync(folder, "deckle diff HEAD~1 HEAD --json");

        Assert.Equal(["source"], Parts(work));
        Assert.Equal(["source"], Parts(commits));
    }

    [Fact]
    public async Task Both_sides_of_a_conflict_are_compared_with_their_base()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1"));
        await folder.GoodAsync("git init -q && git add . && git commit -qm base && git checkout -qb theirs");
        folder.Write("a.ipynb", GitFolder.Notebook(null, "2", "two"));
        await folder.GoodAsync("git commit -qam theirs && git checkout -q main");
        folder.Write("a.ipynb", GitFolder.Notebook(null, "3"));
        await folder.GoodAsync("git commit -qam ours; git merge -q theirs || true");

        ProcessOutcome outcome = await folder.ShellAsync("deckle diff --json");
        ProcessOutcome stages = await folder.ShellAsync("deckle diff :2:a.ipynb :3:a.ipynb --json");

        Assert.Equal("note: a.ipynb is in conflict: ours and theirs are compared with their base\n", outcome.Stderr);
        Assert.Equal(["base:a.ipynb ours:a.ipynb unmerged", "base:a.ipynb theirs:a.ipynb unmerged"], Files(outcome).Select(file => $"{Name(file, "before")} {Name(file, "after")} {file.GetText("status")}"));
        Assert.Contains("\"ours:a.ipynb\"", stages.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_are_told_as_links_and_submodules_passed_over()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1"));
        folder.Write("b.ipynb", GitFolder.Notebook(null, "2"));
        await folder.GoodAsync("git init -q && git init -q module && git -C module commit -q --allow-empty -m one && git add a.ipynb b.ipynb module 2> /dev/null && ln -s a.ipynb link.ipynb && git add . 2> /dev/null && git commit -qm one");
        await folder.GoodAsync("git -C module commit -q --allow-empty -m two && ln -sf b.ipynb link.ipynb && rm b.ipynb && ln -s a.ipynb b.ipynb");

        ProcessOutcome outcome = await folder.ShellAsync("deckle diff --name-status");

        Assert.Equal(
            "T\tb.ipynb\nM\tlink.ipynb\n"
            + "! note: module is a submodule: what changed in it is told there\n"
            + "! warning: b.ipynb is a symbolic link, and where it leads is compared; compared as text\n"
            + "! warning: index:link.ipynb is a symbolic link, and where it leads is compared; compared as text\n",
            outcome.Transcript);
    }

    [Fact]
    public async Task Other_work_trees_and_folders_that_git_is_told_of_are_found()
    {
        using var folder = new GitFolder();
        folder.Write("sub/a.ipynb", GitFolder.Notebook(null, "1"));
        await folder.GoodAsync("git init -q && git add . && git commit -qm one && git worktree add -q ../tree");
        await folder.GoodAsync("sed -i s/1/2/ ../tree/sub/a.ipynb");

        ProcessOutcome inTree = await folder.ShellAsync("deckle diff --name-status a.ipynb", "tree/sub");
        ProcessOutcome told = await folder.ShellAsync("GIT_DIR=repo/.git GIT_WORK_TREE=tree deckle diff HEAD --name-status", ".");

        Assert.Equal("M\tsub/a.ipynb\n", inTree.Transcript);
        Assert.Equal("M\tsub/a.ipynb\n", told.Transcript);
    }

    [Fact]
    public async Task Copies_are_told_where_git_is_set_to_find_them()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1", "2", "3", "4", "5", "6"));
        await folder.GoodAsync("git init -q && git config diff.renames copies && git add . && git commit -qm one && cp a.ipynb b.ipynb && sed -i s/6/66/ a.ipynb && git add .");

        ProcessOutcome outcome = await folder.ShellAsync("deckle diff --cached --name-status");

        Assert.Equal("M\ta.ipynb\nC100\ta.ipynb\tb.ipynb\n", outcome.Transcript);
    }

    [Fact]
    public async Task Without_commits_or_repository_it_is_said()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1"));

        ProcessOutcome outside = await folder.ShellAsync("deckle diff");
        ProcessOutcome typo = await folder.ShellAsync("deckle diff b.ipynb");
        await folder.GoodAsync("git init -q && git add .");
        ProcessOutcome empty = await folder.ShellAsync("deckle diff HEAD");
        ProcessOutcome cached = await folder.ShellAsync("deckle diff --cached --name-status");

        Assert.StartsWith("error[git-no-repository]", outside.Stderr, StringComparison.Ordinal);
        Assert.StartsWith("error[diff-operand-unknown]: there is no file 'b.ipynb'", typo.Stderr, StringComparison.Ordinal);
        Assert.Contains("did you mean: a.ipynb", typo.Stderr, StringComparison.Ordinal);
        Assert.Equal("error[diff-operand-unknown]: there is no file and no revision 'HEAD': nothing has been committed yet", empty.Stderr.Split('\n')[0]);
        Assert.Equal("A\ta.ipynb\n", cached.Transcript);
    }

    [Fact]
    public async Task A_side_that_is_no_notebook_is_compared_as_text_with_one_warning()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1"));
        await folder.GoodAsync("git init -q && git add . && git commit -qm one");
        folder.Write("a.ipynb", "<<<<<<< HEAD\n");

        ProcessOutcome outcome = await folder.ShellAsync("deckle diff --exit-code");

        Assert.Equal("warning: a.ipynb: not a notebook: line 1, column 1: expected a value; compared as text\n", outcome.Stderr);
        Assert.Contains("<<<<<<< HEAD", outcome.Stdout, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
    }

    private static async Task<JsonObject> FileAsync(GitFolder folder, string line) => Assert.Single(Files(await folder.ShellAsync(line)));

    private static IReadOnlyList<JsonObject> Files(ProcessOutcome outcome) => [.. ((JsonArray)((JsonObject)JsonReader.Read(outcome.Stdout))["files"]!).Cast<JsonObject>()];

    private static string? Name(JsonObject file, string side) => file.Get<JsonObject>(side)!.GetText("name");

    private static IEnumerable<string> Parts(JsonObject file) =>
        ((JsonArray)file["cells"]!).Cast<JsonObject>().SelectMany(cell => cell.Get<JsonArray>("parts") ?? JsonArray.Empty).Cast<JsonString>().Select(part => part.Text).Distinct();
}
