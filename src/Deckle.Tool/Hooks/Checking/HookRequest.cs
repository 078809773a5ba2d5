namespace Deckle.Tool.Hooks.Checking;

/// <summary>What <c>deckle hook run</c> was asked for.</summary>
internal sealed record HookRequest
{
    /// <summary>Ids or aliases; none for all hooks of the stage.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    public string Stage { get; init; } = HookStages.Commit;

    public bool AllFiles { get; init; }

    /// <summary>From the current folder; null where none were asked for.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    public string? FromRef { get; init; }

    public string? ToRef { get; init; }

    /// <summary>The remote that git pushes to: what is pushed stands on stdin.</summary>
    public string? Remote { get; init; }

    public string? MessageFile { get; init; }

    /// <summary>The configuration's path from the current folder; null for the one at the top of the repository, if there is one.</summary>
    public string? Config { get; init; }

    /// <summary>Whether the default hooks run, whatever is configured.</summary>
    public bool UsesDefaults { get; init; }

    public bool IsFixing { get; init; }

    public bool FailsFast { get; init; }
}
