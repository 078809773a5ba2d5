using Deckle.Json;

namespace Deckle.Merging;

/// <summary>A conflict that stands in a notebook.</summary>
public sealed record ConflictPlace
{
    /// <summary>Its number in the notebook, from 1.</summary>
    public required int Number { get; init; }

    public required ConflictPart Part { get; init; }

    public required ConflictForm Form { get; init; }

    /// <summary>The index of the cell that shows it; null where the notebook's own metadata does.</summary>
    public required int? Cell { get; init; }

    public string? CellId { get; init; }

    /// <summary>The value inside the cell or notebook as a JSON pointer.</summary>
    public string Path { get; init; } = "";

    /// <summary>The index of the cell it is about, where that is not the one that shows it; null for the notebook.</summary>
    public int? About { get; init; }

    /// <summary>The first line of it in the cell's source, from 1; null where it is not in the source.</summary>
    public int? Line { get; init; }

    /// <summary>The index of the output that holds its first marker; null where it is not in outputs.</summary>
    public int? Output { get; init; }

    /// <summary>The index of the cell that holds its last marker, for <see cref="ConflictForm.Cells"/>.</summary>
    internal int? LastCell { get; init; }

    /// <summary>What stands on this side as short text; null where it has nothing or is not shown.</summary>
    public string? Base { get; init; }

    /// <inheritdoc cref="Base"/>
    public string? Local { get; init; }

    /// <inheritdoc cref="Base"/>
    public string? Remote { get; init; }

    public string LocalLabel { get; init; } = "";

    public string RemoteLabel { get; init; } = "";

    /// <summary>What the merge recorded; null where it recorded nothing.</summary>
    internal JsonObject? Record { get; init; }
}
