namespace Deckle.Kernels;

/// <summary>A run that is over, whatever its end.</summary>
/// <param name="Notebook">The notebook with its outputs and the truth about the run in its metadata.</param>
/// <param name="Failure">The first cell that ended the run badly; null when none did.</param>
/// <param name="CellsExecuted">How many code cells were sent to the kernel.</param>
/// <param name="Warnings">What went wrong without ending the run, one line each.</param>
public sealed record ExecutionResult(
    Notebook Notebook, ExecutionStatus Status, CellFailure? Failure, int CellsExecuted, TimeSpan Duration, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether the kernel still runs and is the caller's to end or to keep.</summary>
    public bool IsKernelKept { get; init; }

    /// <summary>What cells gave and the notebook does not hold; with any, the run is at best <see cref="ExecutionStatus.Incomplete"/>.</summary>
    public IReadOnlyList<ExecutionLoss> Losses { get; init; } = [];

    /// <summary>The cells that ran to a good end, in this run or in the one it continues, by <see cref="Resuming.CellTrace"/>.</summary>
    public IReadOnlyList<string> Ran { get; init; } = [];
}
