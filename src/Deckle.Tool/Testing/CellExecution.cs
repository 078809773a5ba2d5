using Deckle.Kernels;

namespace Deckle.Tool.Testing;

/// <summary>What running a cell gave.</summary>
/// <param name="Cell">The cell with its new outputs.</param>
/// <param name="Status"><see cref="ExecutionStatus.Pending"/> for a cell that was not reached.</param>
internal sealed record CellExecution(Cell Cell, ExecutionStatus Status, TimeSpan Duration);
