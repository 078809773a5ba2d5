namespace Deckle.Diffing;

/// <summary>Compares notebooks cell by cell.</summary>
public static class NotebookDiffer
{
    /// <param name="before">A notebook of nbformat 4 with joined texts (<see cref="Editing.JoinedNotebook"/>).</param>
    /// <param name="after">The same.</param>
    public static NotebookDiff Compare(Notebook before, Notebook after) => Compare(before, after, CellAligner.Align(before.Cells, after.Cells));

    /// <summary>The same with a given alignment.</summary>
    public static NotebookDiff Compare(Notebook before, Notebook after, CellAlignment alignment)
    {
        return new NotebookDiff
        {
            Before = before,
            After = after,
            Cells = [.. Changes(before.Cells, after.Cells, alignment)],
            Members = ValueDiffer.Compare(before.Json.Without("cells"), after.Json.Without("cells")),
        };
    }

    private static IEnumerable<CellChange> Changes(IReadOnlyList<Cell> before, IReadOnlyList<Cell> after, CellAlignment alignment)
    {
        Dictionary<int, int> movedTo = alignment.Moves.ToDictionary(move => move.Before, move => move.After);
        Dictionary<int, int> movedFrom = alignment.Moves.ToDictionary(move => move.After, move => move.Before);
        int old = 0;
        int young = 0;
        foreach ((int matchBefore, int matchAfter) in alignment.Matches.Append((before.Count, after.Count)))
        {
            for (; old < matchBefore; old++)
            {
                yield return movedTo.TryGetValue(old, out int to) ? new CellChange(CellChangeKind.MovedAway, old, to, Diff.Empty)
                    : alignment.Joins.TryGetValue(old, out int into) ? new CellChange(CellChangeKind.JoinedInto, old, into, Diff.Empty)
                    : new CellChange(CellChangeKind.Removed, old, null, Diff.Empty);
            }

            for (; young < matchAfter; young++)
            {
                yield return movedFrom.TryGetValue(young, out int from) ? new CellChange(CellChangeKind.MovedHere, from, young, CellDiffer.Compare(before[from], after[young]))
                    : alignment.Splits.TryGetValue(young, out int of) ? new CellChange(CellChangeKind.SplitOff, of, young, Diff.Empty)
                    : new CellChange(CellChangeKind.Added, null, young, Diff.Empty);
            }

            if (old < before.Count && young < after.Count)
            {
                Diff diff = CellDiffer.Compare(before[old], after[young]);
                yield return new CellChange(diff.IsEmpty ? CellChangeKind.Unchanged : CellChangeKind.Modified, old++, young++, diff);
            }
        }
    }
}
