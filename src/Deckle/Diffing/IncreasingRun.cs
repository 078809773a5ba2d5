namespace Deckle.Diffing;

/// <summary>
/// The pairs that can stand in order: of all choices in which both indexes rise, the one of the greatest weight. A tree of prefix maxima
/// (Fenwick) makes that n log n in the pairs, without a table of all cells by all cells.
/// </summary>
internal static class IncreasingRun
{
    /// <param name="pairs">Candidates in any order; none twice.</param>
    /// <param name="first">The least index after that occurs.</param>
    /// <param name="count">How many indexes after there are from there on.</param>
    public static List<CellPair> Heaviest(IEnumerable<CellPair> pairs, int first, int count)
    {
        // Of pairs with one cell before, the later comes first, so that none stands upon another.
        CellPair[] sorted = [.. pairs];
        Array.Sort(sorted, (left, right) => left.Before != right.Before ? left.Before.CompareTo(right.Before) : right.After.CompareTo(left.After));
        int[] below = new int[sorted.Length];
        double[] total = new double[sorted.Length];
        int[] tree = new int[count + 1];
        Array.Fill(tree, -1);
        int best = -1;
        for (int at = 0; at < sorted.Length; at++)
        {
            int place = sorted[at].After - first;
            below[at] = Best(tree, total, place);
            total[at] = sorted[at].Weight + (below[at] < 0 ? 0 : total[below[at]]);
            best = best < 0 || total[at] > total[best] ? at : best;
            for (int node = place + 1; node <= count; node += node & -node)
            {
                if (tree[node] < 0 || total[at] > total[tree[node]])
                {
                    tree[node] = at;
                }
            }
        }

        var run = new List<CellPair>();
        for (int at = best; at >= 0; at = below[at])
        {
            run.Add(sorted[at]);
        }

        run.Reverse();
        return run;
    }

    private static int Best(int[] tree, double[] total, int end)
    {
        int best = -1;
        for (int node = end; node > 0; node -= node & -node)
        {
            if (tree[node] >= 0 && (best < 0 || total[tree[node]] > total[best]))
            {
                best = tree[node];
            }
        }

        return best;
    }
}
