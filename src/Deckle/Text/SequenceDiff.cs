namespace Deckle.Text;

/// <summary>
/// How one sequence becomes another: Myers' O(ND) algorithm in linear space ("An O(ND) Difference Algorithm and Its Variations", 1986, section 4b).
/// Up to some hundreds of differences the answer is the shortest (some dozens in sequences of many thousands). Beyond, the search for a middle
/// is cut off as in GNU diff, so that even sequences with little in common take time in proportion to their length.
/// </summary>
public static class SequenceDiff
{
    /// <summary>Runs that cover both sequences in order; what is removed stands before what is added in its place.</summary>
    public static IReadOnlyList<EditRun> Compute<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, IEqualityComparer<T>? comparer = null)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>(comparer);
        int[] old = Numbers(before, numbers);
        int[] young = Numbers(after, numbers);
        var removed = new bool[old.Length];
        var added = new bool[young.Length];

        // What only one side has cannot be kept; without it the search is short where nearly everything changed.
        int[] oldKept = Shared(old, young, numbers.Count, removed);
        int[] youngKept = Shared(young, old, numbers.Count, added);
        int[] oldItems = [.. oldKept.Select(at => old[at])];
        int[] youngItems = [.. youngKept.Select(at => young[at])];
        var search = new MyersSearch(oldItems, youngItems, at => removed[oldKept[at]] = true, at => added[youngKept[at]] = true);
        search.Run();
        return Runs(removed, added);
    }

    private static int[] Numbers<T>(IReadOnlyList<T> items, Dictionary<T, int> numbers)
        where T : notnull
    {
        var result = new int[items.Count];
        for (int i = 0; i < result.Length; i++)
        {
            if (!numbers.TryGetValue(items[i], out int number))
            {
                number = numbers.Count;
                numbers.Add(items[i], number);
            }

            result[i] = number;
        }

        return result;
    }

    private static int[] Shared(int[] items, int[] others, int count, bool[] dropped)
    {
        var isThere = new bool[count];
        foreach (int other in others)
        {
            isThere[other] = true;
        }

        var kept = new List<int>(items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            if (isThere[items[i]])
            {
                kept.Add(i);
            }
            else
            {
                dropped[i] = true;
            }
        }

        return [.. kept];
    }

    private static List<EditRun> Runs(bool[] removed, bool[] added)
    {
        var runs = new List<EditRun>();
        int before = 0;
        int after = 0;
        while (before < removed.Length || after < added.Length)
        {
            int start = before;
            while (before < removed.Length && removed[before])
            {
                before++;
            }

            Add(runs, EditKind.Remove, start, after, before - start);
            start = after;
            while (after < added.Length && added[after])
            {
                after++;
            }

            Add(runs, EditKind.Add, before, start, after - start);
            start = before;
            while (before < removed.Length && !removed[before] && after < added.Length && !added[after])
            {
                before++;
                after++;
            }

            Add(runs, EditKind.Keep, start, after - (before - start), before - start);
        }

        return runs;
    }

    private static void Add(List<EditRun> runs, EditKind kind, int before, int after, int length)
    {
        if (length > 0)
        {
            runs.Add(new EditRun(kind, before, after, length));
        }
    }
}
