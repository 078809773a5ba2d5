namespace Deckle.Kernels;

/// <summary>A run that is over, whatever its end.</summary>
/// <param name="Notebook">The notebook with its outputs and the truth about the run in its metadata.</param>
/// <param name="Failure">The first cell that ended the run badly; null when none did.</param>
/// <param name="CellsExecuted">How many code cells were sent to the kernel.</param>
/// <param name="Warnings">What went wrong without ending the run, one line each.</param>
public sealed record ExecutionResult(
    Notebook Notebook, ExecutionStatus Status, CellFailure? Failure, int CellsExecuted, TimeSpan Duration, IReadOnlyList<string> Warnings);
