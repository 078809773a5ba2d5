using System.Text;

namespace Deckle.Audit.Hygiene;

/// <summary>Splits a line into words as a shell does, quotes and backslashes observed: Python's <c>shlex.split</c>.</summary>
internal static class ShellWords
{
    /// <summary>The words; those between spaces where a quote is left open.</summary>
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quote == '\0' && c is ' ' or '\t' or '\r' or '\n')
            {
                if (word is not null)
                {
                    words.Add(word.ToString());
                    word = null;
                }

                continue;
            }

            word ??= new StringBuilder();
            if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '\\' && quote != '\'')
            {
                if (++i == line.Length)
                {
                    return Plain(line);
                }

                // Inside double quotes a backslash stays, but before a quote or another backslash.
                word.Append(quote == '"' && line[i] is not ('"' or '\\') ? $"\\{line[i]}" : line[i]);
            }
            else
            {
                word.Append(c);
            }
        }

        if (quote != '\0')
        {
            return Plain(line);
        }

        if (word is not null)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static List<string> Plain(string line) => [.. line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
