namespace Deckle.Tool.Rendering.Highlighting;

/// <summary>Highlighted source as HTML.</summary>
internal sealed class HtmlCodeOutput(HtmlWriter html) : ICodeOutput
{
    public void Text(ReadOnlySpan<char> text) => html.Text(text);

    public void Token(string kind, ReadOnlySpan<char> text) => html.Raw("<span class=\"").Raw(kind).Raw("\">").Text(text).Raw("</span>");
}
