namespace Deckle.Kernels.Holding;

/// <summary>What is noted about a kernel that is kept.</summary>
/// <param name="Kernel">The kernel's name.</param>
/// <param name="Notebook">The absolute path of the failed notebook; empty when it was not saved.</param>
/// <param name="Cell">The failed cell, for people.</param>
/// <param name="Ran">The cells that ran in this kernel up to the failed one.</param>
public sealed record HoldNote(string Kernel, string Notebook, string Cell, IReadOnlyList<string> Ran);
