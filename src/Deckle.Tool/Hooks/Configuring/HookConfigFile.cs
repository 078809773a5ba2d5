using Deckle.Stores;
using Deckle.Tool.Git;

namespace Deckle.Tool.Hooks.Configuring;

/// <summary>Finds the configuration of a repository.</summary>
internal static class HookConfigFile
{
    /// <param name="name">From the current folder; null for the one at the top of the repository, or what the settings say where there is none.</param>
    /// <param name="isStaged">Whether a commit is checked: then a configuration with other changes than the staged ones is refused, as by pre-commit.</param>
    /// <exception cref="DeckleException"><c>hook-config-missing</c>, <c>hook-config-not-staged</c>, <c>hook-config-invalid</c>.</exception>
    public static HookConfig Read(GitRepository repository, string? name, bool isStaged)
    {
        string path = name is null ? Path.Combine(repository.Root, HookConfigReader.FileName) : Path.GetFullPath(name);
        if (!File.Exists(path))
        {
            return name is null ? HookSettings.Read(repository.Root) : throw HookErrors.NoConfig(name);
        }

        string shown = name ?? HookConfigReader.FileName;
        if (isStaged && repository.Run("diff", "--quiet", "--no-ext-diff", "--", path).ExitCode == 1)
        {
            throw HookErrors.ConfigNotStaged(shown);
        }

        try
        {
            return HookConfigReader.Read(shown, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.InputUnreadable(shown, e.Message);
        }
    }
}
