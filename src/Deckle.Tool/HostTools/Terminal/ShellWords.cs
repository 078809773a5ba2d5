using System.Text;

namespace Deckle.Tool.HostTools.Terminal;

/// <summary>Splits a command as a POSIX shell does, where it is only words; what needs a shell is told apart, not guessed at.</summary>
internal static class ShellWords
{
    /// <summary>A word as one writes it for a shell.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./=:@%+".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    // Outside of quotes each of these would make a shell do something.
    private const string Special = "|&;<>()$`\n\r*?[]{}~#!";

    /// <returns>Null when only a shell could run it: pipes, variables, patterns, redirections, an open quote.</returns>
    public static IReadOnlyList<string>? Split(string command)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool hasWord = false;
        char quote = '\0';
        for (int i = 0; i < command.Length; i++)
        {
            char c = command[i];
            if (quote == '\'')
            {
                quote = c == '\'' ? '\0' : quote;
                word.Append(c == '\'' ? "" : c.ToString());
            }
            else if (quote == '"')
            {
                // Within double quotes variables and commands are still put in.
                if (c is '$' or '`')
                {
                    return null;
                }

                if (c == '\\' && i + 1 < command.Length && command[i + 1] is '"' or '\\' or '$' or '`')
                {
                    word.Append(command[++i]);
                }
                else if (c == '"')
                {
                    quote = '\0';
                }
                else
                {
                    word.Append(c);
                }
            }
            else if (c is '\'' or '"')
            {
                quote = c;
                hasWord = true;
            }
            else if (c is ' ' or '\t')
            {
                if (hasWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    hasWord = false;
                }
            }
            else if (c == '\\')
            {
                if (i + 1 == command.Length || command[i + 1] == '\n')
                {
                    return null;
                }

                word.Append(command[++i]);
                hasWord = true;
            }
            else if (Special.Contains(c, StringComparison.Ordinal) || (c == '=' && words.Count == 0))
            {
                // NAME=value before a command sets a variable.
                return null;
            }
            else
            {
                word.Append(c);
                hasWord = true;
            }
        }

        if (quote != '\0')
        {
            return null;
        }

        if (hasWord)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
