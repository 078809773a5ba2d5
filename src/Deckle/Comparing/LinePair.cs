using Deckle.Text;

namespace Deckle.Comparing;

/// <summary>Two lines that stand for each other, with the words in which they differ.</summary>
internal static class LinePair
{
    // What is shown of a long line before its first difference.
    private const int Lead = 40;

    public static (DifferenceLine Expected, DifferenceLine Actual) Of(string expected, string actual, int mostWidth)
    {
        List<string> left = Words(expected);
        List<string> right = Words(actual);
        var removed = new List<Range>();
        var added = new List<Range>();
        (int leftAt, int rightAt) = (0, 0);
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
                    removed.Add(leftAt..(leftAt + length));
                    leftAt += length;
                    break;
                case EditKind.Add:
                    added.Add(rightAt..(rightAt + length));
                    rightAt += length;
                    break;
                default:
                    leftAt += length;
                    rightAt += length;
                    break;
            }
        }

        int first = Math.Min(First(removed, expected), First(added, actual));
        return (
            Cut(new DifferenceLine(DifferenceLineKind.Expected, expected, removed), first, mostWidth),
            Cut(new DifferenceLine(DifferenceLineKind.Actual, actual, added), first, mostWidth));
    }

    /// <summary>A long line as the part around a place.</summary>
    public static DifferenceLine Cut(DifferenceLine line, int around, int mostWidth)
    {
        if (line.Text.Length <= mostWidth)
        {
            return line;
        }

        int start = Math.Clamp(around - Lead, 0, line.Text.Length - mostWidth);
        int end = start + mostWidth;
        start += start > 0 && char.IsLowSurrogate(line.Text[start]) ? 1 : 0;
        end -= end < line.Text.Length && char.IsLowSurrogate(line.Text[end]) ? 1 : 0;
        string before = start > 0 ? "…" : "";
        string after = end < line.Text.Length ? "…" : "";
        Range[] marked =
        [
            .. from range in line.Marked
               let low = Math.Max(range.Start.Value, start)
               let high = Math.Min(range.End.Value, end)
               where low < high
               select (low - start + before.Length)..(high - start + before.Length),
        ];
        return line with { Text = before + line.Text[start..end] + after, Marked = marked };
    }

    private static int First(List<Range> ranges, string text) => ranges.Count == 0 ? text.Length : ranges[0].Start.Value;

    // Runs of letters and digits are words, everything else stands alone.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (int at = 0; at < text.Length;)
        {
            int end = at + 1;
            while (end < text.Length && IsInWord(text[at]) && IsInWord(text[end]))
            {
                end++;
            }

            end += end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
            words.Add(text[at..end]);
            at = end;
        }

        return words;
    }

    private static bool IsInWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '.';
}
