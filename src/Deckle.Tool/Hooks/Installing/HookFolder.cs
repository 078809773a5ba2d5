using Deckle.Tool.Git;

namespace Deckle.Tool.Hooks.Installing;

/// <summary>Where git looks for the hooks of a repository.</summary>
internal static class HookFolder
{
    /// <summary>The folder: of all worktrees together, of a submodule its own, and where <c>core.hooksPath</c> says so another one.</summary>
    public static string Find(GitRepository repository) => repository.GitPath("hooks");

    /// <summary>Refuses a folder that serves all repositories of a user or machine.</summary>
    /// <exception cref="DeckleException"><c>hook-folder-shared</c>.</exception>
    public static void RefuseShared(GitRepository repository)
    {
        // global␀/path␀
        if (repository.Run("config", "--show-scope", "-z", "--type=path", "--get", "core.hooksPath") is { IsGood: true } result
            && result.Entries is ["global" or "system", string path, ..]
            && !IsBelow(Path.GetFullPath(path, repository.Root), repository.Root))
        {
            throw HookErrors.SharedFolder(path);
        }
    }

    // A relative path, even when it is set for all, means a folder in each repository.
    private static bool IsBelow(string path, string root) => path.StartsWith($"{root}/", StringComparison.Ordinal);
}
