using System.Globalization;
using Deckle.Exporting;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Deckle.Tool.Exporting.Rst;

/// <summary>Markdown as reStructuredText. It knows no markup inside markup: of bold links the link stays.</summary>
internal sealed class RstMarkup
{
    // pandoc's order of underlines.
    private const string Underlines = "=-~^'\"";

    private readonly List<int> openLevels = [];
    private readonly List<string> substitutions = [];

    public string Render(string markdown)
    {
        MarkdownText text = MarkdownText.Parse(markdown);
        int known = substitutions.Count;
        string body = Blocks(text.Document, text);
        return substitutions.Count == known ? body : $"{body}\n\n{string.Join('\n', substitutions.Skip(known))}";
    }

    private string Blocks(ContainerBlock container, MarkdownText text, bool isNested = false)
    {
        var blocks = new List<string>();
        for (int i = 0; i < container.Count; i++)
        {
            string block = Block(container[i], text, isNested, isLast: i + 1 == container.Count || container[i + 1] is HeadingBlock);

            // A quote is known by its indentation alone: behind a list it would be the list's.
            bool isAmbiguous = container[i] is QuoteBlock && blocks.Count > 0;
            blocks.AddRange(isAmbiguous ? ["..", block] : [block]);
        }

        return string.Join("\n\n", blocks.Where(block => block.Length > 0));
    }

    private string Block(Block block, MarkdownText text, bool isNested, bool isLast) => block switch
    {
        HeadingBlock heading when !isNested => Heading(heading, text),
        HeadingBlock heading => Plain(heading.Inline, text) is { Length: > 0 } title ? $"**{RstText.Escape(title)}**" : "",
        ParagraphBlock paragraph => Paragraph(paragraph, text),
        FencedCodeBlock { Info: { Length: > 0 } info } code when info.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '#') =>
            $".. code:: {info}\n\n{ExportText.Indent(text.Math.ToSource(code.Lines.ToString()))}",
        CodeBlock code => $"::\n\n{ExportText.Indent(text.Math.ToSource(code.Lines.ToString()))}",
        ListBlock list => List(list, text),
        QuoteBlock quote => ExportText.Indent(Blocks(quote, text, isNested: true)),
        Table table => TableOf(table, text),
        HtmlBlock html => $".. raw:: html\n\n{ExportText.Indent(text.Math.ToSource(html.Lines.ToString()).TrimEnd('\n'))}",

