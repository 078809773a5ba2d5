using Deckle.Merging;

namespace Deckle.Tool.Merging;

/// <summary>A merge as the command line asks for it.</summary>
internal sealed record MergeRequest
{
    /// <summary>The base, or null; the local and the remote notebook. With <see cref="Applied"/>, the base alone.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    public MergeOptions Options { get; init; } = new();

    /// <summary>Where the result goes; null for stdout.</summary>
    public string? Output { get; init; }

    /// <summary>Whether decisions are wanted, not the notebook.</summary>
    public bool WantsDecisions { get; init; }

    /// <summary>A file of decisions to apply; null to merge.</summary>
    public string? Applied { get; init; }

    public bool IsJson { get; init; }
}
