using Deckle.Merging;

namespace Deckle.Tool.Merging;

/// <summary>What <c>deckle fix</c> was asked.</summary>
internal sealed record FixRequest
{
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Where the one notebook goes instead of its own place.</summary>
    public string? Output { get; init; }

    /// <summary>The side that is taken in conflicts; null to leave them to people.</summary>
    public ConflictSide? Side { get; init; }

    public MergeOptions Merge { get; init; } = new();

    /// <summary>Only say what is to be done, and exit 1 when there is anything.</summary>
    public bool IsCheck { get; init; }

    /// <summary>Only say what would be done.</summary>
    public bool IsDry { get; init; }

    /// <summary>Whether the broken file is kept beside the repaired one.</summary>
    public bool KeepsBackup { get; init; }

    public bool IsJson { get; init; }
}
