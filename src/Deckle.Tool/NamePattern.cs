namespace Deckle.Tool;

/// <summary>A pattern for one name of a path, as in a shell: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a-z]</c>, and <c>\</c> before what stands for itself.</summary>
internal static class NamePattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                ReadOnlySpan<char> rest = pattern.TrimStart('*');
                for (int from = rest.IsEmpty ? name.Length : 0; from <= name.Length; from++)
                {
                    if (Matches(rest, name[from..]))
                    {
                        return true;
                    }
                }

                return false;
            }

            int taken = name.IsEmpty ? 0 : Taken(pattern, name[0]);
            if (taken == 0)
            {
                return false;
            }

            pattern = pattern[taken..];
            name = name[1..];
        }

        return name.IsEmpty;
    }

    // How much of the pattern stands for this character; 0 where it does not.
    private static int Taken(ReadOnlySpan<char> pattern, char c) => pattern[0] switch
    {
        '?' => 1,
        '[' when pattern.Length > 2 && pattern[2..].IndexOf(']') is var close and >= 0 => IsIn(pattern[1..(close + 2)], c) ? close + 3 : 0,
        '\\' when pattern.Length > 1 => pattern[1] == c ? 2 : 0,
        char own => own == c ? 1 : 0,
    };

    private static bool IsIn(ReadOnlySpan<char> set, char c)
    {
        bool isNot = set[0] is '!' or '^';
        for (int i = isNot ? 1 : 0; i < set.Length; i++)
        {
            char last = i + 2 < set.Length && set[i + 1] == '-' ? set[i + 2] : set[i];
            if (c >= set[i] && c <= last)
            {
                return !isNot;
            }

            i += last == set[i] ? 0 : 2;
        }

        return isNot;
    }
}
