using Deckle.Regexes;

namespace Deckle.Tool.Hooks.Configuring;

/// <summary>What is to run, and on which files: a <c>.pre-commit-config.yaml</c>, or the choice made where there is none.</summary>
internal sealed record HookConfig(IReadOnlyList<Hook> Hooks)
{
    /// <summary>Null where nobody has chosen.</summary>
    public string? Path { get; init; }

    /// <summary>Null for every file.</summary>
    public PythonRegex? Files { get; init; }

    /// <summary>Null for no file.</summary>
    public PythonRegex? Exclude { get; init; }

    public bool FailsFast { get; init; }

    /// <summary>The hooks that only pre-commit can run.</summary>
    public IReadOnlyList<ForeignHook> Foreign { get; init; } = [];

    /// <summary>The hooks of git to install where none is named.</summary>
    public IReadOnlyList<string> InstallTypes { get; init; } = [HookStages.Commit];

    /// <summary>Keys that mean nothing, each with its place.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public static HookConfig Default { get; } = new([.. KnownHooks.Default.Select(known => Hook.Of(known))]);

    public bool AcceptsName(string path) => Files?.Search(path) != false && Exclude?.Search(path) != true;
}
