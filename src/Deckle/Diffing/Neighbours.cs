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
            int[] olds = [.. Enumerable.Range(gap.BeforeStart, gap.BeforeCount).Where(old => !isTakenBefore(old))];
            int[] youngs = [.. Enumerable.Range(gap.AfterStart, gap.AfterCount).Where(young => !isTakenAfter(young))];
            if (olds.Length == youngs.Length && olds.Zip(youngs).All(pair => CanPair(cells, pair.First, pair.Second)))
            {
                foreach ((int old, int young) in olds.Zip(youngs))
                {
                    pairing.Pair(old, young);
                }
            }
        }
    }

    private static bool CanPair(ComparedCells cells, int before, int after)
    {
        (ComparedCell from, ComparedCell to) = (cells.Before[before], cells.After[after]);
        return from.Kind == to.Kind
            && (cells.IsNamesake(before, after) || from.IsBlank || to.IsBlank || (from.Source.Length <= ShortLength && to.Source.Length <= ShortLength));
    }
}
