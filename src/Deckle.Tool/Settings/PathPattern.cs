namespace Deckle.Tool.Settings;

/// <summary>
/// A path pattern as in <c>.gitignore</c>: <c>*</c>, <c>?</c> and <c>[a-z]</c> within a name, <c>**</c> for folders at any depth. A pattern without
/// a slash is a name at any depth, one with a slash a path from the settings file on. A folder that matches brings all that is in it.
/// </summary>
internal sealed class PathPattern
{
    private readonly string[] parts;

    public PathPattern(string text)
    {
        Text = text;
        IsNot = text.StartsWith('!');
        string path = text[(IsNot ? 1 : 0)..].TrimEnd('/');
        string[] split = path.TrimStart('/').Split('/');
        parts = path.Contains('/', StringComparison.Ordinal) ? split : ["**", .. split];
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it begins with <c>!</c>, and takes back what the patterns before it matched.</summary>
    public bool IsNot { get; }

    /// <summary>Whether a list of patterns means a path; the last one that matches decides.</summary>
    public static bool Matches(IEnumerable<PathPattern> patterns, string path) => patterns.LastOrDefault(pattern => pattern.Matches(path)) is { IsNot: false };

    /// <param name="path">Relative to the settings file, with slashes.</param>
    public bool Matches(string path) => Matches(parts, path.Split('/'));

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> names)
    {
        if (pattern.IsEmpty)
        {
            // The file itself, or a folder above it.
            return true;
        }

        if (names.IsEmpty)
        {
            return false;
        }

        return pattern[0] == "**"
            ? pattern.Length == 1 || Matches(pattern[1..], names) || Matches(pattern, names[1..])
            : MatchesName(pattern[0], names[0]) && Matches(pattern[1..], names[1..]);
    }

    private static bool MatchesName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                ReadOnlySpan<char> rest = pattern.TrimStart('*');
                for (int from = rest.IsEmpty ? name.Length : 0; from <= name.Length; from++)
                {
                    if (MatchesName(rest, name[from..]))
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
