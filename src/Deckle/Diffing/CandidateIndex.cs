namespace Deckle.Diffing;

/// <summary>
/// Which of some cells after another cell may be like: all of a few, and of many those that share its rare words, those of the same content
/// or id, and those about where it stood. So the pairs that are compared grow with the cells, not with their square.
/// </summary>
internal sealed class CandidateIndex
{
    private const int MostPairs = 1 << 14;
    private const int MostCandidates = 12;
    private const int MostEqual = 8;
    private const int MostVotes = 512;

    private readonly ComparedCells cells;
    private readonly int[] youngs;
    private readonly Dictionary<int, int> placeOf = [];
    private readonly Dictionary<int, List<int>> byKey = [];
    private readonly Dictionary<int, List<int>> byToken = [];

    /// <param name="youngs">Indexes of cells after, ascending.</param>
    public CandidateIndex(ComparedCells cells, int[] youngs)
    {
        this.cells = cells;
        this.youngs = youngs;
    }

    /// <param name="olds">Indexes of cells before, ascending.</param>
    public IEnumerable<(int Before, int After)> Pairs(int[] olds)
    {
        if ((long)olds.Length * youngs.Length <= MostPairs)
        {
            return from old in olds from young in youngs select (old, young);
        }

        Build();
        return Search(olds);
    }

    private void Build()
    {
        for (int place = 0; place < youngs.Length; place++)
        {
            ComparedCell cell = cells.After[youngs[place]];
            placeOf.Add(youngs[place], place);
            Add(byKey, cell.Key, place);
            foreach (int token in cell.Bag.Distinct)
            {
                Add(byToken, token, place);
            }
        }
    }

    private IEnumerable<(int Before, int After)> Search(int[] olds)
    {
        var found = new HashSet<int>();
        int[] votes = new int[youngs.Length];
        for (int i = 0; i < olds.Length; i++)
        {
            ComparedCell cell = cells.Before[olds[i]];
            int about = (int)((long)i * youngs.Length / olds.Length);
            found.Clear();
            AddEqual(found, cell, about);
            AddSimilar(found, cell, about, votes);
            if (placeOf.TryGetValue(cell.Namesake, out int namesake))
            {
                found.Add(namesake);
            }

            found.Add(about);
            foreach (int place in found)
            {
                yield return (olds[i], youngs[place]);
            }
        }
    }

    private void AddEqual(HashSet<int> found, ComparedCell cell, int about)
    {
        if (!byKey.TryGetValue(cell.Key, out List<int>? places))
        {
            return;
        }

        int nearest = places.BinarySearch(about);
        int start = Math.Max(0, (nearest < 0 ? ~nearest : nearest) - MostEqual / 2);
        for (int at = start; at < Math.Min(places.Count, start + MostEqual); at++)
        {
            found.Add(places[at]);
        }
    }

    private void AddSimilar(HashSet<int> found, ComparedCell cell, int about, int[] votes)
    {
        var lists = new List<List<int>>();
        foreach (int token in cell.Bag.Distinct)
        {
            if (byToken.TryGetValue(token, out List<int>? places))
            {
                lists.Add(places);
            }
        }

        // Rare words first: they say most, and their lists are short.
        lists.Sort((left, right) => left.Count.CompareTo(right.Count));
        var touched = new List<int>();
        int left = MostVotes;
        foreach (List<int> places in lists)
        {
            left -= places.Count;
            if (left < 0)
            {
                break;
            }

            foreach (int place in places)
            {
                if (votes[place]++ == 0)
                {
                    touched.Add(place);
                }
            }
        }

        touched.Sort((one, other) => votes[one] != votes[other] ? votes[other].CompareTo(votes[one]) : Math.Abs(one - about).CompareTo(Math.Abs(other - about)));
        found.UnionWith(touched.Take(MostCandidates));
        foreach (int place in touched)
        {
            votes[place] = 0;
        }
    }

    private static void Add(Dictionary<int, List<int>> lists, int key, int place)
    {
        if (!lists.TryGetValue(key, out List<int>? places))
        {
            lists.Add(key, places = []);
        }

        places.Add(place);
    }
}
