namespace Deckle.Diffing;

/// <summary>Finds cells that are elsewhere now: what neither side could pair where it stands, equal or much alike.</summary>
internal static class MoveFinder
{
    private const double LeastSimilarity = 0.6;
    private const double LeastNamesake = 0.4;

    // Small cells are soon alike.
    private const double LeastSmall = 0.75;
    private const int SmallCount = 8;
    private const int TooSmall = 4;

    // A cell that was paired for want of a better one leaves its partner only for one so much more alike.
    private const double Better = 0.2;
    private const double Firm = 0.8;

    // Shorter sources that stand in a notebook more than once have no place of their own that they could leave.
    private const int TellingLength = 20;

    /// <summary>The moves; pairs that give way to one are parted.</summary>
    /// <param name="isTakenBefore">Whether a cell before is part of another.</param>
    /// <param name="isTakenAfter">The same for a cell after.</param>
    public static List<(int Before, int After)> Find(ComparedCells cells, Pairing pairing, Func<int, bool> isTakenBefore, Func<int, bool> isTakenAfter)
    {
        var moves = new List<(int Before, int After)>();
        int[] olds = [.. Enumerable.Range(0, pairing.BeforeCount).Where(old => !isTakenBefore(old) && IsOpen(old, pairing.AfterOf(old)))];
        int[] youngs = [.. Enumerable.Range(0, pairing.AfterCount).Where(young => !isTakenAfter(young) && IsOpen(pairing.BeforeOf(young), young))];
        if (!olds.Any(old => pairing.AfterOf(old) < 0) && !youngs.Any(young => pairing.BeforeOf(young) < 0))
        {
            return moves;
        }

        var found = new HashSet<int>();
        var foundAfter = new HashSet<int>();
        int[] counts = Counts(cells, olds);
        foreach (CellPair pair in Candidates().OrderByDescending(pair => pair.Weight).ThenBy(pair => pair.Before).ThenBy(pair => pair.After).ToList())
        {
            if (found.Contains(pair.Before) || foundAfter.Contains(pair.After) || pair.Weight < Math.Max(Held(pair.Before), HeldAfter(pair.After)))
            {
                continue;
            }

            if (pairing.AfterOf(pair.Before) >= 0)
            {
                pairing.Part(pair.Before);
            }

            if (pairing.BeforeOf(pair.After) is var partner and >= 0)
            {
                pairing.Part(partner);
            }

            found.Add(pair.Before);
            foundAfter.Add(pair.After);
            moves.Add((pair.Before, pair.After));
        }

        return OutOfOrder(pairing, moves);

        bool IsOpen(int old, int young) => old < 0 || young < 0 || cells.Similarity(old, young) < Firm;
        double Held(int old) => pairing.AfterOf(old) is var young and >= 0 ? cells.Similarity(old, young) + Better : 0;
        double HeldAfter(int young) => pairing.BeforeOf(young) is var old and >= 0 ? cells.Similarity(old, young) + Better : 0;
        IEnumerable<CellPair> Candidates() =>
            from pair in new CandidateIndex(cells, youngs).Pairs(olds)
            let worth = Worth(cells, pair.Before, pair.After, counts)
            where worth > 0
            select new CellPair(pair.Before, pair.After, worth);
    }

    // What is alike but was not compared where it stood, as its place was held by another, is no move.
    private static List<(int Before, int After)> OutOfOrder(Pairing pairing, List<(int Before, int After)> moves)
    {
        ILookup<Gap, CellPair> inGap = InGaps(pairing, moves).ToLookup(found => found.Gap, found => found.Pair);
        foreach (IGrouping<Gap, CellPair> group in inGap)
        {
            foreach (CellPair pair in IncreasingRun.Heaviest(group, group.Key.AfterStart, group.Key.AfterCount))
            {
                pairing.Pair(pair.Before, pair.After);
            }
        }

        return [.. moves.Where(move => pairing.AfterOf(move.Before) < 0).Order()];
    }

    private static IEnumerable<(Gap Gap, CellPair Pair)> InGaps(Pairing pairing, List<(int Before, int After)> moves)
    {
        Gap[] gaps = [.. pairing.Gaps()];
        int at = 0;
        foreach ((int old, int young) in moves.Order())
        {
            while (gaps[at].BeforeEnd <= old)
            {
                at++;
            }

            if (young >= gaps[at].AfterStart && young < gaps[at].AfterEnd)
            {
                yield return (gaps[at], new CellPair(old, young, 1));
            }
        }
    }

    private static double Worth(ComparedCells cells, int before, int after, int[] counts)
    {
        (ComparedCell from, ComparedCell to) = (cells.Before[before], cells.After[after]);
        if (from.Kind != to.Kind || from.IsBlank || to.IsBlank)
        {
            return 0;
        }

        bool isNamesake = cells.IsNamesake(before, after);
        if (cells.IsSame(before, after))
        {
            bool isTelling = isNamesake || from.Source.Length >= TellingLength || counts[from.Key] == 1;
            return isTelling ? 2 + (isNamesake ? 1 : 0) : 0;
        }

        int size = Math.Min(from.Bag.Count, to.Bag.Count);
        double least = isNamesake ? LeastNamesake : size < SmallCount ? LeastSmall : LeastSimilarity;
        if ((size < TooSmall && !isNamesake) || from.Bag.Bound(to.Bag) < least)
        {
            return 0;
        }

        double similarity = cells.Similarity(before, after);
        return similarity < least ? 0 : similarity + (isNamesake ? 0.1 : 0);
    }

    private static int[] Counts(ComparedCells cells, int[] olds)
    {
        int[] counts = new int[cells.Keys];
        foreach (int old in olds)
        {
            counts[cells.Before[old].Key]++;
        }

        return counts;
    }
}
