namespace Deckle.Diffing;

/// <summary>Pairs cells of equal content that need no comparison with others: at the ends of a gap, and those there is only one of.</summary>
internal static class ExactAnchors
{
    // A shorter source, such as "plt.show()", is worth a look at its neighbours.
    private const int TellingLength = 16;

    /// <summary>Pairs equal cells from both ends on.</summary>
    /// <returns>What is left between them.</returns>
    public static Gap Trim(ComparedCells cells, Pairing pairing, Gap gap)
    {
        while (!gap.IsOneSided && cells.IsSameHere(gap.BeforeStart, gap.AfterStart))
        {
            pairing.Pair(gap.BeforeStart, gap.AfterStart);
            gap = gap with { BeforeStart = gap.BeforeStart + 1, AfterStart = gap.AfterStart + 1 };
        }

        while (!gap.IsOneSided && cells.IsSameHere(gap.BeforeEnd - 1, gap.AfterEnd - 1))
        {
            gap = gap with { BeforeEnd = gap.BeforeEnd - 1, AfterEnd = gap.AfterEnd - 1 };
            pairing.Pair(gap.BeforeEnd, gap.AfterEnd);
        }

        return gap;
    }

    /// <summary>Pairs the equal cells that are alone on both sides, or have one id, as far as they can stand in order.</summary>
    public static void PairUnique(ComparedCells cells, Pairing pairing, Gap gap)
    {
        int[] only = Only(cells.After, gap.AfterStart, gap.AfterEnd, cells.Keys);
        int[] onlyBefore = Only(cells.Before, gap.BeforeStart, gap.BeforeEnd, cells.Keys);
        var anchors = new List<CellPair>();
        for (int i = gap.BeforeStart; i < gap.BeforeEnd; i++)
        {
            ComparedCell cell = cells.Before[i];
            int namesake = cell.Namesake;
            int j = onlyBefore[cell.Key] == i && only[cell.Key] >= 0 ? only[cell.Key]
                : namesake >= gap.AfterStart && namesake < gap.AfterEnd && cells.IsSame(i, namesake) ? namesake
                : -1;
            if (j >= 0 && (cell.Source.Length >= TellingLength || cells.IsNamesake(i, j) || HasEqualNeighbour(cells, i, j)))
            {
                anchors.Add(new CellPair(i, j, 1 + Math.Log2(1 + cell.Source.Length)));
            }
        }

        foreach (CellPair pair in IncreasingRun.Heaviest(anchors, gap.AfterStart, gap.AfterCount))
        {
            pairing.Pair(pair.Before, pair.After);
        }
    }

    private static bool HasEqualNeighbour(ComparedCells cells, int before, int after) =>
        (before > 0 && after > 0 && cells.IsSame(before - 1, after - 1))
        || (before + 1 < cells.Before.Length && after + 1 < cells.After.Length && cells.IsSame(before + 1, after + 1));

    // By key the index of the only cell that has it; negative where there is none or more than one.
    private static int[] Only(ComparedCell[] cells, int start, int end, int keys)
    {
        const int None = -1;
        const int Many = -2;
        int[] only = new int[keys];
        Array.Fill(only, None);
        for (int i = start; i < end; i++)
        {
            ref int place = ref only[cells[i].Key];
            place = place == None ? i : Many;
        }

        return only;
    }
}
