using Deckle.Tool.Rendering.Highlighting;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Deckle.Tool.Rendering.Markup;

/// <summary>Code in Markdown, coloured where its fence names a language.</summary>
internal sealed class HighlightedCodeRenderer(MathSpans math) : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock obj)
    {
        // Pandoc's form of the name is {.python}.
        string? language = (obj as FencedCodeBlock)?.Info?.Trim('{', '}', '.');
        var html = new HtmlWriter();
        CodeHighlighter.Write(html, math.ToSource(string.Join('\n', Lines(obj))), language);
        renderer.EnsureLine();
        renderer.Write("<pre class=\"highlight\"><code>").Write(html.ToString()).WriteLine("</code></pre>");
    }

    private static IEnumerable<string> Lines(CodeBlock block)
    {
        for (int i = 0; i < block.Lines.Count; i++)
        {
            yield return block.Lines.Lines[i].Slice.ToString();
        }
    }
}
