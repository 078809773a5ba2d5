using Deckle.Json;

namespace Deckle.Merging;

/// <summary>
/// Merges the changes of two sides to a list item by item. Unlike lines of a text, which mean something together, its items stand for
/// themselves: as for nbdime, changes beside each other do not contradict each other, and neither do removals that overlap.
/// </summary>
internal static class ListMerge
{
    /// <param name="settle">What becomes of items (of the base, local, remote) that contradict each other; null where nothing can.</param>
    /// <returns>The merged items; null where the sides contradict each other and nothing settles it.</returns>
    public static List<JsonValue>? Merge(
        JsonArray ancestor,
        JsonArray local,
        JsonArray remote,
        Func<IReadOnlyList<JsonValue>, IReadOnlyList<JsonValue>, IReadOnlyList<JsonValue>, IEnumerable<JsonValue>>? settle)
    {
        var merged = new List<JsonValue>();
        foreach (MergeChunk chunk in SequenceMerge.Compute(ancestor, local, remote))
        {
            JsonValue[] old = Items(ancestor, chunk.Base);
            JsonValue[] mine = Items(local, chunk.Local);
            JsonValue[] yours = Items(remote, chunk.Remote);
            if (chunk.Kind != MergeChunkKind.Conflict)
            {
                merged.AddRange(chunk.Kind == MergeChunkKind.Remote ? yours : mine);
            }
            else if (Combined(old, mine, yours) is { } both)
            {
                merged.AddRange(both);
            }
            else if (settle is null)
            {
                return null;
            }
            else if (old.Length > 0)
            {
                merged.AddRange(settle(old, mine, yours));
            }
            else
            {
                merged.AddRange(SequenceMerge.Refine(mine, new ItemRange(0, mine.Length), yours, new ItemRange(0, yours.Length))
                    .SelectMany(part => part.Kind == MergeChunkKind.Same ? Items(mine, part.Local) : settle([], Items(mine, part.Local), Items(yours, part.Remote))));
            }
        }

        return merged;
    }

    /// <summary>Both sides' changes one after the other; null where they contradict each other.</summary>
    private static List<JsonValue>? Combined(JsonValue[] old, JsonValue[] mine, JsonValue[] yours)
    {
        ListChange[] ours = Changes(old, mine);
        ListChange[] theirs = Changes(old, yours);
        if (ours.Any(our => theirs.Any(our.Contradicts)))
        {
            return null;
        }

        // At one place both insert only what is the same.
        ILookup<int, ListChange> starts = ours.Concat(theirs).Where(change => change.Added.Length > 0).ToLookup(change => change.Removed.Start);
        var merged = new List<JsonValue>();
        for (int at = 0; at <= old.Length; at++)
        {
            merged.AddRange(starts[at].FirstOrDefault()?.Added ?? []);
            if (at < old.Length && !ours.Concat(theirs).Any(change => change.Removes(at)))
            {
                merged.Add(old[at]);
            }
        }

        return merged;
    }

    private static ListChange[] Changes(JsonValue[] before, JsonValue[] after) =>
        [.. SlidDiff.Compute(before, after).Select(change => new ListChange(change.Before, Items(after, change.After)))];

    private static JsonValue[] Items(IEnumerable<JsonValue> items, ItemRange range) => [.. items.Skip(range.Start).Take(range.Length)];
}
