namespace Deckle.Diffing;

/// <summary>
/// Finds the cells that two notebooks share, by content first; ids only help, since people copy cells and tools renew all ids at once.
/// </summary>
/// <remarks>
/// Equal cells at both ends, then equal ones there is only one of (those that can stand in order, the heaviest choice); in the gaps
/// between them the alignment that keeps most words; then cells cut in pieces or joined, and moves among what is left.
/// Nothing compares all cells with all: the time is that of sorting them.
/// </remarks>
public static class CellAligner
{
    /// <param name="before">Cells with joined texts.</param>
    /// <param name="after">The same.</param>
    public static CellAlignment Align(IReadOnlyList<Cell> before, IReadOnlyList<Cell> after)
    {
        var cells = ComparedCells.Of(before, after);
        var pairing = new Pairing(before.Count, after.Count);
        Gap middle = ExactAnchors.Trim(cells, pairing, new Gap(0, before.Count, 0, after.Count));
        if (!middle.IsOneSided)
        {
            ExactAnchors.PairUnique(cells, pairing, middle);
            foreach (Gap gap in pairing.Gaps().Where(gap => !gap.IsOneSided).ToList())
            {
                GapAlignment.Align(cells, pairing, gap);
            }
        }

        Dictionary<int, int> splits = SplitFinder.Find(cells.Before, cells.After, pairing);
        Dictionary<int, int> joins = SplitFinder.Find(cells.After, cells.Before, pairing.Reverse);
        foreach (int part in splits.Keys.Where(part => pairing.BeforeOf(part) >= 0).ToList())
        {
            splits.Remove(part);
        }

        HashSet<int> left = [.. joins.Keys, .. splits.Values];
        HashSet<int> came = [.. splits.Keys, .. joins.Values];
        List<(int Before, int After)> moves = MoveFinder.Find(cells, pairing, left.Contains, came.Contains);
        left.UnionWith(moves.Select(move => move.Before));
        came.UnionWith(moves.Select(move => move.After));
        Neighbours.Pair(cells, pairing, left.Contains, came.Contains);
        return new CellAlignment([.. pairing.Pairs()], moves, splits, joins);
    }
}
