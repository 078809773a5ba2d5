namespace Deckle.Scripts;

/// <summary>
/// Follows the lines of a script and tells whether the next one begins inside a string: what looks like a cell marker or a magic there
/// is text. As jupytext does it: strings in three quotes, and in R, where any string may go over lines, all of them.
/// </summary>
internal sealed class QuotedLines(ScriptLanguage? language)
{
    private static readonly HashSet<string> HaveTripleQuotes =
        new(StringComparer.Ordinal) { "python", "coconut", "sage", "xonsh", "julia", "scala", "groovy", "csharp", "fsharp", "java" };

    private readonly bool isR = language?.Name == "R";
    private readonly bool hasTripleQuotes = language is not null && HaveTripleQuotes.Contains(language.Name);
    private char quote;
    private bool isTriple;

    /// <summary>Whether the line that comes next begins inside a string.</summary>
    public bool IsInside => quote != '\0';

    public void Take(string line)
    {
        if (!isR && !hasTripleQuotes)
        {
            return;
        }

        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quote == '\0' && line.AsSpan(i).StartsWith(language!.Comment))
            {
                break;
            }

            if (c == '\\')
            {
                i++;
            }
            else if (c is '"' or '\'')
            {
                i += Quote(line, i, c);
            }
        }

        if (!isTriple && !isR)
        {
            quote = '\0';
        }
    }

    /// <summary>Opens or closes a string at a quote; the number of further characters that takes.</summary>
    private int Quote(string line, int at, char c)
    {
        bool isTripled = hasTripleQuotes && at + 2 < line.Length && line[at + 1] == c && line[at + 2] == c;
        if (quote == '\0')
        {
            (quote, isTriple) = (c, isTripled);
            return isTripled ? 2 : 0;
        }

        if (quote == c && (!isTriple || isTripled))
        {
            int taken = isTriple ? 2 : 0;
            (quote, isTriple) = ('\0', false);
            return taken;
        }

        return 0;
    }
}
