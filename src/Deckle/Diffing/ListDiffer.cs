using Deckle.Json;
using Deckle.Text;

namespace Deckle.Diffing;

/// <summary>Compares lists: equal items stay, and what else is one item with another content is up to the caller.</summary>
internal static class ListDiffer
{
    /// <param name="pair">
    /// Which items of a run that went and of the run that came in its place are the same: pairs of places within the two, both rising.
    /// </param>
    /// <param name="inside">How an item becomes the other, which differs.</param>
    /// <param name="first">The index of the first item in the list whose middle part this is.</param>
    public static Diff Compare(
        JsonValue[] before,
        JsonValue[] after,
        Func<ArraySegment<JsonValue>, ArraySegment<JsonValue>, IEnumerable<(int Before, int After)>> pair,
        Func<JsonValue, JsonValue, Diff> inside,
        int first = 0)
    {
        var entries = new List<DiffEntry>();
        IReadOnlyList<EditRun> runs = SequenceDiff.Compute(before, after);
        for (int at = 0; at < runs.Count; at++)
        {
            EditRun run = runs[at];
            bool isReplaced = run.Kind == EditKind.Remove && at + 1 < runs.Count && runs[at + 1].Kind == EditKind.Add;
            switch (run.Kind)
            {
                case EditKind.Add:
                    AddRange(entries, first + run.Before, new ArraySegment<JsonValue>(after, run.After, run.Length));
                    break;
                case EditKind.Remove when !isReplaced:
                    entries.Add(DiffEntry.RemoveRange(first + run.Before, run.Length));
                    break;
                case EditKind.Remove:
                    EditRun added = runs[++at];
                    Replace(new ArraySegment<JsonValue>(before, run.Before, run.Length), new ArraySegment<JsonValue>(after, added.After, added.Length));
                    break;
            }
        }

        return new Diff(entries);

        void Replace(ArraySegment<JsonValue> removed, ArraySegment<JsonValue> added)
        {
            (int old, int young) = (0, 0);
            foreach ((int oldPair, int youngPair) in pair(removed, added).Append((removed.Count, added.Count)))
            {
                int index = first + removed.Offset + old;
                AddRange(entries, index, added[young..youngPair]);
                if (oldPair > old)
                {
                    entries.Add(DiffEntry.RemoveRange(index, oldPair - old));
                }

                if (oldPair < removed.Count)
                {
                    entries.Add(DiffEntry.Patch(first + removed.Offset + oldPair, inside(removed[oldPair], added[youngPair])));
                }

                (old, young) = (oldPair + 1, youngPair + 1);
            }
        }
    }

    /// <summary>For lists whose items are never changed, but only go and come.</summary>
    public static IEnumerable<(int Before, int After)> NoPairs(ArraySegment<JsonValue> removed, ArraySegment<JsonValue> added) => [];

    private static void AddRange(List<DiffEntry> entries, int index, ArraySegment<JsonValue> added)
    {
        if (added.Count > 0)
        {
            entries.Add(DiffEntry.AddRange(index, JsonArray.Create(added)));
        }
    }
}
