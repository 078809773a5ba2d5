using System.Globalization;

namespace Deckle.Comparing;

/// <summary>What stands between a tag's name and its closing bracket.</summary>
internal static class HtmlAttributes
{
    // HTML's own limit for columns.
    private const int MostSpan = 1000;

    /// <summary>The place behind the bracket that closes a tag, quoted values skipped; the end of the text where there is none.</summary>
    public static int End(string html, int from)
    {
        char quote = '\0';
        for (int i = from; i < html.Length; i++)
        {
            char c = html[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'' && html[i - 1] is '=' or ' ')
            {
                quote = c;
            }
            else if (c == '>')
            {
                return i + 1;
            }
        }

        return html.Length;
    }

    /// <summary>The value of <c>colspan</c> or <c>rowspan</c>; 1 where it is missing or broken.</summary>
    public static int Span(ReadOnlySpan<char> attributes, string name)
    {
        int at = attributes.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return 1;
        }

        ReadOnlySpan<char> value = attributes[(at + name.Length)..].TrimStart();
        value = value is ['=', ..] ? value[1..].TrimStart().TrimStart("\"'") : [];
        int length = 0;
        while (length < value.Length && char.IsAsciiDigit(value[length]))
        {
            length++;
        }

        return int.TryParse(value[..length], NumberStyles.None, CultureInfo.InvariantCulture, out int span) ? Math.Clamp(span, 1, MostSpan) : 1;
    }
}
