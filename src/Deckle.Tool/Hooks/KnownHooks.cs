using Deckle.Audit.Hygiene;

namespace Deckle.Tool.Hooks;

/// <summary>All hooks that can be run here, by the ids that pre-commit users write.</summary>
internal static class KnownHooks
{
    /// <summary>The hook that keeps notebooks clean as settings say.</summary>
    public const string NotebookClean = "notebook-clean";

    // What pre-commit's sample configuration has, what nobody wants to commit, and what keeps files readable.
    private static readonly string[] Defaults =
    [
        "check-added-large-files", "check-json", "check-merge-conflict", "check-toml", "check-yaml", "detect-private-key",
        "end-of-file-fixer", "notebook-valid", "trailing-whitespace",
    ];

    // Names of programs where they are not the ids: local hooks call them. The first word of Deckle's own ids is its name.
    private static readonly Dictionary<string, string> Other = new()
    {
        ["trailing-whitespace-fixer"] = "trailing-whitespace",
        ["deckle-strip"] = NotebookClean,
        ["deckle-validate"] = "notebook-valid",
    };

    private static readonly Dictionary<string, KnownHook> ById = Everything().ToDictionary(hook => hook.Id);

    public static IReadOnlyList<KnownHook> All { get; } = [.. ById.Values.Where(hook => !hook.IsAlias)];

    public static IReadOnlyList<KnownHook> Default { get; } = [.. All.Where(hook => hook.IsDefault)];

    /// <summary>The hook of an id or a program's name; null for one that is not known.</summary>
    public static KnownHook? Find(string id) => ById.GetValueOrDefault(id);

    private static IEnumerable<KnownHook> Everything()
    {
        KnownHook[] rules = [.. HygieneRules.All.Select(rule => KnownHook.Of(rule) with { IsDefault = Defaults.Contains(rule.Id) })];
        IEnumerable<KnownHook> aliases = from pair in Other
                                         from rule in rules
                                         where rule.Id == pair.Value
                                         select rule with { Id = pair.Key, IsAlias = true, IsDefault = false };
        return rules.Concat(aliases);
    }
}
