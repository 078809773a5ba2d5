namespace Deckle.Scripts;

/// <summary>
/// The blank lines between two cells of a script, as jupytext writes them: one, and in Python two around functions and classes, which
/// PEP 8 asks for.
/// </summary>
internal static class BlankLines
{
    /// <param name="before">The lines of the first cell.</param>
    /// <param name="after">All lines from the second cell on, of which only the first are read; none at the end of the script.</param>
    public static int Between(IReadOnlyList<string> before, IEnumerable<string> after, ScriptLanguage language) =>
        !after.Any() ? 1
        : before.Count == 0 ? 0
        : !language.IsPython ? 1
        : EndsWithDefinition(before) ? (HasCode(after) ? 2 : 1)
        : EndsWithCode(before) && BeginsWithDefinition(after) ? 2
        : 1;

    private static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    private static bool IsDefinition(string line) =>
        line.StartsWith("def ", StringComparison.Ordinal) || line.StartsWith("async ", StringComparison.Ordinal) || line.StartsWith("class ", StringComparison.Ordinal);

    private static bool EndsWithCode(IReadOnlyList<string> lines) => !IsBlank(lines[^1]) && lines[^1][0] != '#';

    private static bool EndsWithDefinition(IReadOnlyList<string> lines)
    {
        string[] code = [.. OutsideStrings(lines)];
        for (int i = code.Length - 1; i >= 0; i--)
        {
            if (IsBlank(code[i]))
            {
                if (i + 1 < code.Length && IsBlank(code[i + 1]))
                {
                    return false;
                }
            }
            else if (code[i][0] is not ('#' or ' ' or ')'))
            {
                return IsDefinition(code[i]);
            }
        }

        return false;
    }

    private static bool BeginsWithDefinition(IEnumerable<string> lines)
    {
        string before = "x";
        foreach (string line in OutsideStrings(lines))
        {
            if (IsBlank(line))
            {
                if (IsBlank(before))
                {
                    return false;
                }
            }
            else if (line[0] is not ('#' or '@' or ' ' or ')') || IsDefinition(line))
            {
                return IsDefinition(line);
            }

            before = line;
        }

        return false;
    }

    // Two blank lines in a row say that somebody has set the distance by hand.
    private static bool HasCode(IEnumerable<string> lines)
    {
        string before = "x";
        foreach (string line in lines)
        {
            if (IsBlank(line))
            {
                if (IsBlank(before))
                {
                    return false;
                }
            }
            else if (!line.TrimStart().StartsWith('#'))
            {
                return true;
            }

            before = line;
        }

        return false;
    }

    private static IEnumerable<string> OutsideStrings(IEnumerable<string> lines)
    {
        var quotes = new QuotedLines(ScriptLanguages.Python);
        foreach (string line in lines)
        {
            if (!quotes.IsInside)
            {
                yield return line;
            }

            quotes.Take(line);
        }
    }
}
