using Deckle.Text;

namespace Deckle.Merging;

/// <summary>
/// The changes from one sequence to another, each in the one place where two sides that made the same change both find it: among equal
/// items a removal or insertion could stand in several. As in git's diffs it goes to where the other sequence changed too, else down.
/// </summary>
internal static class SlidDiff
{
    /// <summary>The changed stretches in order; no two touch.</summary>
    public static List<(ItemRange Before, ItemRange After)> Compute<T>(IReadOnlyList<T> before, IReadOnlyList<T> after)
        where T : notnull
    {
        bool[] removed = new bool[before.Count];
        bool[] added = new bool[after.Count];
        foreach (EditRun run in SequenceDiff.Compute(before, after))
        {
            if (run.Kind == EditKind.Remove)
            {
                removed.AsSpan(run.Before, run.Length).Fill(true);
            }
            else if (run.Kind == EditKind.Add)
            {
                added.AsSpan(run.After, run.Length).Fill(true);
            }
        }

        new ChangeSlide<T>(before, removed, added).Run();
        new ChangeSlide<T>(after, added, removed).Run();
        return Changes(removed, added);
    }

    private static List<(ItemRange Before, ItemRange After)> Changes(bool[] removed, bool[] added)
    {
        var changes = new List<(ItemRange, ItemRange)>();
        (int old, int young) = (0, 0);
        while (old < removed.Length || young < added.Length)
        {
            (int oldEnd, int youngEnd) = (old, young);
            while (oldEnd < removed.Length && removed[oldEnd])
            {
                oldEnd++;
            }

            while (youngEnd < added.Length && added[youngEnd])
            {
                youngEnd++;
            }

            if (oldEnd > old || youngEnd > young)
            {
                changes.Add((ItemRange.Between(old, oldEnd), ItemRange.Between(young, youngEnd)));
            }

            (old, young) = (oldEnd + 1, youngEnd + 1);
        }

        return changes;
    }
}
