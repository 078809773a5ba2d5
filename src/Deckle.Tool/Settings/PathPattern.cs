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
            : NamePattern.Matches(pattern[0], names[0]) && Matches(pattern[1..], names[1..]);
    }
}
