using System.Text;

namespace Deckle.Tool.Git.Configuring;

/// <summary>One line of a gitattributes file, as it stands there.</summary>
/// <param name="Text">Without its line end.</param>
/// <param name="End">How it ends; empty for a last line without an end.</param>
internal sealed record AttributeLine(string Text, string End)
{
    private static readonly char[] Blank = [' ', '\t', '\r'];

    /// <summary>Which files it is for; null for comments, blank lines and macros.</summary>
    public string? Pattern { get; } = PatternOf(Text.TrimStart(Blank));

    /// <summary>What follows the pattern: <c>filter=deckle</c>, <c>-text</c>, <c>!diff</c>.</summary>
    public IReadOnlyList<string> Words { get; } = WordsOf(Text.TrimStart(Blank));

    /// <summary>What the line says of an attribute: its value, <c>unset</c>, <c>unspecified</c>, <c>set</c>; null for nothing. The last word counts.</summary>
    public string? ValueOf(string attribute) => Words.Reverse().Select(word => Value(word, attribute)).FirstOrDefault(value => value is not null);

    /// <summary>What the line gives an attribute for this very pattern: <c>deckle</c> in <c>*.ipynb filter=deckle</c>; null for nothing, or no more than <c>-filter</c>.</summary>
    public string? Given(string pattern, string attribute) =>
        Pattern == pattern ? Words.LastOrDefault(word => word.StartsWith($"{attribute}=", StringComparison.Ordinal))?[(attribute.Length + 1)..] : null;

    /// <summary>Whether a notebook may be among its files, whatever folder the pattern names.</summary>
    public bool IsForNotebooks => Pattern is { } pattern && (IsFor(pattern, ".ipynb") || IsFor(pattern, ".zpln"));

    /// <summary>The same pattern with other words.</summary>
    public AttributeLine With(IEnumerable<string> words)
    {
        string trimmed = Text.TrimStart(Blank);
        return new AttributeLine($"{Text[..(Text.Length - trimmed.Length)]}{trimmed[..PatternLength(trimmed)]} {string.Join(' ', words)}", End);
    }

    /// <summary>The line as people read it; the file is kept as bytes.</summary>
    public string Shown => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Text)).Trim();

    private static bool IsFor(string pattern, string extension)
    {
        string name = pattern[(pattern.LastIndexOf('/') + 1)..];
        return name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) || name is "*" or "**" or "*.*";
    }

    private static string? Value(string word, string attribute) =>
        word == attribute ? "set"
        : word == $"-{attribute}" ? "unset"
        : word == $"!{attribute}" ? "unspecified"
        : word.StartsWith($"{attribute}=", StringComparison.Ordinal) ? word[(attribute.Length + 1)..]
        : null;

    private static string? PatternOf(string line) =>
        line.Length == 0 || line[0] == '#' || line.StartsWith("[attr]", StringComparison.Ordinal) ? null : line[..PatternLength(line)].Trim('"');

    private static string[] WordsOf(string line) =>
        PatternOf(line) is null ? [] : line[PatternLength(line)..].Split(Blank, StringSplitOptions.RemoveEmptyEntries);

    // A pattern with spaces stands in quotes, as C writes strings.
    private static int PatternLength(string line)
    {
        if (line is not ['"', ..])
        {
            int end = line.IndexOfAny(Blank);
            return end < 0 ? line.Length : end;
        }

        for (int i = 1; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] == '"')
            {
                return i + 1;
            }
        }

        return line.Length;
    }
}
