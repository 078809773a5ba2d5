namespace Deckle.Merging;

/// <summary>A merged notebook.</summary>
/// <param name="Notebook">Always valid where the inputs are. Made from the local notebook: what did not change is shared with it.</param>
/// <param name="Conflicts">What is left to people; empty for a clean merge.</param>
/// <param name="Cells">Where each cell of the merged notebook comes from.</param>
public sealed record MergeResult(Notebook Notebook, IReadOnlyList<MergeConflict> Conflicts, IReadOnlyList<MergedCell> Cells)
{
    public bool IsClean => Conflicts.Count == 0;
}
