using Deckle.Json;

namespace Deckle.Editing;

/// <summary>Which items of a changed list come from which items of the original, in order.</summary>
internal static class ArrayAlignment
{
    // Beyond so many pairs only equal items are looked for: 4 million pairs take 16 MB and some 50 ms.
    private const long MaxPairs = 1 << 22;

    private const int Equal = 1000;

    /// <summary>
    /// The alignment of a list that was changed by parts: its items are those of the original, or share something with them, which needs
    /// no look at their content.
    /// </summary>
    /// <returns>As <see cref="Align"/>; null where an item's origin is not known, or items have moved.</returns>
    public static int[]? ByOrigin(JsonArray original, JsonArray changed)
    {
        if (original.Count == changed.Count && Enumerable.Range(0, changed.Count).All(i => IsFrom(changed[i], original[i]) || IsMade(changed[i])))
        {
            return [.. Enumerable.Range(0, changed.Count)];
        }

        int[] from = new int[changed.Count];
        int next = 0;
        for (int i = 0; i < from.Length; i++)
        {
            while (next < original.Count && !IsFrom(changed[i], original[next]))
            {
                next++;
            }

            if (next == original.Count)
            {
                return null;
            }

            from[i] = next++;
        }

        return from;
    }

    private static bool IsFrom(JsonValue changed, JsonValue original)
    {
        if (ReferenceEquals(changed, original) || changed is not JsonObject to || original is not JsonObject from)
        {
            return ReferenceEquals(changed, original);
        }

        // Only what was read stands in one place; the one made null is in many.
        foreach (JsonMember member in to.Members)
        {
            if (!member.Value.Span.IsNone && ReferenceEquals(member.Value, from[member.Key]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMade(JsonValue value) => value is not (JsonObject or JsonArray) && value.Span.IsNone;

    /// <returns>For each item of the changed list the index in the original, ascending; -1 for a new one.</returns>
    public static int[] Align(JsonArray original, JsonArray changed)
    {
        int[] from = new int[changed.Count];
        Array.Fill(from, -1);
        int common = Math.Min(original.Count, changed.Count);
        int start = 0;
        while (start < common && original[start] == changed[start])
        {
            from[start] = start++;
        }

        int end = 0;
        while (end < common - start && original[original.Count - 1 - end] == changed[changed.Count - 1 - end])
        {
            end++;
            from[changed.Count - end] = original.Count - end;
        }

        int removed = original.Count - start - end;
        int added = changed.Count - start - end;
        if (removed == 0 || added == 0)
        {
            return from;
        }

        if (removed == added && Enumerable.Range(start, added).All(i => Similarity(original[i], changed[i]) > 0))
        {
            for (int i = start; i < start + added; i++)
            {
                from[i] = i;
            }
        }
        else if ((long)removed * added <= MaxPairs)
        {
            AlignBest(original, changed, from, start, removed, added);
        }
        else
        {
            AlignEqual(original, changed, from, start, removed, added);
        }

        return from;
    }

    /// <summary>The alignment of the greatest sum of similarities.</summary>
    private static void AlignBest(JsonArray original, JsonArray changed, int[] from, int start, int removed, int added)
    {
        int[,] best = new int[removed + 1, added + 1];
        for (int i = removed - 1; i >= 0; i--)
        {
            for (int j = added - 1; j >= 0; j--)
            {
                int similarity = Similarity(original[start + i], changed[start + j]);
                int apart = Math.Max(best[i + 1, j], best[i, j + 1]);
                best[i, j] = similarity > 0 ? Math.Max(apart, similarity + best[i + 1, j + 1]) : apart;
            }
        }

        for (int i = 0, j = 0; i < removed && j < added;)
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
                from[start + j++] = start + i++;
            }
        }
    }

    private static void AlignEqual(JsonArray original, JsonArray changed, int[] from, int start, int removed, int added)
    {
        var places = new Dictionary<JsonValue, Queue<int>>();
        for (int i = start; i < start + removed; i++)
        {
            if (!places.TryGetValue(original[i], out Queue<int>? queue))
            {
                places.Add(original[i], queue = new Queue<int>());
            }

            queue.Enqueue(i);
        }

        int next = start;
        for (int j = start; j < start + added; j++)
        {
            if (!places.TryGetValue(changed[j], out Queue<int>? queue))
            {
                continue;
            }

            while (queue.TryPeek(out int place) && place < next)
            {
                queue.Dequeue();
            }

            if (queue.TryDequeue(out int found))
            {
                from[j] = found;
                next = found + 1;
            }
        }
    }

    /// <summary>
    /// How much of an item is in another; 0 where nothing could stay. A cell is known by its id, then by its source.
    /// </summary>
    private static int Similarity(JsonValue original, JsonValue changed)
    {
        if (original == changed)
        {
            return Equal;
        }

        return (original, changed) switch
        {
            (JsonObject from, JsonObject to) => 1 + to.Sum(member => from[member.Key] is not { } value ? 0 : value == member.Value ? Weight(member.Key) : 1),
            (JsonArray from, JsonArray to) => 1 + Math.Min(from.Intersect(to).Count(), Equal / 2),
            _ => 0,
        };
    }

    private static int Weight(string key) => key switch
    {
        "id" => 400,
        "source" or "data" or "text" => 200,
        _ => 10,
    };
}
