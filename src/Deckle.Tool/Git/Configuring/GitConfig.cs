namespace Deckle.Tool.Git.Configuring;

/// <summary>git's configuration, as git reads and writes it.</summary>
/// <param name="folder">Where git is asked; null for the current folder.</param>
internal sealed class GitConfig(string? folder)
{
    /// <summary>All values, later ones before which earlier ones yield last.</summary>
    /// <exception cref="DeckleException"><c>git-missing</c>, <c>git-failed</c>: a file that git cannot read.</exception>
    public IReadOnlyList<ConfigEntry> List()
    {
        // scope NUL origin NUL key LF value NUL
        IReadOnlyList<string> words = GitProgram.Need("read git's configuration", folder, "config", "--list", "--null", "--show-scope", "--show-origin").Fields;
        return [.. words.Chunk(3).Where(chunk => chunk.Length == 3).Select(chunk => Entry(chunk[0], chunk[1], chunk[2].Split('\n', 2)))];
    }

    /// <exception cref="DeckleException"><c>git-config-not-writable</c>.</exception>
    public void Set(InstallScope scope, string key, string value) => Change(scope, "--replace-all", key, value);

    /// <inheritdoc cref="Set"/>
    public void Unset(InstallScope scope, string key) => Change(scope, "--unset-all", key);

    public static string Name(InstallScope scope) => scope switch
    {
        InstallScope.Global => "global",
        InstallScope.System => "system",
        _ => "local",
    };

    private void Change(InstallScope scope, params IEnumerable<string> arguments)
    {
        GitResult result = GitProgram.Run(folder, ["config", $"--{Name(scope)}", .. arguments]);
        if (!result.IsGood)
        {
            throw GitErrors.ConfigNotWritable(Name(scope), result);
        }
    }

    // A key without = means true.
    private static ConfigEntry Entry(string scope, string origin, string[] keyAndValue) =>
        new(scope, origin, keyAndValue[0], keyAndValue is [_, var value] ? value : "true");
}
