using Deckle.Audit.Hygiene;
using Deckle.Regexes;

namespace Deckle.Tool.Hooks;

/// <summary>A hook as it is to run: what a configuration says, on top of what the hook says of itself.</summary>
internal sealed record Hook(KnownHook Known, string Id, string Name, HygieneCheck Check)
{
    /// <summary>A second name, for choosing and skipping; empty for none.</summary>
    public string Alias { get; init; } = "";

    /// <summary>Null for every file.</summary>
    public PythonRegex? Files { get; init; }

    /// <summary>Null for no file.</summary>
    public PythonRegex? Exclude { get; init; }

    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>None for no condition.</summary>
    public IReadOnlyList<string> TypesOr { get; init; } = [];

    public IReadOnlyList<string> ExcludeTypes { get; init; } = [];

    public IReadOnlyList<string> Stages { get; init; } = HookStages.All;

    public bool AlwaysRuns { get; init; }

    public bool FailsFast { get; init; }

    /// <summary>Whether its lines are shown even where it passes.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Whether it gets to see files at all.</summary>
    public bool GetsFiles { get; init; } = true;

    public bool IsCalled(string name) => Id == name || Alias == name;

    public bool AcceptsName(string path) => Files?.Search(path) != false && Exclude?.Search(path) != true;

    public bool AcceptsTags(IReadOnlySet<string> tags) =>
        Types.All(tags.Contains) && (TypesOr.Count == 0 || TypesOr.Any(tags.Contains)) && !ExcludeTypes.Any(tags.Contains);

    /// <summary>A hook as it is without a configuration.</summary>
    public static Hook Of(KnownHook known, params IReadOnlyList<string> arguments) => new(known, known.Id, known.Name, known.Configure(arguments))
    {
        Types = known.Types,
        Stages = known.Stages.Count > 0 ? known.Stages : HookStages.All,
        AlwaysRuns = known.AlwaysRuns,
    };
}
