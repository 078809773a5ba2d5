namespace Deckle.Comparing;

/// <summary>Text between numbers, where blanks only keep columns apart.</summary>
internal static class AlignedText
{
    /// <summary>Whether two texts are the same but for the lengths of their blanks, and for blanks at brackets and line ends.</summary>
    public static bool AreSame(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        int i = 0;
        int j = 0;
        while (true)
        {
            char left = Next(one, ref i);
            char right = Next(other, ref j);
            if (left != right)
            {
                return false;
            }

            if (left == '\0' && i >= one.Length && j >= other.Length)
            {
                return true;
            }
        }
    }

    // The next sign: a run of blanks is one space, and none beside a bracket or a line end. At the end a zero.
    private static char Next(ReadOnlySpan<char> text, ref int at)
    {
        int start = at;
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        bool countsBlank = at > start && !(start > 0 && text[start - 1] is '[' or '(' or '\n') && !(at < text.Length && text[at] is ']' or ')' or '\n');
        if (countsBlank)
        {
            return ' ';
        }

        return at < text.Length ? text[at++] : '\0';
    }
}
