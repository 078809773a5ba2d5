namespace Deckle.Diffing;

/// <summary>
/// Whether the entries of a list's diff fit: indexes ascend and lie inside, and nothing is changed that an entry before changed or removed.
/// What is added may stand inside of what goes, and what goes may go twice, as in the diffs of two sides put together.
/// </summary>
/// <param name="count">How many items, lines or characters there are.</param>
/// <param name="things">What they are called.</param>
/// <param name="allowsEnd">Whether the place behind the last can be patched, which is an empty line.</param>
internal sealed class EntryOrder(int count, string things, PatchPlace place, bool allowsEnd = false)
{
    private int last;

    // Up to where items are used up, and up to where they are so by a change, which nothing may remove.
    private int used;
    private int changed;

    /// <summary>Checks the next entry.</summary>
    /// <returns>The index behind the last item that the entry uses up.</returns>
    /// <exception cref="DeckleException"><c>diff-does-not-fit</c>.</exception>
    public int Enter(DiffEntry entry)
    {
        if (entry.Key.Name is not null)
        {
            throw place.DoesNotFit(entry, $"{things} have indexes, not names");
        }

        int at = entry.Key.Index;
        int length = entry.Op switch
        {
            DiffOp.Add or DiffOp.AddRange => 0,
            DiffOp.RemoveRange => entry.Length,
            DiffOp.Patch when allowsEnd && at == count => 0,
            _ => 1,
        };
        if (at < last)
        {
            throw place.DoesNotFit(entry, $"the entry before is about {last}: entries must be in order");
        }

        if (at > count || length > count - at)
        {
            throw place.DoesNotFit(entry, $"there are only {count} {things}");
        }

        bool removes = entry.Op is DiffOp.Remove or DiffOp.RemoveRange;
        if (length > 0 && at < (removes ? changed : used))
        {
            throw place.DoesNotFit(entry, "an entry before changes or removes the same");
        }

        last = at;
        used = Math.Max(used, at + length);
        changed = removes ? changed : Math.Max(changed, at + length);
        return at + length;
    }
}
