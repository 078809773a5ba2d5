namespace Deckle.Merging;

/// <summary>The longest part of a list that ascends.</summary>
internal static class AscendingRun
{
    /// <returns>The indexes of its items, ascending.</returns>
    public static IReadOnlyList<int> Longest(IReadOnlyList<int> values)
    {
        // Of the runs of each length, the one with the least end.
        var ends = new List<int>();
        int[] previous = new int[values.Count];
        for (int i = 0; i < values.Count; i++)
        {
            int low = 0;
            int high = ends.Count;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = values[ends[middle]] < values[i] ? (middle + 1, high) : (low, middle);
            }

            previous[i] = low > 0 ? ends[low - 1] : -1;
            if (low == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[low] = i;
            }
        }

        var run = new Stack<int>();
        for (int at = ends.Count > 0 ? ends[^1] : -1; at >= 0; at = previous[at])
        {
            run.Push(at);
        }

        return [.. run];
    }
}
