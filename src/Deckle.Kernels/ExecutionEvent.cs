using Deckle.Kernels.Protocol;

namespace Deckle.Kernels;

/// <summary>A step of a run, reported when it happens.</summary>
/// <param name="Kind">Which step.</param>
/// <param name="Time">When, in UTC.</param>
/// <param name="Status">Of the cell, or of the run for its start and end.</param>
public sealed record ExecutionEvent(ExecutionEventKind Kind, DateTimeOffset Time, ExecutionStatus Status)
{
    /// <summary>The cell's place among all cells, from 0; -1 for the run's own steps.</summary>
    public int Index { get; init; } = -1;

    /// <summary>The cell as it was given; null for the run's own steps.</summary>
    public Cell? Cell { get; init; }

    /// <summary>How many cells there are, of any kind.</summary>
    public int CellCount { get; init; }

    /// <summary>What the kernel published, for <see cref="ExecutionEventKind.CellOutput"/>.</summary>
    public Message? Message { get; init; }

    /// <summary>How long the cell or the run took, for its end.</summary>
    public TimeSpan Duration { get; init; }
}
