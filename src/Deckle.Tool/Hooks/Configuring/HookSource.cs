using System.Text.RegularExpressions;

namespace Deckle.Tool.Hooks.Configuring;

/// <summary>Whose hooks a repository in a configuration holds: an id means a known hook only where it comes from where that is from.</summary>
internal static partial class HookSource
{
    public const string Local = "local";
    public const string Meta = "meta";

    /// <summary>The known hook that a hook of a repository is; null where it is another's.</summary>
    public static KnownHook? Find(string repository, string id) => Name(repository) switch
    {
        // Forks and mirrors keep the name.
        "pre-commit-hooks" or "deckle" => KnownHooks.Find(id),
        "nbstripout" when id == "nbstripout" => KnownHooks.Find(id),
        "nb-clean" when id == "nb-clean" => KnownHooks.Find(id),
        _ => null,
    };

    /// <summary>
    /// The known hook that a local hook's command is, and the arguments that stand in the command: <c>trailing-whitespace-fixer</c>,
    /// <c>deckle hook exec check-json --</c>. Null for any other program.
    /// </summary>
    public static (KnownHook Hook, string[] Arguments)? FindLocal(string entry)
    {
        string[] words = entry.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["deckle", "hook", "exec", string id, .. string[] rest] when KnownHooks.Find(id) is KnownHook known => (known, [.. rest.Where(word => word != "--")]),
            ["deckle", "validate"] when KnownHooks.Find("notebook-valid") is KnownHook known => (known, []),
            [string program, .. string[] rest] when KnownHooks.Find(program) is KnownHook known => (known, rest),
            _ => null,
        };
    }

    private static string Name(string repository) => LastPart().Match(repository).Groups["name"].Value;

    [GeneratedRegex(@"(?<name>[^/:\\]*?)(?:\.git)?/*$")]
    private static partial Regex LastPart();
}
