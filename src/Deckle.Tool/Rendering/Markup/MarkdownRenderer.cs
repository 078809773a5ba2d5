using Deckle.Tool.Rendering.Sanitizing;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Deckle.Tool.Rendering.Markup;

/// <summary>Markdown as Jupyter shows it: CommonMark with GitHub's tables, task lists, strikethrough and links, TeX, and HTML that is sanitised.</summary>
internal sealed class MarkdownRenderer
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseTaskLists()
        .UseAutoLinks()
        .Build();

    private readonly HashSet<string> anchors = new(StringComparer.Ordinal);

    /// <summary>Every formula's TeX so far.</summary>
    public List<string> Tex { get; } = [];

    /// <summary>The first heading of the first level so far, as plain text.</summary>
    public string? Title { get; private set; }

    /// <summary>Markdown as HTML that is safe to put into a page.</summary>
    /// <param name="image">The data URI for an image's address, or null to show a link instead.</param>
    /// <param name="scope">The selector for styles in it; null leaves them out.</param>
    public string Render(string markdown, Func<string, string?> image, string? scope = null)
    {
        MathSpans math = MathSpans.In(markdown);
        Tex.AddRange(math.Tex);

        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(math.Text, Pipeline);
        }
        catch (ArgumentException)
        {
            // The parser gives up where quotes, lists or brackets stand too deep in each other. Nobody writes such; the source is shown.
            return $"<pre>{HtmlWriter.Escape(markdown)}</pre>";
        }

        foreach (HeadingBlock heading in document.Descendants<HeadingBlock>())
        {
            Anchor(heading, math);
        }

        using var text = new StringWriter();
        var renderer = new HtmlRenderer(text);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new HighlightedCodeRenderer(math));
        renderer.Render(document);
        return HtmlSanitizer.Sanitize(text.ToString(), new SanitizeOptions
        {
            Scope = scope,
            Image = address => image(math.ToSource(address)),
            Text = math.HasMath ? math.ToHtml : null,
            Value = math.HasMath ? math.ToSource : null,
        });
    }

    // Jupyter's rule: the text with hyphens for spaces, case kept. Links between cells are written against it.
    private void Anchor(HeadingBlock heading, MathSpans math)
    {
        if (heading.Inline is not { } inline)
        {
            return;
        }

        string text = math.ToSource(string.Concat(inline.Descendants().Select(PlainText))).Trim();
        if (text.Length == 0)
        {
            return;
        }

        Title ??= heading.Level == 1 ? text : null;
        string id = string.Join('-', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        string unique = id;
        for (int number = 1; !anchors.Add(unique); number++)
        {
            unique = $"{id}-{number}";
        }

        heading.GetAttributes().Id = unique;
        var link = new LinkInline($"#{Uri.EscapeDataString(unique)}", "");
        link.AppendChild(new LiteralInline("¶"));
        HtmlAttributes attributes = link.GetAttributes();
        attributes.AddClass("anchor-link");
        attributes.AddProperty("aria-label", $"Link to {text}");
        inline.AppendChild(link);
    }

    private static string PlainText(MarkdownObject inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        _ => "",
    };
}
