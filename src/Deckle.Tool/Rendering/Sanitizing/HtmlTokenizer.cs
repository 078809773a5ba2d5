using System.Buffers;
using System.Net;

namespace Deckle.Tool.Rendering.Sanitizing;

/// <summary>Cuts HTML into tokens as browsers do (HTML Standard, 13.2.5), but for the contents of <c>script</c> and the like, which the caller skips.</summary>
internal sealed class HtmlTokenizer(string html)
{
    private static readonly SearchValues<char> TagNameEnd = SearchValues.Create(" \t\n\f\r/>");
    private static readonly SearchValues<char> AttributeNameEnd = SearchValues.Create(" \t\n\f\r/>=");
    private static readonly SearchValues<char> UnquotedEnd = SearchValues.Create(" \t\n\f\r>");

    private readonly List<HtmlAttribute> attributes = [];

    public HtmlTokenKind Kind { get; private set; }

    /// <summary>Where the token starts and ends.</summary>
    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>The name of a tag, lower case.</summary>
    public string Name { get; private set; } = "";

    public bool IsSelfClosing { get; private set; }

    /// <summary>The attributes of a start tag; of a repeated one the first.</summary>
    public IReadOnlyList<HtmlAttribute> Attributes => attributes;

    /// <summary>The token as it was written.</summary>
    public ReadOnlySpan<char> Source => html.AsSpan(Start, End - Start);

    public string? Attribute(string name)
    {
        foreach (HtmlAttribute attribute in attributes)
        {
            if (attribute.Name == name)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    public bool Read()
    {
        Start = End;
        if (Start >= html.Length)
        {
            return false;
        }

        if (html[Start] != '<')
        {
            return Token(HtmlTokenKind.Text, Find('<', Start));
        }

        char next = Start + 1 < html.Length ? html[Start + 1] : '\0';
        if (char.IsAsciiLetter(next))
        {
            return Tag(HtmlTokenKind.Start, Start + 1);
        }

        if (next == '/')
        {
            char name = Start + 2 < html.Length ? html[Start + 2] : '\0';
            return char.IsAsciiLetter(name) ? Tag(HtmlTokenKind.End, Start + 2)
                : name == '\0' ? Token(HtmlTokenKind.Text, html.Length)
                : Token(HtmlTokenKind.Nothing, After(">", Start + 2));
        }

        if (next is '!' or '?')
        {
            return Token(HtmlTokenKind.Nothing, html.AsSpan(Start).StartsWith("<!--") ? CommentEnd(Start + 4) : After(">", Start + 2));
        }

        return Token(HtmlTokenKind.Text, Find('<', Start + 1));
    }

    /// <summary>Skips the content of an element that holds text only, up to and with its end tag, and returns that content.</summary>
    public string SkipRawText(string name)
    {
        int from = End;
        int at = from;
        while (true)
        {
            int end = html.IndexOf("</", at, StringComparison.Ordinal);
            if (end < 0)
            {
                End = html.Length;
                return html[from..];
            }

            int after = end + 2 + name.Length;
            if (html.AsSpan(end + 2).StartsWith(name, StringComparison.OrdinalIgnoreCase) && (after >= html.Length || TagNameEnd.Contains(html[after])))
            {
                End = After(">", end);
                return html[from..end];
            }

            at = end + 2;
        }
    }

    private bool Token(HtmlTokenKind kind, int end)
    {
        Kind = kind;
        End = end;
        return true;
    }

    private bool Tag(HtmlTokenKind kind, int at)
    {
        attributes.Clear();
        IsSelfClosing = false;
        int nameEnd = IndexOfAny(TagNameEnd, at);
        Name = html[at..nameEnd].ToLowerInvariant();
        at = nameEnd;
        while (true)
        {
            while (at < html.Length && html[at] is ' ' or '\t' or '\n' or '\f' or '\r' or '/')
            {
                at++;
            }

            if (at >= html.Length)
            {
                // A tag without an end is no tag, and nothing follows it.
                return Token(HtmlTokenKind.Nothing, html.Length);
            }

            if (html[at] == '>')
            {
                IsSelfClosing = html[at - 1] == '/';
                return Token(kind, at + 1);
            }

            // An equals sign in the first place is part of the name.
            int end = IndexOfAny(AttributeNameEnd, at + 1);
            string name = html[at..end].ToLowerInvariant();
            at = SkipSpace(end);
            string value = "";
            if (at < html.Length && html[at] == '=')
            {
                at = Value(SkipSpace(at + 1), out value);
            }

            if (Attribute(name) is null)
            {
                attributes.Add(new(name, value));
            }
        }
    }

    private int Value(int at, out string value)
    {
        char quote = at < html.Length ? html[at] : '\0';
        int from = quote is '"' or '\'' ? at + 1 : at;
        int end = quote is '"' or '\'' ? Find(quote, from) : IndexOfAny(UnquotedEnd, at);
        value = html[from..end];
        if (value.Contains('&', StringComparison.Ordinal))
        {
            value = WebUtility.HtmlDecode(value);
        }

        return quote is '"' or '\'' && end < html.Length ? end + 1 : end;
    }

    // "<!-->" and "<!--->" are whole comments.
    private int CommentEnd(int at)
    {
        if (html.AsSpan(at).StartsWith(">"))
        {
            return at + 1;
        }

        if (html.AsSpan(at).StartsWith("->"))
        {
            return at + 2;
        }

        int end = html.IndexOf("-->", at, StringComparison.Ordinal);
        int bang = html.IndexOf("--!>", at, StringComparison.Ordinal);
        return bang >= 0 && (end < 0 || bang < end) ? bang + 4 : end >= 0 ? end + 3 : html.Length;
    }

    private int SkipSpace(int at)
    {
        while (at < html.Length && html[at] is ' ' or '\t' or '\n' or '\f' or '\r')
        {
            at++;
        }

        return at;
    }

    private int Find(char c, int at)
    {
        int found = html.IndexOf(c, Math.Min(at, html.Length));
        return found < 0 ? html.Length : found;
    }

    private int After(string sign, int at)
    {
        int found = html.IndexOf(sign, Math.Min(at, html.Length), StringComparison.Ordinal);
        return found < 0 ? html.Length : found + sign.Length;
    }

    private int IndexOfAny(SearchValues<char> values, int at)
    {
        int found = at >= html.Length ? -1 : html.AsSpan(at).IndexOfAny(values);
        return found < 0 ? html.Length : at + found;
    }
}
