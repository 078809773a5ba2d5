using System.Buffers;
using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Deckle.Tool.Exporting.Latex;

/// <summary>Markdown as LaTeX. HTML in it has no place there and is left out, as pandoc does.</summary>
internal static class LatexMarkup
{
    private static readonly string[] Sections = ["section", "subsection", "subsubsection", "paragraph", "subparagraph", "subparagraph"];

    private static readonly SearchValues<char> NotInPaths = SearchValues.Create("{}\\%#$^~\n");

    public static string Render(string markdown)
    {
        MarkdownText text = MarkdownText.Parse(markdown);
        return Blocks(text.Document, text);
    }

    /// <summary>An image, no larger than the page; where the file is missing, its name, so that the document compiles.</summary>
    public static string Image(string address)
    {
        string path = Uri.UnescapeDataString(address);
        return path.Contains(':', StringComparison.Ordinal) || path.AsSpan().ContainsAny(NotInPaths)
            ? $"\\href{{{LatexText.Url(address)}}}{{\\texttt{{{LatexText.Escape(path)}}}}}"
            : $"\\IfFileExists{{{path}}}{{\\adjustimage{{max size={{0.9\\linewidth}}{{0.9\\paperheight}}}}{{{path}}}}}{{\\texttt{{{LatexText.Escape(path)}}}}}";
    }

    public static string Verbatim(string text) => $"\\begin{{Verbatim}}[commandchars=\\\\\\{{\\}}]\n{LatexText.Verbatim(text.TrimEnd('\n'))}\n\\end{{Verbatim}}";

    private static string Blocks(ContainerBlock container, MarkdownText text) =>
        string.Join("\n\n", container.Select(block => Block(block, text)).Where(block => block.Length > 0));

    private static string Block(Block block, MarkdownText text) => block switch
    {
        HeadingBlock heading => $"\\{Sections[Math.Clamp(heading.Level, 1, 6) - 1]}{{{Inlines(heading.Inline, text, isMoving: true)}}}",
        ParagraphBlock paragraph => Inlines(paragraph.Inline, text).Trim('\n'),
        CodeBlock code => Verbatim(text.Math.ToSource(code.Lines.ToString())),
        ListBlock list => List(list, text),
        QuoteBlock quote => Environment("quote", Blocks(quote, text)),
        Table table => TableOf(table, text),
        ThematicBreakBlock => "\\begin{center}\\rule{0.5\\linewidth}{0.5pt}\\end{center}",
        HtmlBlock => "",
        ContainerBlock container => Blocks(container, text),
        _ => "",
    };

    private static string Environment(string name, string body) => $"\\begin{{{name}}}\n{body}\n\\end{{{name}}}";

    private static string List(ListBlock list, MarkdownText text)
    {
        string items = string.Join('\n', list.OfType<ListItemBlock>().Select(item => $"\\item {Blocks(item, text)}".TrimEnd()));
        bool startsLater = list.IsOrdered && int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out int start) && start != 1;
        string counter = startsLater ? string.Create(CultureInfo.InvariantCulture, $"\\setcounter{{enumi}}{{{int.Parse(list.OrderedStart!, CultureInfo.InvariantCulture) - 1}}}\n") : "";
        return Environment(list.IsOrdered ? "enumerate" : "itemize", counter + items);
    }

    private static string TableOf(Table table, MarkdownText text)
    {
        int columns = table.OfType<TableRow>().Max(row => row.Count);
        string alignment = string.Concat(Enumerable.Range(0, columns).Select(column =>
            (column < table.ColumnDefinitions.Count ? table.ColumnDefinitions[column].Alignment : null) switch
            {
                TableColumnAlign.Center => 'c',
                TableColumnAlign.Right => 'r',
                _ => 'l',
            }));
        var rows = new StringBuilder();
        foreach (TableRow row in table.OfType<TableRow>())
        {
            rows.Append(string.Join(" & ", row.OfType<TableCell>().Select(cell => Blocks(cell, text).Replace("\n\n", " ", StringComparison.Ordinal)))).Append(" \\\\\n");
            rows.Append(row.IsHeader ? "\\midrule\n" : "");
        }

        return $"\\begin{{longtable}}{{{alignment}}}\n\\toprule\n{rows}\\bottomrule\n\\end{{longtable}}";
    }

    private static string Inlines(ContainerInline? container, MarkdownText text, bool isMoving = false) =>
        string.Concat((container ?? Enumerable.Empty<Inline>()).Select(inline => Inline(inline, text, isMoving)));

    // In a title a formula must be inline, and nothing may break the line.
    private static string Inline(Inline inline, MarkdownText text, bool isMoving) => inline switch
    {
        LiteralInline literal => string.Concat(text.Spans(literal.Content.ToString()).Select(span => Formula(span.Text, isMoving && span.Kind != MathKind.None ? MathKind.Inline : span.Kind))),
        HtmlEntityInline entity => LatexText.Escape(entity.Transcoded.ToString()),
        LineBreakInline { IsHard: true } when !isMoving => "\\\\\n",
        LineBreakInline => isMoving ? " " : "\n",
        CodeInline code => $"\\texttt{{{LatexText.Escape(text.Math.ToSource(code.Content))}}}",
        AutolinkInline link => $"\\url{{{LatexText.Url(link.Url)}}}",
        LinkInline { IsImage: true } image => isMoving ? "" : Image(text.Math.ToSource(image.Url ?? "")),
        LinkInline { Url: ['#', ..] } link => Inlines(link, text, isMoving),
        LinkInline link => $"\\href{{{LatexText.Url(text.Math.ToSource(link.Url ?? ""))}}}{{{Inlines(link, text, isMoving: true)}}}",
        EmphasisInline { DelimiterChar: '~' } strike => $"\\sout{{{Inlines(strike, text, isMoving)}}}",
        EmphasisInline { DelimiterCount: 2 } strong => $"\\textbf{{{Inlines(strong, text, isMoving)}}}",
        EmphasisInline emphasis => $"\\emph{{{Inlines(emphasis, text, isMoving)}}}",
        ContainerInline inner => Inlines(inner, text, isMoving),
        _ => "",
    };

    private static string Formula(string text, MathKind kind) => kind switch
    {
        MathKind.Inline => $"\\({text}\\)",
        MathKind.Display => $"\\[{text}\\]",
        MathKind.Environment => text,
        _ => LatexText.Escape(text),
    };
}
