using Deckle.Text;

namespace Deckle.Tool.Reviewing;

/// <summary>Where two versions of a line differ, by words.</summary>
internal static class Words
{
    // Below this share in common, marks would cover the lines and only dazzle.
    private const double LeastInCommon = 0.3;

    /// <summary>The parts of each line that the other has not; none at all where the lines have little in common.</summary>
    public static (IReadOnlyList<Range> Before, IReadOnlyList<Range> After) Differing(string before, string after)
    {
        List<string> left = Split(before);
        List<string> right = Split(after);
        var removed = new List<Range>();
        var added = new List<Range>();
        int leftAt = 0;
        int rightAt = 0;
        int kept = 0;
        foreach (EditRun run in SequenceDiff.Compute(left, right))
        {
            int length = 0;
            for (int i = 0; i < run.Length; i++)
            {
                length += run.Kind == EditKind.Add ? right[run.After + i].Length : left[run.Before + i].Length;
            }

            switch (run.Kind)
            {
                case EditKind.Remove:
                    Add(removed, before, leftAt, length);
                    leftAt += length;
                    break;
                case EditKind.Add:
                    Add(added, after, rightAt, length);
                    rightAt += length;
                    break;
                default:
                    leftAt += length;
                    rightAt += length;
                    kept += length;
                    break;
            }
        }

        return 2.0 * kept / Math.Max(1, before.Length + after.Length) < LeastInCommon ? ([], []) : (removed, added);
    }

    /// <summary>How much two lines have in common: 0 nothing, 1 all their words.</summary>
    public static double Similarity(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int total = 0;
        foreach (string word in before.Where(IsTelling))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
            total += word.Length;
        }

        int common = 0;
        foreach (string word in after.Where(IsTelling))
        {
            total += word.Length;
            if (counts.GetValueOrDefault(word) > 0)
            {
                counts[word]--;
                common += word.Length;
            }
        }

        return total == 0 ? 1 : 2.0 * common / total;
    }

    /// <summary>Runs of letters and digits, runs of space, and every other sign by itself.</summary>
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        for (int at = 0; at < line.Length;)
        {
            int end = at + 1;
            bool isWord = IsInWord(line[at]);
            bool isSpace = char.IsWhiteSpace(line[at]);
            while (end < line.Length && ((isWord && IsInWord(line[end])) || (isSpace && char.IsWhiteSpace(line[end]))))
            {
                end++;
            }

            end += end < line.Length && char.IsLowSurrogate(line[end]) ? 1 : 0;
            words.Add(line[at..end]);
            at = end;
        }

        return words;
    }

    private static bool IsTelling(string word) => !char.IsWhiteSpace(word[0]);

    private static bool IsInWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    // Two marks with a space between are one.
    private static void Add(List<Range> marks, string line, int start, int length)
    {
        if (marks.Count > 0 && string.IsNullOrWhiteSpace(line[marks[^1].End.Value..start]))
        {
            marks[^1] = marks[^1].Start.Value..(start + length);
        }
        else
        {
            marks.Add(start..(start + length));
        }
    }
}
