using Deckle.Regexes;

namespace Deckle.Comparing;

/// <summary>
/// The regexes of nbval's sanitising files and what they are replaced by, one after the other, before outputs are compared.
/// </summary>
public sealed class OutputSanitizer
{
    private const string RegexKey = "regex: ";
    private const string ReplaceKey = "replace: ";

    private readonly string file;

    private OutputSanitizer(string file, IReadOnlyList<SanitizePattern> patterns, IReadOnlyList<SanitizeProblem> problems)
    {
        this.file = file;
        Patterns = patterns;
        Problems = problems;
    }

    public static OutputSanitizer None { get; } = new("", [], []);

    /// <summary>In the order in which they are applied: that of their first appearance.</summary>
    public IReadOnlyList<SanitizePattern> Patterns { get; }

    /// <summary>Lines that were meant as pairs but are not read as such.</summary>
    public IReadOnlyList<SanitizeProblem> Problems { get; }

    /// <summary>
    /// Reads pairs as nbval's <c>^regex: (.*)$\n^replace: (.*)$</c> does: one space behind each colon, the two lines together. Everything else is
    /// ignored; what looks like a mistake is told. Of a repeated regex the last replacement counts, at the place of the first.
    /// </summary>
    /// <param name="file">The file's name for errors.</param>
    /// <exception cref="DeckleException"><c>sanitize-regex-invalid</c>: file, line and reason.</exception>
    public static OutputSanitizer Parse(string text, string file)
    {
        // Python's open() makes one kind of line end of all three.
        string[] lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var patterns = new List<SanitizePattern>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var problems = new List<SanitizeProblem>();
        for (int i = 0; i < lines.Length; i++)
        {
            bool isPair = lines[i].StartsWith(RegexKey, StringComparison.Ordinal)
                && i + 1 < lines.Length && lines[i + 1].StartsWith(ReplaceKey, StringComparison.Ordinal);
            if (!isPair)
            {
                if (SanitizeLine.Problem(lines, i) is { } reason)
                {
                    problems.Add(new SanitizeProblem(i + 1, lines[i], reason));
                }

                continue;
            }

            SanitizePattern pattern = Pair(lines[i][RegexKey.Length..], lines[i + 1][ReplaceKey.Length..], file, i + 1);
            if (places.TryAdd(pattern.Pattern, patterns.Count))
            {
                patterns.Add(pattern);
            }
            else
            {
                patterns[places[pattern.Pattern]] = pattern;
            }

            i++;
        }

        return new OutputSanitizer(file, patterns, problems);
    }

    /// <summary>The text with all replacements made.</summary>
    /// <param name="onUse">Called with each pattern that replaced something.</param>
    /// <exception cref="DeckleException"><c>sanitize-regex-too-slow</c>: a regex that runs away on this text.</exception>
    public string Apply(string text, Action<SanitizePattern>? onUse = null)
    {
        foreach (SanitizePattern pattern in Patterns)
        {
            string before = text;
            try
            {
                text = pattern.Regex.Replace(text, pattern.Replacement);
            }
            catch (DeckleException e)
            {
                throw SanitizeErrors.TooSlow(file, pattern.Line, e);
            }

            if (!ReferenceEquals(before, text))
            {
                onUse?.Invoke(pattern);
            }
        }

        return text;
    }

    private static SanitizePattern Pair(string regex, string replace, string file, int line)
    {
        PythonRegex parsed;
        try
        {
            parsed = PythonRegex.Parse(regex);
        }
        catch (PythonRegexException e)
        {
            throw SanitizeErrors.BrokenRegex(file, line, regex, e);
        }

        try
        {
            return new SanitizePattern(line, parsed, replace, parsed.ParseReplacement(replace));
        }
        catch (PythonRegexException e)
        {
            throw SanitizeErrors.BrokenReplacement(file, line + 1, replace, e);
        }
    }
}
