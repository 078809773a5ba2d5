using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Tests.Git;

public class GitStatusTests
{
    [Fact]
    public async Task What_is_active_and_what_the_index_holds_is_shown()
    {
        using var folder = new GitFolder();
        folder.Write("old.ipynb", GitFolder.Notebook("printed\n", "1"));
        folder.Write("clean.ipynb", GitFolder.Notebook(null, "1"));
        folder.Write("sub/broken ü.ipynb", "{");
        folder.Write("empty.ipynb", "");
        folder.Write("kept/run.ipynb", GitFolder.Notebook("printed\n", "1"));
        folder.Write(".gitattributes", "kept/*.ipynb -filter\n");
        await folder.GoodAsync("git init -q && git add . && deckle git install --attributes .gitattributes");

        ProcessOutcome dirty = await folder.ShellAsync("deckle git status", "repo/sub");
        await folder.GoodAsync("git rm -q --cached 'sub/broken ü.ipynb' && git add --renormalize .");
        ProcessOutcome good = await folder.ShellAsync("deckle git status");

        Snapshot.Match(folder.Shown(dirty) + "\n" + folder.Shown(good), "status");
    }

    [Fact]
    public async Task Without_the_filter_it_says_what_to_do()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook("printed\n", "1"));
        await folder.GoodAsync("git init -q && git add . && git config filter.deckle.clean other && git config filter.nbstripout.clean nbstripout");

        ProcessOutcome outcome = await folder.ShellAsync("deckle git status");

        Snapshot.Match(folder.Shown(outcome), "status-without");
    }

    [Fact]
    public async Task A_program_that_is_gone_is_named()
    {
        using var folder = new GitFolder();
        await folder.GoodAsync("git init -q && deckle git install --program '\"/no where/deckle\"'");

        ProcessOutcome outcome = await folder.ShellAsync("deckle git status");

        Assert.StartsWith("not installed in repository", outcome.Stdout, StringComparison.Ordinal);
        Assert.Contains("(local: .git/config; there is no /no where/deckle)", outcome.Stdout, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
    }

    [Fact]
    public async Task Programs_read_it_as_json()
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a.ipynb", GitFolder.Notebook("printed\n", "1"));
        folder.Write("broken.ipynb", "{");
        await folder.GoodAsync("for f in *.ipynb; do git update-index --add --cacheinfo 100644,$(git hash-object -w --no-filters $f),$f; done");

        ProcessOutcome outcome = await folder.ShellAsync("deckle git status --json");
        JsonObject status = (JsonObject)JsonReader.Read(Encoding.UTF8.GetBytes(outcome.Stdout));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("deckle.git.status/1", status.GetText("schema"));
        Assert.Equal(JsonBoolean.True, status["installed"]);
        Assert.Equal(
            ["a.ipynb dirty deckle", "broken.ipynb broken deckle"],
            status.Get<JsonArray>("notebooks")!.OfType<JsonObject>().Select(notebook => $"{notebook.GetText("path")} {notebook.GetText("state")} {notebook.GetText("filter")}"));
    }

    [Fact]
    public async Task A_notebook_in_conflict_is_looked_at_once()
    {
        using GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "0"));
        await folder.GoodAsync("git add . && git commit -qm base && git checkout -q -b other");
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1"));
        await folder.GoodAsync("git commit -qam other && git checkout -q main");
        folder.Write("a.ipynb", GitFolder.Notebook(null, "2"));
        await folder.ShellAsync("git commit -qam main && git merge other");

        ProcessOutcome outcome = await folder.ShellAsync("deckle git status");

        Assert.EndsWith("notebooks in the index: 1, with something to strip: 0, broken: 0\n", outcome.Stdout, StringComparison.Ordinal);
        Assert.Equal(0, outcome.ExitCode);
    }
}
