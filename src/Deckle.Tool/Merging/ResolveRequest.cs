using Deckle.Merging;
using Deckle.Selecting;

namespace Deckle.Tool.Merging;

/// <summary>What <c>deckle resolve</c> was asked.</summary>
internal sealed record ResolveRequest
{
    public required string Path { get; init; }

    /// <summary>Null to list the conflicts.</summary>
    public ConflictSide? Side { get; init; }

    /// <summary>Only conflicts of these cells; empty for all.</summary>
    public CellSelection Cells { get; init; } = CellSelection.Empty;

    /// <summary>Only these parts; empty for all.</summary>
    public IReadOnlyList<ConflictPart> Parts { get; init; } = [];

    /// <summary>Only conflicts of these numbers; empty for all.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];

    public bool IsDry { get; init; }

    public bool IsJson { get; init; }
}
