namespace Deckle.Kernels;

/// <summary>The cell at which a run ended badly.</summary>
/// <param name="Index">Its place among all cells, from 0.</param>
/// <param name="ErrorName">The exception's type; <c>CellTimeoutError</c>, <c>DeadKernelError</c> or <c>KeyboardInterrupt</c> for the other endings.</param>
/// <param name="Traceback">With the kernel's ANSI colours; of a kernel that died, the last its process wrote. Empty when there is none.</param>
public sealed record CellFailure(
    int Index, string? Id, string Source, long? ExecutionCount, string ErrorName, string ErrorValue, IReadOnlyList<string> Traceback);
