using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>A comparison by cell made of a notebook and a diff of six operations, such as nbdime's servers answer with.</summary>
public static class DiffedNotebook
{
    /// <param name="before">The notebook the diff was made from, of nbformat 4 with joined texts (<see cref="Editing.JoinedNotebook"/>).</param>
    /// <exception cref="DeckleException"><c>diff-does-not-fit</c>; <c>notebook-invalid</c> where what it makes is no notebook.</exception>
    public static NotebookDiff Of(Notebook before, Diff diff)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(diff);
        var after = new Notebook((JsonObject)DiffPatcher.Patch(before.Json, diff));
        DiffEntry? cells = diff.FirstOrDefault(entry => entry.Key.Name == "cells");

        // Where the list was replaced as a whole, nothing is said about its cells.
        return cells is { Op: not DiffOp.Patch } ? NotebookDiffer.Compare(before, after) : new NotebookDiff
        {
            Before = before,
            After = after,
            Cells = Changes(before.Cells.Count, cells?.Inner ?? Diff.Empty),
            Members = new Diff(diff.Where(entry => entry.Key.Name != "cells")),
        };
    }

    private static List<CellChange> Changes(int count, Diff cells)
    {
        var changes = new List<CellChange>();
        var removed = new List<CellChange>();
        var added = new List<CellChange>();
        int before = 0;
        int after = 0;

        // In one place removed cells stand before added ones, whichever order the entries have.
        void Stay(Diff diff)
        {
            changes.AddRange(removed);
            changes.AddRange(added);
            removed.Clear();
            added.Clear();
            changes.Add(new CellChange(diff.IsEmpty ? CellChangeKind.Unchanged : CellChangeKind.Modified, before++, after++, diff));
        }

        foreach (DiffEntry entry in cells)
        {
            while (before < entry.Key.Index)
            {
                Stay(Diff.Empty);
            }

            switch (entry.Op)
            {
                case DiffOp.AddRange:
                    added.AddRange(Enumerable.Range(after, ((JsonArray)entry.Value!).Count).Select(at => new CellChange(CellChangeKind.Added, null, at, Diff.Empty)));
                    after += ((JsonArray)entry.Value!).Count;
                    break;
                case DiffOp.RemoveRange:
                    removed.AddRange(Enumerable.Range(before, entry.Length).Select(at => new CellChange(CellChangeKind.Removed, at, null, Diff.Empty)));
                    before += entry.Length;
                    break;
                default:
                    Stay(entry.Inner!);
                    break;
            }
        }

        while (before < count)
        {
            Stay(Diff.Empty);
        }

        return [.. changes, .. removed, .. added];
    }
}
