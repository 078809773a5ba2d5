using Deckle.Text;

namespace Deckle.Merging;

/// <summary>
/// The changes from one sequence to another, each as far down as it goes: a pure insertion or removal among equal items could stand in
/// several places, and two sides that made the same change must find it in the same one. git's <c>xdl_change_compact</c> does it too.
/// </summary>
internal static class SlidDiff
{
    /// <summary>The changed stretches in order; no two touch.</summary>
    public static List<(ItemRange Before, ItemRange After)> Compute<T>(IReadOnlyList<T> before, IReadOnlyList<T> after)
        where T : notnull
    {
        List<(ItemRange Before, ItemRange After)> changes = Changes(SequenceDiff.Compute(before, after));
        var slid = new List<(ItemRange, ItemRange)>(changes.Count);
        for (int i = 0; i < changes.Count; i++)
        {
            (ItemRange old, ItemRange young) = changes[i];
            (int oldEnd, int youngEnd) = i + 1 < changes.Count ? (changes[i + 1].Before.Start, changes[i + 1].After.Start) : (before.Count, after.Count);
            while (old.Length == 0 && young.End < youngEnd && EqualityComparer<T>.Default.Equals(after[young.Start], after[young.End]))
            {
                (old, young) = (old with { Start = old.Start + 1 }, young with { Start = young.Start + 1 });
            }

            while (young.Length == 0 && old.End < oldEnd && EqualityComparer<T>.Default.Equals(before[old.Start], before[old.End]))
            {
                (old, young) = (old with { Start = old.Start + 1 }, young with { Start = young.Start + 1 });
            }

            if (i + 1 < changes.Count && old.End == oldEnd && young.End == youngEnd)
            {
                changes[i + 1] = (ItemRange.Between(old.Start, changes[i + 1].Before.End), ItemRange.Between(young.Start, changes[i + 1].After.End));
            }
            else
            {
                slid.Add((old, young));
            }
        }

        return slid;
    }

    private static List<(ItemRange Before, ItemRange After)> Changes(IReadOnlyList<EditRun> runs)
    {
        var changes = new List<(ItemRange, ItemRange)>();
        for (int at = 0; at < runs.Count; at++)
        {
            EditRun run = runs[at];
            if (run.Kind == EditKind.Remove && at + 1 < runs.Count && runs[at + 1].Kind == EditKind.Add)
            {
                changes.Add((new ItemRange(run.Before, run.Length), new ItemRange(runs[++at].After, runs[at].Length)));
            }
            else if (run.Kind != EditKind.Keep)
            {
                bool isRemoval = run.Kind == EditKind.Remove;
                changes.Add((new ItemRange(run.Before, isRemoval ? run.Length : 0), new ItemRange(run.After, isRemoval ? 0 : run.Length)));
            }
        }

        return changes;
    }
}
