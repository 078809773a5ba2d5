namespace Deckle.Kernels.Sessions;

/// <summary>Why a job did not end well.</summary>
/// <param name="Name">The exception's type; <c>CellTimeoutError</c>, <c>DeadKernelError</c> or <c>KeyboardInterrupt</c> for the other endings.</param>
/// <param name="Traceback">With the kernel's ANSI colours; of a kernel that died, the last its process wrote. Empty when there is none.</param>
public sealed record JobError(string Name, string Value, IReadOnlyList<string> Traceback);
