namespace Deckle.Tool.Tests.Git;

/// <summary>What git does with notebooks in real repositories: no command fails because of the filter, and none hides an error.</summary>
public class GitFilterTests
{
    private static readonly string Dirty = GitFolder.Notebook("printed\n", "print(1)", "print(2)");
    private static readonly string Clean = GitFolder.Notebook(null, "print(1)", "print(2)");

    [Theory]
    [InlineData("a.ipynb")]
    [InlineData("a folder/with spaces.ipynb")]
    [InlineData("größe=1 \"quoted\".ipynb")]
    [InlineData("-x.ipynb")]
    [InlineData("tab\tand\nline.ipynb")]
    public async Task A_notebook_is_stored_without_outputs_whatever_its_name(string name)
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write(name, Dirty);

        string status = await folder.GoodAsync("git add . && git commit -qm one && git status --porcelain");
        string stored = await folder.GoodAsync("git ls-tree -r --name-only -z HEAD | xargs -0 -I{} git show HEAD:{}");

        Assert.Equal("", status);
        Assert.Equal(Clean, stored);
        Assert.Equal(Dirty, folder.Read(name));
    }

    [Fact]
    public async Task A_rerun_notebook_has_no_difference()
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a.ipynb", Dirty);
        await folder.GoodAsync("git add . && git commit -qm one");
        folder.Write("a.ipynb", GitFolder.Notebook("printed once more\n", "print(1)", "print(2)"));

        Assert.Equal("", await folder.GoodAsync("git diff"));
        Assert.Equal("", await folder.GoodAsync("git add --renormalize . && git diff --cached"));
        Assert.Equal("", await folder.GoodAsync("git status --porcelain"));
    }

    [Fact]
    public async Task A_broken_notebook_is_stored_as_it_is_with_one_warning()
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("broken.ipynb", "{\"cells\": [");
        folder.Write("good.ipynb", Dirty);
        folder.Write("empty.ipynb", "");

        ProcessOutcome added = await folder.ShellAsync("git add .");

        Assert.Equal("! deckle: broken.ipynb: not a notebook: line 1, column 12: the text ends where a value should stand; passed through unchanged\n", added.Transcript);
        Assert.Equal("{\"cells\": [", await folder.GoodAsync("git show :broken.ipynb"));
        Assert.Equal("", await folder.GoodAsync("git show :empty.ipynb"));
        Assert.Equal(Clean, await folder.GoodAsync("git show :good.ipynb"));
        foreach (string command in (string[])["status", "commit -qm one", "diff HEAD", "log -p", "stash list", "checkout -q -b other", "blame broken.ipynb", "grep -n --textconv cells", "archive -o ../a.tar HEAD", "gc -q"])
        {
            await folder.GoodAsync($"git {command}");
        }
    }

    [Fact]
    public async Task A_strict_filter_lets_git_say_which_file_it_refuses()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync("git init -q && deckle git install --strict-filter");
        folder.Write("broken.ipynb", "{");

        ProcessOutcome added = await folder.ShellAsync("git add .");

        Assert.Contains("deckle: broken.ipynb: error[notebook-not-json]", added.Stderr, StringComparison.Ordinal);
        Assert.Contains("fatal: broken.ipynb: clean filter 'deckle' failed", added.Stderr, StringComparison.Ordinal);
        Assert.Equal(128, added.ExitCode);
    }

    [Fact]
    public async Task Without_the_program_nothing_is_stored_in_silence()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync("git init -q && deckle git install --program /nowhere/deckle");
        folder.Write("a.ipynb", Dirty);

        ProcessOutcome added = await folder.ShellAsync("git add .");

        Assert.Contains("/nowhere/deckle", added.Stderr, StringComparison.Ordinal);
        Assert.Contains("fatal: ", added.Stderr, StringComparison.Ordinal);
        Assert.Equal(128, added.ExitCode);
        Assert.Equal("", await folder.GoodAsync("git ls-files"));
    }

    [Fact]
    public async Task Conflicts_in_the_text_of_a_file_can_be_seen_staged_and_resolved()
    {
        using GitFolder folder = await ForkedAsync();
        await folder.GoodAsync("git config --remove-section merge.deckle");

        ProcessOutcome merge = await folder.ShellAsync("git merge other");
        string status = await folder.GoodAsync("git status --porcelain");
        string diff = await folder.GoodAsync("git diff && git diff HEAD && git diff --ours && git log -p --merge");
        ProcessOutcome staged = await folder.ShellAsync("git add a.ipynb");
        folder.Write("a.ipynb", Dirty);
        await folder.GoodAsync("git add a.ipynb && git commit -qm merged");

        Assert.Equal(1, merge.ExitCode);
        Assert.Contains("CONFLICT (content): Merge conflict in a.ipynb", merge.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("fatal", merge.Stderr, StringComparison.Ordinal);
        Assert.Equal("UU a.ipynb\n", status);
        Assert.Contains("<<<<<<<", diff, StringComparison.Ordinal);
        Assert.StartsWith("! deckle: a.ipynb: not a notebook: line ", staged.Transcript, StringComparison.Ordinal);
        Assert.Equal(Clean, await folder.GoodAsync("git show HEAD:a.ipynb"));
    }

    [Fact]
    public async Task A_rebase_stops_at_its_conflict_and_goes_on()
    {
        using GitFolder folder = await ForkedAsync();

        ProcessOutcome rebase = await folder.ShellAsync("git rebase -q other");
        ProcessOutcome abort = await folder.ShellAsync("git rebase --abort && git status --porcelain");
        await folder.ShellAsync("git rebase -q other");
        folder.Write("a.ipynb", Dirty);
        await folder.GoodAsync("git add a.ipynb && git rebase --continue");

        Assert.Equal(1, rebase.ExitCode);
        Assert.Equal("", abort.Stdout);
        Assert.Equal("", await folder.GoodAsync("git status --porcelain"));
        Assert.Equal(Clean, await folder.GoodAsync("git show HEAD:a.ipynb"));
    }

    [Fact]
    public async Task Merges_without_conflict_cherry_picks_and_reverts_work()
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a.ipynb", Dirty);
        await folder.GoodAsync("git add . && git commit -qm one && git checkout -q -b other");
        folder.Write("b.ipynb", Dirty);
        await folder.GoodAsync("git add . && git commit -qm two && git checkout -q main");
        folder.Write("c.ipynb", Dirty);
        await folder.GoodAsync("git add . && git commit -qm three");

        await folder.GoodAsync("git merge -q other -m merged && git revert --no-edit HEAD~1 && git cherry-pick other~1..other --allow-empty --keep-redundant-commits");

        Assert.Equal("", await folder.GoodAsync("git status --porcelain"));
        Assert.Equal(Clean, folder.Read("b.ipynb"));
    }

    [Fact]
    public async Task Stash_renames_and_branches_work_with_outputs_in_the_work_tree()
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a.ipynb", Dirty);
        await folder.GoodAsync("git add . && git commit -qm one && git branch other");
        folder.Write("a.ipynb", GitFolder.Notebook("more\n", "print(1)", "print(3)"));

        await folder.GoodAsync("git stash -q && git stash pop -q");
        string changed = folder.Read("a.ipynb");
        await folder.GoodAsync("git commit -qam two && git mv a.ipynb 'b c.ipynb' && git commit -qm three && git checkout -q other && git checkout -q main");
        string renames = await folder.GoodAsync("git log --follow --name-status --format=%s 'b c.ipynb'");

        Assert.Equal(GitFolder.Notebook(null, "print(1)", "print(3)"), changed);
        Assert.Equal("three\n\nR100\ta.ipynb\tb c.ipynb\ntwo\n\nM\ta.ipynb\none\n\nA\ta.ipynb\n", renames);
    }

    [Fact]
    public async Task A_worktree_uses_the_filter_wherever_it_was_installed()
    {
        using var folder = new GitFolder();
        folder.Write("x", "");
        await folder.GoodAsync("git init -q && git add . && git commit -qm one && git worktree add -q ../tree");

        await folder.GoodAsync("deckle git install", "tree");
        await File.WriteAllTextAsync(folder.Combine("tree/a.ipynb"), Dirty);
        folder.Write("b.ipynb", Dirty);

        Assert.Equal(Clean, await folder.GoodAsync("git add . && git show :a.ipynb", "tree"));
        Assert.Equal(Clean, await folder.GoodAsync("git add . && git show :b.ipynb"));
    }

    [Fact]
    public async Task A_submodule_has_a_filter_of_its_own()
    {
        using var folder = new GitFolder();
        folder.Write("x", "");
        await folder.GoodAsync("git init -q ../part && git -C ../part commit -q --allow-empty -m one && git init -q && git submodule --quiet add ../part part");

        await folder.GoodAsync("deckle git install", "repo/part");
        folder.Write("part/a.ipynb", Dirty);
        folder.Write("b.ipynb", Dirty);

        Assert.Equal(Clean, await folder.GoodAsync("git add . && git show :a.ipynb", "repo/part"));
        Assert.Equal(Dirty, await folder.GoodAsync("git add . && git show :b.ipynb"));
        await folder.GoodAsync("git submodule update --init --recursive && git status && git diff --submodule=diff");
    }

    [Fact]
    public async Task Archives_and_sparse_clones_work()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync("git init -q && deckle git install --global");
        folder.Write("in/a.ipynb", Dirty);
        folder.Write("out/b.ipynb", Dirty);
        await folder.GoodAsync("git add . && git commit -qm one");

        string archived = await folder.GoodAsync("git archive HEAD in | tar -xO");
        await folder.GoodAsync("git clone -q --no-checkout . ../clone && cd ../clone && git sparse-checkout set in && git checkout -q main");

        Assert.Equal(Clean, archived);
        Assert.Equal(Clean, await File.ReadAllTextAsync(folder.Combine("clone/in/a.ipynb")));
        Assert.False(File.Exists(folder.Combine("clone/out/b.ipynb")));
        Assert.Equal("", await folder.GoodAsync("git status --porcelain", "clone"));
    }

    [Fact]
    public async Task A_note_of_zeppelin_loses_its_results()
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a.zpln", "{\n  \"paragraphs\": [\n    {\n      \"text\": \"1\",\n      \"results\": {\"code\": \"SUCCESS\"}\n    }\n  ]\n}\n");

        string stored = await folder.GoodAsync("git add . && git show :a.zpln");

        Assert.Equal("{\n  \"paragraphs\": [\n    {\n      \"text\": \"1\",\n      \"results\": {}\n    }\n  ]\n}\n", stored);
    }

    [Fact]
    public async Task The_filters_for_one_file_do_the_same()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", Dirty);
        folder.Write("broken.ipynb", "{");

        Assert.Equal(Clean, await folder.GoodAsync("deckle git clean a.ipynb < a.ipynb"));
        Assert.Equal(Clean, await folder.GoodAsync("deckle git clean a.ipynb < a.ipynb | deckle git clean a.ipynb"));
        Assert.Equal(Dirty, await folder.GoodAsync("deckle git smudge a.ipynb < a.ipynb"));
        Assert.Equal("{", await folder.GoodAsync("deckle git clean broken.ipynb < broken.ipynb"));
        ProcessOutcome refused = await folder.ShellAsync("deckle git clean --strict-filter broken.ipynb < broken.ipynb");

        Assert.Equal("", refused.Stdout);
        Assert.StartsWith("deckle: broken.ipynb: error[notebook-not-json]: ", refused.Stderr, StringComparison.Ordinal);
        Assert.Equal(1, refused.ExitCode);
    }

    [Fact]
    public async Task A_filter_without_process_strips_too()
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a b.ipynb", Dirty);

        string stored = await folder.GoodAsync("git config --unset filter.deckle.process && git add . && git show ':a b.ipynb'");
        await folder.GoodAsync("git commit -qm one && rm 'a b.ipynb' && git checkout -q .");

        Assert.Equal(Clean, stored);
        Assert.Equal(Clean, folder.Read("a b.ipynb"));
    }

    /// <summary>Two branches that changed the same cell; we are on main.</summary>
    private static async Task<GitFolder> ForkedAsync()
    {
        GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a.ipynb", GitFolder.Notebook("1\n", "print(0)"));
        await folder.GoodAsync("git add . && git commit -qm base && git checkout -q -b other");
        folder.Write("a.ipynb", GitFolder.Notebook("2\n", "print('other')"));
        await folder.GoodAsync("git commit -qam other && git checkout -q main");
        folder.Write("a.ipynb", GitFolder.Notebook("3\n", "print('main')"));
        await folder.GoodAsync("git commit -qam main");
        return folder;
    }
}
