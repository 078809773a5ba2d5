using Deckle.Text;

namespace Deckle.Diffing;

/// <summary>Aligns the cells of a gap so that what the pairs have in common is the most; a mere number of pairs is worth nothing.</summary>
internal static class GapAlignment
{
    // Below it pairs hide more than they show: unrelated prose shares a third of its words.
    private const double LeastSimilarity = 0.4;

    // One id says that a cell was rewritten.
    private const double LeastNamesake = 0.2;
    private const double NamesakeBonus = 0.3;
    private const double NeighbourBonus = 0.05;
    private const double SameBonus = 0.05;

    // Two weak pairs shall not outweigh a good one.
    private const double Worthless = 0.25;

    // Above so many possible pairs equal cells are aligned first, by Myers' algorithm.
    private const long MostPairs = 1 << 22;

    public static void Align(ComparedCells cells, Pairing pairing, Gap gap)
    {
        gap = ExactAnchors.Trim(cells, pairing, gap);
        if (gap.IsOneSided)
        {
            return;
        }

        if ((long)gap.BeforeCount * gap.AfterCount > MostPairs)
        {
            AlignEqual(cells, pairing, gap);
            return;
        }

        AlignSimilar(cells, pairing, gap);
    }

    private static void AlignEqual(ComparedCells cells, Pairing pairing, Gap gap)
    {
        int[] before = [.. cells.Before[gap.BeforeStart..gap.BeforeEnd].Select(cell => cell.Key)];
        int[] after = [.. cells.After[gap.AfterStart..gap.AfterEnd].Select(cell => cell.Key)];
        (int before, int after) start = (gap.BeforeStart, gap.AfterStart);
        foreach (EditRun run in SequenceDiff.Compute(before, after))
        {
            // One small cell among others says nothing of where it belongs.
            if (run.Kind == EditKind.Keep && run.Length > 1)
            {
                (int old, int young) = (gap.BeforeStart + run.Before, gap.AfterStart + run.After);
                AlignSimilar(cells, pairing, new Gap(start.before, old, start.after, young));
                for (int i = 0; i < run.Length; i++)
                {
                    pairing.Pair(old + i, young + i);
                }

                start = (old + run.Length, young + run.Length);
            }
        }

        AlignSimilar(cells, pairing, new Gap(start.before, gap.BeforeEnd, start.after, gap.AfterEnd));
    }

    private static void AlignSimilar(ComparedCells cells, Pairing pairing, Gap gap)
    {
        if (gap.IsOneSided)
        {
            return;
        }

        var pairs = new List<CellPair>();
        int[] olds = [.. Enumerable.Range(gap.BeforeStart, gap.BeforeCount)];
        int[] youngs = [.. Enumerable.Range(gap.AfterStart, gap.AfterCount)];
        foreach ((int old, int young) in new CandidateIndex(cells, youngs).Pairs(olds))
        {
            double weight = Weight(cells, old, young);
            if (weight > 0)
            {
                pairs.Add(new CellPair(old, young, weight));
            }
        }

        foreach (CellPair pair in IncreasingRun.Heaviest(pairs, gap.AfterStart, gap.AfterCount))
        {
            pairing.Pair(pair.Before, pair.After);
        }
    }

    private static double Weight(ComparedCells cells, int before, int after)
    {
        (ComparedCell from, ComparedCell to) = (cells.Before[before], cells.After[after]);
        bool isNamesake = cells.IsNamesake(before, after);
        double least = isNamesake ? LeastNamesake : LeastSimilarity;
        if (!cells.IsSame(before, after) && from.Bag.Bound(to.Bag) < least)
        {
            return 0;
        }

        double similarity = cells.Similarity(before, after);
        if (similarity < least)
        {
            return 0;
        }

        double worth = similarity - Worthless + (isNamesake ? NamesakeBonus : 0) + NeighbourBonus * EqualNeighbours(cells, before, after)
            + (similarity == 1 && from.Json == to.Json ? SameBonus : 0);
        return worth * (1 + Math.Log2(1 + from.Bag.Count + to.Bag.Count));
    }

    private static int EqualNeighbours(ComparedCells cells, int before, int after) =>
        (before > 0 && after > 0 && cells.IsSame(before - 1, after - 1) ? 1 : 0)
        + (before + 1 < cells.Before.Length && after + 1 < cells.After.Length && cells.IsSame(before + 1, after + 1) ? 1 : 0);
}
