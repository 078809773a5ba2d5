namespace Deckle.Selecting;

/// <summary>What a run does with each cell of a notebook.</summary>
/// <param name="Steps">One for each cell, of any kind.</param>
public sealed record CellPlan(IReadOnlyList<CellStep> Steps)
{
    public CellStep this[int index] => Steps[index];

    /// <summary>The same plan for a notebook with one more cell, which runs: the one that parameters were injected into.</summary>
    public CellPlan Insert(int index) => new([.. Steps.Take(index), CellStep.Run, .. Steps.Skip(index)]);

    public CellPlan With(int index, CellStep step) => new([.. Steps.Take(index), step, .. Steps.Skip(index + 1)]);

    /// <summary>Whether a cell has anything to run.</summary>
    public static bool IsRunnable(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(cell.Source);
    }
}
