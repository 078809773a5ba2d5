using System.Text;
using System.Text.RegularExpressions;

namespace Deckle.Tool.Exporting.Rst;

/// <summary>
/// A paragraph of reStructuredText. Markup there needs a space or punctuation around it; where a word touches it, <c>\ </c> is put between,
/// which shows as nothing. What would open a list, a title or a directive at the start of a line is escaped.
/// </summary>
internal sealed partial class RstText
{
    private readonly StringBuilder text = new();
    private bool endsWithMarkup;

    public void Words(string words)
    {
        foreach ((int index, string line) in words.Split('\n').Index())
        {
            if (index > 0)
            {
                Break();
            }

            Line(line);
        }
    }

    /// <param name="markup">Such as <c>**bold**</c>.</param>
    public void Markup(string markup)
    {
        if (text.Length > 0 && (endsWithMarkup || !MayPrecede(text[^1])))
        {
            text.Append("\\ ");
        }

        text.Append(markup);
        endsWithMarkup = true;
    }

    public void Break()
    {
        while (text.Length > 0 && text[^1] == ' ')
        {
            text.Length--;
        }

        text.Append('\n');
        endsWithMarkup = false;
    }

    public override string ToString()
    {
        string result = text.ToString().Trim('\n', ' ');

        // A paragraph that ends so would make a literal block of the next.
        return result.EndsWith("::", StringComparison.Ordinal) && !endsWithMarkup ? $"{result[..^1]}\\:" : result;
    }

    public static string Escape(string words)
    {
        var result = new StringBuilder(words.Length);
        for (int i = 0; i < words.Length; i++)
        {
            bool isSpecial = words[i] is '\\' or '*' or '`' or '|' || (words[i] == '_' && (i + 1 == words.Length || !char.IsLetterOrDigit(words[i + 1])));
            result.Append(isSpecial ? "\\" : "").Append(words[i]);
        }

        return result.ToString();
    }

    private void Line(string line)
    {
        bool isStart = text.Length == 0 || text[^1] == '\n';
        string words = isStart ? line.TrimStart() : line;
        if (words.Length == 0)
        {
            return;
        }

        if (endsWithMarkup && !MayFollow(words[0]))
        {
            text.Append("\\ ");
        }

        string escaped = Escape(words);
        text.Append(isStart && escaped[0] != '\\' && OpensBlock().IsMatch(words) ? "\\" : "").Append(escaped);
        endsWithMarkup = false;
    }

    private static bool MayPrecede(char c) => char.IsWhiteSpace(c) || c is '\'' or '"' or '(' or '[' or '{' or '<' or '-' or '/' or ':';

    private static bool MayFollow(char c) =>
        char.IsWhiteSpace(c) || c is '\'' or '"' or ')' or ']' or '}' or '>' or '-' or '/' or ':' or '.' or ',' or ';' or '!' or '?' or '\\';

    [GeneratedRegex(@"^(?:[^\w\s(]|\(?(?:\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#)[.)](?:\s|$))")]
    private static partial Regex OpensBlock();
}
