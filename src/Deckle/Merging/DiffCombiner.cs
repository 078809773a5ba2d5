using Deckle.Diffing;

namespace Deckle.Merging;

/// <summary>Puts diffs of one value together.</summary>
internal static class DiffCombiner
{
    /// <summary>
    /// One diff that does what two do, the first one's additions before the second's. As with nbdime an item that one removes and the other
    /// changes stays, changed.
    /// </summary>
    public static Diff Combine(Diff first, Diff second)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return first.IsEmpty ? second : first;
        }

        var entries = new List<DiffEntry>();
        var patches = new Dictionary<DiffKey, int>();
        foreach (DiffEntry entry in first.Concat(second))
        {
            if (entry.Op == DiffOp.Patch && patches.TryGetValue(entry.Key, out int at))
            {
                entries[at] = DiffEntry.Patch(entry.Key, Combine(entries[at].Inner!, entry.Inner!));
                continue;
            }

            if (entry.Op == DiffOp.Patch)
            {
                patches.Add(entry.Key, entries.Count);
            }

            entries.Add(entry);
        }

        int[] kept = [.. patches.Keys.Where(key => key.Name is null).Select(key => key.Index).Order()];
        IEnumerable<DiffEntry> cut = entries.SelectMany(entry => entry.Op switch
        {
            DiffOp.RemoveRange when kept.Length > 0 => Without(entry, kept),
            DiffOp.Remove when patches.ContainsKey(entry.Key) => [],
            _ => [entry],
        });

        // Stable; names of members have the index 0, so they stay as they are.
        return new Diff(cut.OrderBy(entry => entry.Key.Index));
    }

    private static IEnumerable<DiffEntry> Without(DiffEntry range, int[] kept)
    {
        int start = range.Key.Index;
        int end = start + range.Length;
        foreach (int index in kept.Where(index => index >= start && index < end))
        {
            if (index > start)
            {
                yield return DiffEntry.RemoveRange(start, index - start);
            }

            start = index + 1;
        }

        if (start < end)
        {
            yield return DiffEntry.RemoveRange(start, end - start);
        }
    }
}
