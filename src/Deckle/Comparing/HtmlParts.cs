using System.Globalization;
using System.Net;
using System.Text;

namespace Deckle.Comparing;

/// <summary>
/// Reads HTML as far as tables need it: tags without attributes (but spans), text with entities decoded; comments, styles and scripts are left out.
/// Whatever is broken is read somehow, in one pass.
/// </summary>
public sealed class HtmlParts
{
    private static readonly string[] RawElements = ["style", "script"];

    private readonly string html;
    private readonly List<HtmlPart> parts = [];
    private readonly StringBuilder text = new();
    private readonly Stack<HtmlTableBuilder> tables = new();

    private HtmlParts(string html) => this.html = html;

    public static IReadOnlyList<HtmlPart> Read(string html)
    {
        var reader = new HtmlParts(html);
        reader.Read();
        return reader.parts;
    }

    /// <summary>Runs of white space as one space, none at the ends.</summary>
    public static string Collapse(string text) =>
        string.Join(' ', text.Split([' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries));

    private void Read()
    {
        int at = 0;
        while (at < html.Length)
        {
            int open = html.IndexOf('<', at);
            Text(html.AsSpan(at, (open < 0 ? html.Length : open) - at));
            at = open < 0 ? html.Length : AfterMarkup(open);
        }

        while (tables.Count > 0)
        {
            EndTable();
        }

        EndText();
    }

    /// <summary>Reads what begins with an angle bracket.</summary>
    private int AfterMarkup(int open)
    {
        if (html.AsSpan(open).StartsWith("<!--"))
        {
            return After("-->", open + 4);
        }

        if (open + 1 < html.Length && html[open + 1] is '!' or '?')
        {
            return After(">", open);
        }

        bool isEnd = open + 1 < html.Length && html[open + 1] == '/';
        int nameStart = open + (isEnd ? 2 : 1);
        int nameEnd = nameStart;
        while (nameEnd < html.Length && (char.IsAsciiLetterOrDigit(html[nameEnd]) || html[nameEnd] == '-'))
        {
            nameEnd++;
        }

        if (nameEnd == nameStart || !char.IsAsciiLetter(html[nameStart]))
        {
            Text("<");
            return open + 1;
        }

        string name = html[nameStart..nameEnd].ToLowerInvariant();
        int end = HtmlAttributes.End(html, nameEnd);
        if (isEnd)
        {
            EndTag(name);
            return end;
        }

        StartTag(name, html.AsSpan(nameEnd, end - nameEnd));
        return RawElements.Contains(name) ? After(">", IndexOf($"</{name}", end)) : end;
    }

    private void StartTag(string name, ReadOnlySpan<char> attributes)
    {
        if (name == "table")
        {
            EndText();
            tables.Push(new HtmlTableBuilder());
        }
        else if (!tables.TryPeek(out HtmlTableBuilder? table))
        {
            text.Append(RawElements.Contains(name) ? " " : $" <{name}> ");
        }
        else if (name == "tr")
        {
            table.StartRow();
        }
        else if (name is "td" or "th")
        {
            table.StartCell(name == "th", HtmlAttributes.Span(attributes, "colspan"), HtmlAttributes.Span(attributes, "rowspan"));
        }
        else if (name == "br")
        {
            table.Text(" ");
        }
    }

    private void EndTag(string name)
    {
        if (!tables.TryPeek(out HtmlTableBuilder? table))
        {
            text.Append(CultureInfo.InvariantCulture, $" </{name}> ");
        }
        else if (name == "table")
        {
            EndTable();
        }
        else if (name is "td" or "th")
        {
            table.EndCell();
        }
        else if (name == "tr")
        {
            table.EndRow();
        }
    }

    private void Text(ReadOnlySpan<char> raw)
    {
        if (raw.IsEmpty)
        {
            return;
        }

        string decoded = WebUtility.HtmlDecode(raw.ToString());
        if (tables.TryPeek(out HtmlTableBuilder? table))
        {
            table.Text(decoded);
        }
        else
        {
            text.Append(decoded);
        }
    }

    private void EndTable() => parts.Add(new HtmlPart("", tables.Pop().ToTable()));

    private void EndText()
    {
        string collapsed = Collapse(text.ToString());
        text.Clear();
        if (collapsed.Length > 0)
        {
            parts.Add(new HtmlPart(collapsed, null));
        }
    }

    private int After(string sign, int from) => Math.Min(IndexOf(sign, from) + sign.Length, html.Length);

    private int IndexOf(string sign, int from) =>
        from < html.Length && html.IndexOf(sign, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var found ? found : html.Length;
}
