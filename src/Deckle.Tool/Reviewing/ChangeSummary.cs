using System.Globalization;
using Deckle.Diffing;

namespace Deckle.Tool.Reviewing;

/// <summary>How many cells changed how.</summary>
internal sealed record ChangeSummary(int Added, int Removed, int Moved, int Modified, int NoiseOnly, int Unchanged)
{
    public static ChangeSummary Of(NotebookDiff diff, CellNoise noise)
    {
        int Count(params ReadOnlySpan<CellChangeKind> kinds)
        {
            int count = 0;
            foreach (CellChange cell in diff.Cells)
            {
                count += kinds.Contains(cell.Kind) ? 1 : 0;
            }

            return count;
        }

        int noiseOnly = diff.Cells.Count(noise.Is);
        return new ChangeSummary(
            Count(CellChangeKind.Added, CellChangeKind.SplitOff),
            Count(CellChangeKind.Removed, CellChangeKind.JoinedInto),
            Count(CellChangeKind.MovedHere),
            Count(CellChangeKind.Modified) - noiseOnly,
            noiseOnly,
            Count(CellChangeKind.Unchanged));
    }

    /// <summary><c>2 cells modified, 1 added</c>.</summary>
    public override string ToString()
    {
        (int Count, string What)[] counts = [(Modified, "modified"), (Added, "added"), (Removed, "removed"), (Moved, "moved"), (NoiseOnly, "with noise only")];
        (int Count, string What)[] some = [.. counts.Where(count => count.Count > 0)];
        return some.Length == 0
            ? "no cell changed"
            : string.Join(", ", some.Select((count, at) => at == 0 ? $"{Cells(count.Count)} {count.What}" : string.Create(CultureInfo.InvariantCulture, $"{count.Count} {count.What}")));
    }

    private static string Cells(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "cell" : "cells")}");
}
