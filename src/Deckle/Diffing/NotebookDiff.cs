using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>The comparison of two notebooks: every cell of both, and what changed beside the cells.</summary>
public sealed record NotebookDiff
{
    /// <summary>The notebook before, its texts joined.</summary>
    public required Notebook Before { get; init; }

    /// <summary>The notebook after, its texts joined.</summary>
    public required Notebook After { get; init; }

    /// <summary>
    /// All cells in reading order: those of the notebook after as they stand, and between them those that are gone, each where it was,
    /// removed ones before added ones. Each cell of either side is there once; a moved, split or joined one is named from the other side too.
    /// </summary>
    public required IReadOnlyList<CellChange> Cells { get; init; }

    /// <summary>What changed beside the cells: entries for the notebook's other members, such as <c>metadata</c>.</summary>
    public required Diff Members { get; init; }

    /// <summary>Whether the notebooks are the same.</summary>
    public bool IsEmpty => Members.IsEmpty && Cells.All(cell => cell.Kind == CellChangeKind.Unchanged);

    /// <summary>
    /// The comparison as one diff of six operations. A move is a removal and an addition. <c>patch(Before, ToDiff())</c> is the notebook after.
    /// </summary>
    public Diff ToDiff()
    {
        Diff cells = CellsDiff();
        IEnumerable<DiffEntry> entries = cells.IsEmpty ? Members : [.. Members, DiffEntry.Patch("cells", cells)];
        return new Diff(entries.OrderBy(entry => entry.Key.Name!, CodePointOrder.Instance));
    }

    private Diff CellsDiff()
    {
        var entries = new List<DiffEntry>();
        var added = new List<JsonValue>();
        int removed = 0;
        int next = 0;

        // The index of the first cell of the run that went is that of the next cell less the number that went.
        void Flush()
        {
            if (added.Count > 0)
            {
                entries.Add(DiffEntry.AddRange(next - removed, JsonArray.From(added)));
                added.Clear();
            }

            if (removed > 0)
            {
                entries.Add(DiffEntry.RemoveRange(next - removed, removed));
                removed = 0;
            }
        }

        foreach (CellChange cell in Cells)
        {
            switch (cell.Kind)
            {
                case CellChangeKind.Unchanged or CellChangeKind.Modified:
                    Flush();
                    if (!cell.Diff.IsEmpty)
                    {
                        entries.Add(DiffEntry.Patch(next, cell.Diff));
                    }

                    next++;
                    break;
                case CellChangeKind.Removed or CellChangeKind.MovedAway or CellChangeKind.JoinedInto:
                    removed++;
                    next++;
                    break;
                default:
                    added.Add(After.Cells[cell.After!.Value].Json);
                    break;
            }
        }

        Flush();
        return new Diff(entries);
    }
}
