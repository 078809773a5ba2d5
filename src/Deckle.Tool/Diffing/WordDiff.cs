using Deckle.Text;

namespace Deckle.Tool.Diffing;

/// <summary>Which words of two pieces of text differ.</summary>
internal static class WordDiff
{
    // Longer ones are compared by what they begin and end with alone; nobody reads them word by word.
    private const int Longest = 20_000;

    /// <summary>Pieces of both texts in order: kept ones from the text after.</summary>
    public static IReadOnlyList<(EditKind Kind, string Text)> Between(string before, string after)
    {
        if (before.Length + after.Length > Longest)
        {
            return Ends(before, after);
        }

        List<string> left = Words(before);
        List<string> right = Words(after);
        return
        [
            .. SequenceDiff.Compute(left, right).Select(run => (run.Kind, string.Concat(
                run.Kind == EditKind.Remove ? left.Skip(run.Before).Take(run.Length) : right.Skip(run.After).Take(run.Length)))),
        ];
    }

    /// <summary>Whether so much is the same that showing the rest says more than showing both whole.</summary>
    public static bool IsTelling(IReadOnlyList<(EditKind Kind, string Text)> pieces)
    {
        int kept = pieces.Where(piece => piece.Kind == EditKind.Keep).Sum(piece => Signs(piece.Text));
        int all = pieces.Sum(piece => Signs(piece.Text) * (piece.Kind == EditKind.Keep ? 2 : 1));
        return kept * 2 * 3 >= all;
    }

    private static int Signs(string text) => text.Count(c => !char.IsWhiteSpace(c));

    private static List<(EditKind, string)> Ends(string before, string after)
    {
        int start = before.AsSpan().CommonPrefixLength(after);
        start -= start > 0 && char.IsHighSurrogate(before[start - 1]) ? 1 : 0;
        int end = 0;
        while (end < Math.Min(before.Length, after.Length) - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        end -= end > 0 && char.IsLowSurrogate(before[^end]) ? 1 : 0;
        (EditKind, string)[] pieces =
        [
            (EditKind.Keep, after[..start]),
            (EditKind.Remove, before[start..^end]),
            (EditKind.Add, after[start..^end]),
            (EditKind.Keep, after[^end..]),
        ];
        return [.. pieces.Where(piece => piece.Item2.Length > 0)];
    }

    // Runs of letters and digits are words, runs of blanks stand together, everything else alone.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (int at = 0; at < text.Length;)
        {
            int end = at + 1;
            while (end < text.Length && Kind(text[at]) is not 0 and var kind && Kind(text[end]) == kind)
            {
                end++;
            }

            end += end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
            words.Add(text[at..end]);
            at = end;
        }

        return words;
    }

    private static int Kind(char c) => char.IsLetterOrDigit(c) || c == '_' ? 1 : c is ' ' or '\t' ? 2 : 0;
}
