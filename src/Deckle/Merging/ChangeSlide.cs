namespace Deckle.Merging;

/// <summary>
/// Moves the changed runs of one sequence of a comparison to their place: up until they meet others, then down, and at last back to where
/// a run of the other sequence stands beside them.
/// </summary>
/// <param name="items">The sequence.</param>
/// <param name="changed">Which of its items are changed; updated.</param>
/// <param name="others">Which items of the other sequence are; as many of both are not.</param>
internal sealed class ChangeSlide<T>(IReadOnlyList<T> items, bool[] changed, bool[] others)
    where T : notnull
{
    // Where the unchanged items of the other sequence stand: between two of them is room for a run of changed ones.
    private readonly int[] fixedOthers = [.. Enumerable.Range(0, others.Length).Where(at => !others[at])];

    public void Run()
    {
        int unchanged = 0;
        for (int start = 0; start < items.Count; start++)
        {
            if (!changed[start])
            {
                unchanged++;
                continue;
            }

            // The item behind the run is unchanged.
            (start, unchanged) = Place(start, unchanged);
            unchanged++;
        }
    }

    /// <summary>Slides the run that begins at an index.</summary>
    /// <param name="before">How many unchanged items stand before it.</param>
    private (int End, int Before) Place(int start, int before)
    {
        int end = EndOf(start);
        int length;
        int top;
        int beside;
        do
        {
            length = end - start;
            while (start > 0 && Same(start - 1, end - 1))
            {
                (changed[--start], changed[--end]) = (true, false);
                before--;
                while (start > 0 && changed[start - 1])
                {
                    start--;
                }
            }

            top = end;
            beside = HasOther(before) ? end : -1;
            while (end < items.Count && Same(start, end))
            {
                (changed[start++], changed[end++]) = (false, true);
                before++;
                end = EndOf(end);
                beside = HasOther(before) ? end : beside;
            }
        }
        while (end - start != length);

        while (beside >= 0 && end > top && !HasOther(before))
        {
            (changed[--start], changed[--end]) = (true, false);
            before--;
        }

        return (end, before);
    }

    private int EndOf(int start)
    {
        int end = start;
        while (end < changed.Length && changed[end])
        {
            end++;
        }

        return end;
    }

    private bool Same(int one, int other) => EqualityComparer<T>.Default.Equals(items[one], items[other]);

    // Whether changed items of the other sequence stand behind so many unchanged ones.
    private bool HasOther(int unchanged)
    {
        int from = unchanged == 0 ? 0 : fixedOthers[unchanged - 1] + 1;
        int to = unchanged < fixedOthers.Length ? fixedOthers[unchanged] : others.Length;
        return to > from;
    }
}
