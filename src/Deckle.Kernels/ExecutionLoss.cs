namespace Deckle.Kernels;

/// <summary>What a cell gave and the notebook does not hold, because it was lost on the way from the kernel.</summary>
/// <param name="Index">The cell's place among all cells, from 0.</param>
/// <param name="Id">The cell's id; null where it has none.</param>
/// <param name="Reason">One clause, such as <c>the server left out output above its limit</c>.</param>
/// <param name="Help">What to do so that it comes next time; null where nothing can be done.</param>
public sealed record ExecutionLoss(int Index, string? Id, string Reason, string? Help)
{
    /// <summary>One line that names the cell.</summary>
    public override string ToString() => $"cell {Index}{(Id is null ? "" : $" (id {Id})")}: {Reason}{(Help is null ? "" : $"; {Help}")}";
}
