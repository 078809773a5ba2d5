using Deckle.Tool.Rendering.Markup;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;

namespace Deckle.Tool.Exporting;

/// <summary>Markdown as Jupyter reads it, parsed: CommonMark with GitHub's tables, strikethrough and links, and TeX.</summary>
/// <param name="Document">Its formulas are placeholders in the text; <see cref="Spans"/> finds them.</param>
internal sealed record MarkdownText(MarkdownDocument Document, MathSpans Math)
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UseAutoLinks().Build();

    private static readonly (string Open, string Close, bool IsDisplay)[] Delimiters =
    [
        ("$$", "$$", true), ("$", "$", false), (@"\\(", @"\\)", false), (@"\\[", @"\\]", true),
    ];

    public static MarkdownText Parse(string markdown)
    {
        MathSpans math = MathSpans.In(markdown);
        return new MarkdownText(Markdown.Parse(math.Text, Pipeline), math);
    }

    /// <summary>A text cut into words and formulas; a formula has its TeX without delimiters, an environment is whole.</summary>
    public IEnumerable<(string Text, MathKind Kind)> Spans(string text)
    {
        int at = 0;
        for (int open = text.IndexOf('\ue000', StringComparison.Ordinal); open >= 0; open = text.IndexOf('\ue000', at))
        {
            int end = text.IndexOf('\ue001', open) + 1;
            if (end == 0)
            {
                break;
            }

            if (open > at)
            {
                yield return (text[at..open], MathKind.None);
            }

            yield return Formula(Math.ToSource(text[open..end]));
            at = end;
        }

        if (at < text.Length)
        {
            yield return (text[at..], MathKind.None);
        }
    }

    private static (string Tex, MathKind Kind) Formula(string source)
    {
        foreach ((string open, string close, bool isDisplay) in Delimiters)
        {
            if (source.StartsWith(open, StringComparison.Ordinal) && source.EndsWith(close, StringComparison.Ordinal) && source.Length > open.Length + close.Length)
            {
                string tex = source[open.Length..^close.Length].Trim();
                return (tex, tex.StartsWith(@"\begin{", StringComparison.Ordinal) ? MathKind.Environment : isDisplay ? MathKind.Display : MathKind.Inline);
            }
        }

        return (source, source.StartsWith('\\') ? MathKind.Environment : MathKind.None);
    }
}
