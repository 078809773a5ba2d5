namespace Deckle.Diffing;

/// <summary>
/// Pairs cells that say too little to be known by their words: where as many went as came between two pairs, an empty or very short cell
/// is what stands in its place now. So is a cell that kept its id and place, whatever it says.
/// </summary>
internal static class Neighbours
{
    // nbdime takes sources up to so many characters for similar.
    private const int ShortLength = 10;

    /// <param name="isTakenBefore">Whether a cell before is moved or part of another.</param>
    /// <param name="isTakenAfter">The same for a cell after.</param>
    public static void Pair(ComparedCells cells, Pairing pairing, Func<int, bool> isTakenBefore, Func<int, bool> isTakenAfter)
    {
        foreach (Gap gap in pairing.Gaps().Where(gap => !gap.IsOneSided).ToList())
        {
            IEnumerable<CellPair> namesakes = Left(gap).Olds
                .Where(old => cells.Before[old].Namesake is var young && young >= gap.AfterStart && young < gap.AfterEnd && !isTakenAfter(young))
                .Select(old => new CellPair(old, cells.Before[old].Namesake, 1))
                .Where(pair => cells.Before[pair.Before].Kind == cells.After[pair.After].Kind);
            PairAll(IncreasingRun.Heaviest(namesakes, gap.AfterStart, gap.AfterCount).Select(pair => (pair.Before, pair.After)));
        }

        foreach (Gap gap in pairing.Gaps().Where(gap => !gap.IsOneSided).ToList())
        {
            (int[] olds, int[] youngs) = Left(gap);
            if (olds.Length == youngs.Length && olds.Zip(youngs).All(pair => AreShort(cells.Before[pair.First], cells.After[pair.Second])))
            {
                PairAll(olds.Zip(youngs));
            }
        }

        (int[] Olds, int[] Youngs) Left(Gap gap) => (
            [.. Enumerable.Range(gap.BeforeStart, gap.BeforeCount).Where(old => !isTakenBefore(old))],
            [.. Enumerable.Range(gap.AfterStart, gap.AfterCount).Where(young => !isTakenAfter(young))]);

        void PairAll(IEnumerable<(int Before, int After)> pairs)
        {
            foreach ((int old, int young) in pairs)
            {
                pairing.Pair(old, young);
            }
        }
    }

    private static bool AreShort(ComparedCell before, ComparedCell after) =>
        before.Kind == after.Kind
        && (before.IsBlank || after.IsBlank || (before.Source.Length <= ShortLength && after.Source.Length <= ShortLength));
}
