using Deckle.Tool.Tests.Git;

namespace Deckle.Tool.Tests.Diffing;

/// <summary>A repository with all that can happen to a notebook between two commits (v1, v2), the index and the work tree; made once.</summary>
public sealed class DiffRepository : IAsyncLifetime
{
    private GitFolder folder = null!;

    public async ValueTask InitializeAsync()
    {
        folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "x = 1", "y = 2", "z = 3"));
        folder.Write("sub/b.ipynb", GitFolder.Notebook(null, "one", "two", "three", "four", "five"));
        folder.Write("gone.ipynb", GitFolder.Notebook(null, Enumerable.Range(0, 30).Select(line => $"gone({line})").ToArray()));
        folder.Write("run.ipynb", GitFolder.Notebook(null, "run"));
        folder.Write("notes.txt", "text\n");
        await folder.GoodAsync("git init -q && git add . && git commit -qm one && git tag v1 && git checkout -qb other");
        folder.Write("gone.ipynb", GitFolder.Notebook(null, "but not here"));
        await folder.GoodAsync("git commit -qam other && git checkout -q main");
        folder.Write("a.ipynb", GitFolder.Notebook(null, "x = 1", "y = 22", "z = 3"));
        folder.Write("new.ipynb", GitFolder.Notebook(null, "new"));
        folder.Write("notes.txt", "other text\n");
        await folder.GoodAsync("git mv sub/b.ipynb sub/c.ipynb && git rm -q gone.ipynb && chmod +x run.ipynb && git add . && git commit -qm two && git tag v2");
        folder.Write("a.ipynb", GitFolder.Notebook(null, "x = 1", "y = 222", "z = 3"));
        await folder.GoodAsync("git add a.ipynb && rm new.ipynb");
        folder.Write("a.ipynb", GitFolder.Notebook(null, "x = 1", "y = 2222", "z = 3"));
        folder.Write("untracked.ipynb", GitFolder.Notebook(null, "untracked"));
        Directory.CreateDirectory(folder.Combine("repo/other"));
    }

    internal Task<ProcessOutcome> ShellAsync(string line, string place = "repo") => folder.ShellAsync(line, place);

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
