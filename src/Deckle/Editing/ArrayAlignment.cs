using Deckle.Json;

namespace Deckle.Editing;

/// <summary>
/// Which items of a changed list come from which items of the original: by what they share with them, then those that are equal, then
/// those that are most alike. Items may have moved.
/// </summary>
internal static class ArrayAlignment
{
    // Beyond so many pairs what is alike is not looked for: 4 million pairs take 16 MB and some 50 ms.
    private const long MaxPairs = 1 << 22;

    /// <returns>For each item of the changed list the index in the original; -1 for a new one.</returns>
    public static int[] Align(JsonArray original, JsonArray changed)
    {
        int[] from = new int[changed.Count];
        Array.Fill(from, -1);
        bool[] isTaken = new bool[original.Count];
        TakeSame(original, changed, from, isTaken);
        (int[] removed, int[] added) = Left(from, isTaken);
        TakeEqual(original, changed, removed, added, from, isTaken);
        (removed, added) = Left(from, isTaken);
        if (removed.Length == added.Length && removed.Zip(added).All(pair => MayBe(original[pair.First], changed[pair.Second])))
        {
            for (int i = 0; i < added.Length; i++)
            {
                from[added[i]] = removed[i];
            }
        }
        else if ((long)removed.Length * added.Length <= MaxPairs)
        {
            TakeAlike(original, changed, removed, added, from);
        }

        return from;
    }

    private static (int[] Removed, int[] Added) Left(int[] from, bool[] isTaken) =>
        ([.. Enumerable.Range(0, isTaken.Length).Where(i => !isTaken[i])], [.. Enumerable.Range(0, from.Length).Where(i => from[i] < 0)]);

    /// <summary>Finds the items of a list that was changed by parts: they are those of the original, or share something with them, which needs no look at their content.</summary>
    private static void TakeSame(JsonArray original, JsonArray changed, int[] from, bool[] isTaken)
    {
        Dictionary<JsonValue, int>? places = null;
        for (int i = 0; i < from.Length; i++)
        {
            from[i] = i < original.Count && ReferenceEquals(original[i], changed[i]) ? i : Origin(changed[i], places ??= Places(original));
            if (from[i] >= 0)
            {
                isTaken[from[i]] = true;
            }
        }
    }

    private static int Origin(JsonValue changed, Dictionary<JsonValue, int> places)
    {
        if (places.TryGetValue(changed, out int place))
        {
            return place;
        }

        if (changed is JsonObject members)
        {
            foreach (JsonMember member in members.Members)
            {
                if (places.TryGetValue(member.Value, out place))
                {
                    return place;
                }
            }
        }

        return -1;
    }

    /// <summary>Where items and their members stand. Only what was read stands in one place; the one made null is in many.</summary>
    private static Dictionary<JsonValue, int> Places(JsonArray original)
    {
        var places = new Dictionary<JsonValue, int>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < original.Count; i++)
        {
            if (!original[i].Span.IsNone)
            {
                places[original[i]] = i;
            }

            foreach (JsonMember member in original[i] is JsonObject item ? item.Members : [])
            {
                if (!member.Value.Span.IsNone)
                {
                    places[member.Value] = i;
                }
            }
        }

        return places;
    }

    private static void TakeEqual(JsonArray original, JsonArray changed, int[] removed, int[] added, int[] from, bool[] isTaken)
    {
        if (removed.Length == 0 || added.Length == 0)
        {
            return;
        }

        var places = removed.GroupBy(i => original[i]).ToDictionary(group => group.Key, group => new Queue<int>(group));
        foreach (int i in added)
        {
            if (places.TryGetValue(changed[i], out Queue<int>? queue) && queue.TryDequeue(out int place))
            {
                from[i] = place;
                isTaken[place] = true;
            }
        }
    }

    /// <summary>The alignment, in order, of the greatest sum of similarities.</summary>
    private static void TakeAlike(JsonArray original, JsonArray changed, int[] removed, int[] added, int[] from)
    {
        int[,] best = new int[removed.Length + 1, added.Length + 1];
        for (int i = removed.Length - 1; i >= 0; i--)
        {
            for (int j = added.Length - 1; j >= 0; j--)
            {
                int similarity = Similarity(original[removed[i]], changed[added[j]]);
                int apart = Math.Max(best[i + 1, j], best[i, j + 1]);
                best[i, j] = similarity > 0 ? Math.Max(apart, similarity + best[i + 1, j + 1]) : apart;
            }
        }

        for (int i = 0, j = 0; i < removed.Length && j < added.Length;)
        {
            if (best[i, j] == best[i + 1, j])
            {
                i++;
            }
            else if (best[i, j] == best[i, j + 1])
            {
                j++;
            }
            else
            {
                from[added[j++]] = removed[i++];
            }
        }
    }

    /// <summary>How much of an item is in another; 0 where nothing could stay. A cell is known by its id, then by its source.</summary>
    private static int Similarity(JsonValue original, JsonValue changed) => (original, changed) switch
    {
        _ when !MayBe(original, changed) => 0,
        (JsonObject from, JsonObject to) => 1 + to.Sum(member => from[member.Key] is not { } value ? 0 : value == member.Value ? Weight(member.Key) : 1),
        (JsonArray from, JsonArray to) => 1 + Math.Min(from.Intersect(to).Count(), 500),
        _ => 0,
    };

    /// <summary>Whether one can have become the other: both have the same shape, and are not two cells.</summary>
    private static bool MayBe(JsonValue original, JsonValue changed) => (original, changed) switch
    {
        (JsonObject from, JsonObject to) => from["id"] is not JsonString id || to["id"] is not JsonString other || id == other,
        (JsonArray, JsonArray) => true,
        _ => original is not (JsonObject or JsonArray) && changed is not (JsonObject or JsonArray),
    };

    private static int Weight(string key) => key switch
    {
        "id" => 400,
        "source" or "data" or "text" => 200,
        _ => 10,
    };
}
