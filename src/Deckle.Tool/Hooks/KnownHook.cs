using Deckle.Audit.Hygiene;

namespace Deckle.Tool.Hooks;

/// <summary>A hook that can be run here, as its manifest would describe it to pre-commit.</summary>
internal sealed record KnownHook(string Id, string Name, string Description, Func<IReadOnlyList<string>, HygieneCheck> Configure)
{
    /// <summary>What a file must all be. pre-commit's own default: no folder, no link.</summary>
    public IReadOnlyList<string> Types { get; init; } = ["file"];

    /// <summary>None for all.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    public bool AlwaysRuns { get; init; }

    public bool Fixes { get; init; }

    /// <summary>Whether it is run where nobody has chosen.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The same under another name.</summary>
    public bool IsAlias { get; init; }

    public static KnownHook Of(HygieneRule rule) => new(rule.Id, rule.Name, rule.Description, rule.Configure)
    {
        Types = rule.Types.Count > 0 ? rule.Types : ["file"],
        Stages = rule.Stages,
        AlwaysRuns = rule.AlwaysRuns,
        Fixes = rule.Fixes,
    };
}