        // A document must not end with one, nor a section, nor may a list hold one.
        ThematicBreakBlock when !isNested && !isLast => "--------------",
        ContainerBlock container => Blocks(container, text, isNested),
        _ => "",
    };

    /// <summary>Levels are counted as they open: behind <c>#</c> the next lower one is the second, whatever its number of signs; a gap is an error.</summary>
    private string Heading(HeadingBlock heading, MarkdownText text)
    {
        string title = Inlines(heading.Inline, text).Replace('\n', ' ');
        if (title.Length == 0)
        {
            return "";
        }

        openLevels.RemoveAll(level => level >= heading.Level);
        openLevels.Add(heading.Level);
        return $"{title}\n{new string(Underlines[Math.Min(openLevels.Count, Underlines.Length) - 1], Width(title))}";
    }

    private string Paragraph(ParagraphBlock paragraph, MarkdownText text)
    {
        if (paragraph.Inline?.FirstChild is LinkInline { IsImage: true, NextSibling: null } image)
        {
            string alt = Plain(image, text).Replace('\n', ' ');
            return $".. image:: {Url(image, text)}" + (alt.Length == 0 ? "" : $"\n   :alt: {alt}");
        }

        return Inlines(paragraph.Inline, text);
    }

    private string List(ListBlock list, MarkdownText text)
    {
        int number = int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out int first) ? first : 1;
        IEnumerable<string> items = list.OfType<ListItemBlock>().Select(item =>
        {
            string mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            string body = Blocks(item, text, isNested: true);
            return body.Length == 0 ? mark.TrimEnd() : mark + ExportText.Indent(body, mark.Length)[mark.Length..];
        });
        return string.Join(list.IsLoose ? "\n\n" : "\n", items.Select(item => item.Contains("\n\n", StringComparison.Ordinal) ? item + "\n" : item)).TrimEnd('\n');
    }

    private string TableOf(Table table, MarkdownText text)
    {
        IEnumerable<string> rows = table.OfType<TableRow>().SelectMany(row => row.OfType<TableCell>().Select((cell, index) =>
            $"{(index == 0 ? "   * - " : "     - ")}{ExportText.Indent(Blocks(cell, text, isNested: true), 7).TrimStart()}".TrimEnd()));
        int headers = table.OfType<TableRow>().Count(row => row.IsHeader);
        return string.Create(CultureInfo.InvariantCulture, $".. list-table::\n   :header-rows: {headers}\n\n{string.Join('\n', rows)}");
    }

    private string Inlines(ContainerInline? container, MarkdownText text)
    {
        var result = new RstText();
        Write(container, text, result);
        return result.ToString();
    }

    private void Write(ContainerInline? container, MarkdownText text, RstText result)
    {
        foreach (Inline inline in container ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    Literal(literal.Content.ToString(), text, result);
                    break;
                case HtmlEntityInline entity:
                    result.Words(entity.Transcoded.ToString());
                    break;
                case LineBreakInline:
                case HtmlInline { Tag: "<br>" or "<br/>" or "<br />" }:
                    result.Break();
                    break;
                case CodeInline code:
                    result.Markup($"``{text.Math.ToSource(code.Content).Trim()}``");
                    break;
                case AutolinkInline link:
                    result.Words(link.Url);
                    break;
                case LinkInline { IsImage: true } image:
                    result.Markup(Substitution(image, text));
                    break;
                case LinkInline link:
                    result.Markup($"`{Title(link, text)} <{Url(link, text)}>`__");
                    break;
                case EmphasisInline { DelimiterChar: '~' } strike:
                    Write(strike, text, result);
                    break;
                case EmphasisInline emphasis when Plain(emphasis, text).Trim() is { Length: > 0 } words && !emphasis.Descendants<LinkInline>().Any():
                    string sign = emphasis.DelimiterCount == 2 ? "**" : "*";
                    result.Markup($"{sign}{RstText.Escape(words)}{sign}");
                    break;
                case ContainerInline inner:
                    Write(inner, text, result);
                    break;
            }
        }
    }

    private static void Literal(string content, MarkdownText text, RstText result)
    {
        foreach ((string piece, MathKind kind) in text.Spans(content))
        {
            switch (kind)
            {
                case MathKind.None:
                    result.Words(piece);
                    break;
                case MathKind.Inline:
                    result.Markup($":math:`{piece.Replace('\n', ' ')}`");
                    break;
                default:
                    // A block of its own; docutils puts environments into one that aligns.
                    result.Break();
                    result.Break();
                    result.Markup($".. math::\n\n{ExportText.Indent(piece)}\n");
                    result.Break();
                    break;
            }
        }
    }

    private string Substitution(LinkInline image, MarkdownText text)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"|image{substitutions.Count}|");
        substitutions.Add($".. {name} image:: {Url(image, text)}");
        return name;
    }

    private static string Title(LinkInline link, MarkdownText text)
    {
        string title = Plain(link, text).Trim().Replace('\n', ' ');
        return RstText.Escape(title.Length == 0 ? link.Url ?? "" : title).Replace("<", "\\<", StringComparison.Ordinal);
    }

    private static string Url(LinkInline link, MarkdownText text) =>
        text.Math.ToSource(link.Url ?? "").Replace(" ", "%20", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    /// <summary>The words alone, formulas as they were written.</summary>
    private static string Plain(ContainerInline? container, MarkdownText text) => text.Math.ToSource(string.Concat((container ?? Enumerable.Empty<Inline>()).Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => "\n",
        AutolinkInline link => link.Url,
        ContainerInline inner => Plain(inner, text),
        _ => "",
    })));

    // An underline must be as wide as its title on a terminal, where Chinese and Japanese take two places a sign.
    private static int Width(string title) => title.EnumerateRunes().Sum(rune => rune.Value is >= 0x1100 and <= 0x115f or >= 0x2e80 and <= 0xa4cf or >= 0xac00 and <= 0xd7a3
        or >= 0xf900 and <= 0xfaff or >= 0xfe30 and <= 0xfe6f or >= 0xff00 and <= 0xff60 or >= 0xffe0 and <= 0xffe6 or >= 0x1f300 and <= 0x1faff or >= 0x20000 ? 2 : 1);
}
