using System.Text;

namespace Deckle.Tool.Git;

/// <summary>Words of shell: git hands it the commands of its configuration, and hooks are written in it.</summary>
internal static class ShellWord
{
    /// <summary>A word as it is read back, in quotes where it needs them.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or ':' or '@' or '%')
            ? word
            : InQuotes(word);

    public static string InQuotes(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>The first word of a command, without its quotes: the program. Variables and the like stay as they are.</summary>
    public static string First(string command)
    {
        var word = new StringBuilder();
        char quote = '\0';
        string text = command.TrimStart();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                break;
            }

            if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
            }
            else
            {
                word.Append(c);
            }
        }

        return word.ToString();
    }
}
