using Deckle.Text;

namespace Deckle.Tool.Reviewing;

/// <summary>Neighbouring lines that are the same on both sides, or that all changed.</summary>
internal sealed record LineHunk(bool IsChanged, IReadOnlyList<LineRow> Rows)
{
    // Pairing compares every line with every other; longer hunks are set opposite in order.
    private const int MostCompared = 2500;
    private const int LongestCompared = 1000;
    private const double LeastSimilar = 0.4;

    public static IReadOnlyList<LineHunk> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var hunks = new List<LineHunk>();
        IReadOnlyList<EditRun> runs = SequenceDiff.Compute(before, after);
        for (int at = 0; at < runs.Count; at++)
        {
            EditRun run = runs[at];
            if (run.Kind == EditKind.Keep)
            {
                hunks.Add(new LineHunk(false, [.. Enumerable.Range(0, run.Length).Select(i => new LineRow(run.Before + i, run.After + i, true))]));
                continue;
            }

            bool isReplacement = run.Kind == EditKind.Remove && at + 1 < runs.Count && runs[at + 1].Kind == EditKind.Add;
            int removed = run.Kind == EditKind.Remove ? run.Length : 0;
            int added = run.Kind == EditKind.Add ? run.Length : isReplacement ? runs[at + 1].Length : 0;
            hunks.Add(new LineHunk(true, Pair(before, run.Before, removed, after, run.After, added)));
            at += isReplacement ? 1 : 0;
        }

        return hunks;
    }

    private static List<LineRow> Pair(IReadOnlyList<string> before, int from, int removed, IReadOnlyList<string> after, int to, int added)
    {
        var rows = new List<LineRow>();
        int i = 0;
        int j = 0;
        foreach ((int left, int right) in Pairs(before, from, removed, after, to, added).Append((removed, added)))
        {
            for (; i < left || j < right; i += i < left ? 1 : 0, j += j < right ? 1 : 0)
            {
                rows.Add(new LineRow(i < left ? from + i : null, j < right ? to + j : null, IsPair: false));
            }

            if (left < removed)
            {
                rows.Add(new LineRow(from + i++, to + j++, IsPair: true));
            }
        }

        return rows;
    }

    // The pairs, in order on both sides, that have most in common together.
    private static IEnumerable<(int Left, int Right)> Pairs(IReadOnlyList<string> before, int from, int removed, IReadOnlyList<string> after, int to, int added)
    {
        if (removed == 1 && added == 1)
        {
            return [(0, 0)];
        }

        if ((long)removed * added > MostCompared)
        {
            return removed == added ? Enumerable.Range(0, removed).Select(i => (i, i)) : [];
        }

        List<string>[] left = [.. Enumerable.Range(from, removed).Select(at => Words.Split(Cut(before[at])))];
        List<string>[] right = [.. Enumerable.Range(to, added).Select(at => Words.Split(Cut(after[at])))];
        double[,] best = new double[removed + 1, added + 1];
        double[,] similar = new double[removed, added];
        for (int i = removed - 1; i >= 0; i--)
        {
            for (int j = added - 1; j >= 0; j--)
            {
                similar[i, j] = Words.Similarity(left[i], right[j]);
                double paired = similar[i, j] >= LeastSimilar ? similar[i, j] + best[i + 1, j + 1] : 0;
                best[i, j] = Math.Max(paired, Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        }

        var pairs = new List<(int, int)>();
        for (int i = 0, j = 0; i < removed && j < added;)
        {
            if (similar[i, j] >= LeastSimilar && best[i, j] == similar[i, j] + best[i + 1, j + 1])
            {
                pairs.Add((i++, j++));
            }
            else if (best[i + 1, j] >= best[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return pairs;
    }

    private static string Cut(string line) => line.Length <= LongestCompared ? line : line[..LongestCompared];
}
