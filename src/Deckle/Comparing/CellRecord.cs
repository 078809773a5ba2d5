namespace Deckle.Comparing;

/// <summary>What happened when a cell was executed.</summary>
/// <param name="Outputs">What the cell left; an error among them is the exception that ended it.</param>
public sealed record CellRecord(IReadOnlyList<Output> Outputs)
{
    /// <summary>The limit that the cell passed; null for none.</summary>
    public TimeSpan? TimedOut { get; init; }

    /// <summary>How long the kernel had to come back after it was interrupted, when it did not; null when it did.</summary>
    public TimeSpan? InterruptFailed { get; init; }

    /// <summary>Why the kernel was gone before the cell or during it: <c>Kernel dead on test start</c>; null when it lived.</summary>
    public string? KernelDeath { get; init; }
}
