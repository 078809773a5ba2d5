using System.Text;
using Deckle.Json;
using Deckle.Tool.Rendering;
using Deckle.Tool.Rendering.Ansi;
using Deckle.Tool.Rendering.Highlighting;

namespace Deckle.Tool.Reviewing;

/// <summary>A text by lines: as they are compared, and as HTML with colours.</summary>
internal sealed class SourceLines
{
    private SourceLines(IReadOnlyList<string> texts, IReadOnlyList<string> html)
    {
        Texts = texts;
        Html = html;
    }

    public static SourceLines None { get; } = new([], []);

    /// <summary>The lines without their ends.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The same lines as HTML; a span that covers several lines is closed and opened again.</summary>
    public IReadOnlyList<string> Html { get; }

    public int Count => Texts.Count;

    /// <summary>Lines of program text.</summary>
    public static SourceLines Of(string source, string? language)
    {
        string[] texts = Lines(source);
        var html = new HtmlWriter();
        CodeHighlighter.Write(html, string.Join('\n', texts), language);
        return texts.Length == 0 ? None : new SourceLines(texts, Split(html.ToString()));
    }

    /// <summary>Lines of what a program wrote, as a terminal leaves them, with its colours.</summary>
    public static SourceLines OfTerminal(string text)
    {
        if (text.AsSpan().IndexOfAny('\e', '\r', '\b') < 0)
        {
            return Of(text);
        }

        var html = new HtmlWriter();
        AnsiRenderer.Write(html, text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\0', '\ufffd'));
        List<string> lines = Split(html.ToString());
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return new SourceLines([.. lines.Select(Text)], lines);
    }

    /// <summary>Lines of plain text.</summary>
    public static SourceLines Of(string text)
    {
        string[] texts = Lines(text);
        return new SourceLines(texts, [.. texts.Select(line => HtmlWriter.Escape(line))]);
    }

    /// <summary>A line's HTML with parts of its text in <c>mark</c> elements.</summary>
    public string Marked(int line, IReadOnlyList<Range> marks)
    {
        string html = Html[line];
        if (marks.Count == 0)
        {
            return html;
        }

        var marked = new StringBuilder(html.Length + (marks.Count * 13));
        int character = 0;
        int mark = 0;
        bool isOpen = false;
        for (int at = 0; at < html.Length;)
        {
            // A reference such as &lt; is one character, a tag is none, and no mark stands across a tag.
            bool isTag = html[at] == '<';
            int end = isTag ? html.IndexOf('>', at) + 1 : html[at] == '&' ? html.IndexOf(';', at) + 1 : at + 1;
            if (!isTag)
            {
                while (mark < marks.Count && marks[mark].End.Value <= character)
                {
                    mark++;
                }
            }

            bool isMarked = !isTag && mark < marks.Count && marks[mark].Start.Value <= character;
            if (isMarked != isOpen)
            {
                marked.Append(isMarked ? "<mark>" : "</mark>");
                isOpen = isMarked;
            }

            marked.Append(html, at, end - at);
            character += isTag ? 0 : 1;
            at = end;
        }

        return marked.Append(isOpen ? "</mark>" : "").ToString();
    }

    // NUL is no character of HTML and would be dropped there.
    private static string[] Lines(string text) =>
        [.. PythonLines.Split(text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\ufffd') : text).Select(PythonLines.WithoutEnd)];

    // What HtmlWriter wrote: spans, and references of its own.
    private static string Text(string html)
    {
        if (html.AsSpan().IndexOfAny('<', '&') < 0)
        {
            return html;
        }

        var text = new StringBuilder(html.Length);
        for (int at = 0; at < html.Length; at++)
        {
            switch (html[at])
            {
                case '<':
                    at = html.IndexOf('>', at);
                    break;
                case '&':
                    int end = html.IndexOf(';', at);
                    text.Append(html[at..(end + 1)] switch { "&lt;" => '<', "&gt;" => '>', "&amp;" => '&', "&quot;" => '"', _ => '\'' });
                    at = end;
                    break;
                default:
                    text.Append(html[at]);
                    break;
            }
        }

        return text.ToString();
    }

    private static List<string> Split(string html)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        string open = "";
        for (int at = 0; at < html.Length; at++)
        {
            if (html[at] == '\n')
            {
                line.Append(open.Length > 0 ? "</span>" : "");
                lines.Add(line.ToString());
                line.Clear().Append(open);
            }
            else if (html[at] == '<')
            {
                int end = html.IndexOf('>', at);
                string tag = html[at..(end + 1)];
                open = tag == "</span>" ? "" : tag;
                line.Append(tag);
                at = end;
            }
            else
            {
                line.Append(html[at]);
            }
        }

        lines.Add(line.ToString());
        return lines;
    }
}
