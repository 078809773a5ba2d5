using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tool.Diffing;

/// <summary>A comparison in numbers.</summary>
/// <param name="AddedCells">With those split off.</param>
/// <param name="RemovedCells">With those joined into others.</param>
/// <param name="ModifiedCells">With those that moved and changed.</param>
/// <param name="AddedLines">Lines of source.</param>
/// <param name="RemovedLines">The same.</param>
/// <param name="Outputs">How many came, went or changed.</param>
internal readonly record struct DiffCounts(int AddedCells, int RemovedCells, int ModifiedCells, int MovedCells, int AddedLines, int RemovedLines, int Outputs)
{
    public static DiffCounts operator +(DiffCounts a, DiffCounts b) => new(
        a.AddedCells + b.AddedCells,
        a.RemovedCells + b.RemovedCells,
        a.ModifiedCells + b.ModifiedCells,
        a.MovedCells + b.MovedCells,
        a.AddedLines + b.AddedLines,
        a.RemovedLines + b.RemovedLines,
        a.Outputs + b.Outputs);

    public static DiffCounts Of(NotebookDiff diff)
    {
        DiffCounts counts = default;
        foreach (CellChange change in diff.Cells)
        {
            counts += Of(change, diff);
        }

        return counts;
    }

    private static DiffCounts Of(CellChange change, NotebookDiff diff)
    {
        switch (change.Kind)
        {
            case CellChangeKind.Added or CellChangeKind.SplitOff:
                Cell added = diff.After.Cells[change.After!.Value];
                return new DiffCounts { AddedCells = 1, AddedLines = PythonLines.Split(added.Source).Count, Outputs = added.Outputs.Count };
            case CellChangeKind.Removed or CellChangeKind.JoinedInto:
                Cell removed = diff.Before.Cells[change.Before!.Value];
                return new DiffCounts { RemovedCells = 1, RemovedLines = PythonLines.Split(removed.Source).Count, Outputs = removed.Outputs.Count };
            case CellChangeKind.Modified or CellChangeKind.MovedHere:
                JsonObject before = diff.Before.Cells[change.Before!.Value].Json;
                LineDiff? source = change.Diff.FirstOrDefault(entry => entry is { Op: DiffOp.Patch, Key.Name: "source" }) is { } patch && before["source"] is JsonString text ? LineDiff.Of(text, patch.Inner!) : null;
                return new DiffCounts
                {
                    ModifiedCells = change.Diff.IsEmpty ? 0 : 1,
                    MovedCells = change.Kind == CellChangeKind.MovedHere ? 1 : 0,
                    AddedLines = source?.AddedCount ?? 0,
                    RemovedLines = source?.RemovedCount ?? 0,
                    Outputs = change.Diff.Where(entry => entry is { Op: DiffOp.Patch, Key.Name: "outputs" }).SelectMany(entry => ListChange.In(entry.Inner!)).Sum(OutputsAt),
                };
            default:
                return default;
        }
    }

    // What goes and comes at one place is one output that changed.
    private static int OutputsAt(ListChange change) => change.Inner is null ? Math.Max(change.Added.Count, change.Removed) : 1;
}
