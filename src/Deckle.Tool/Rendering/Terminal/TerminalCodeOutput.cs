using Deckle.Tool.Rendering.Highlighting;

namespace Deckle.Tool.Rendering.Terminal;

/// <summary>Highlighted source in a terminal's colours. A style ends with its line, so that pagers can begin anywhere.</summary>
internal sealed class TerminalCodeOutput(TerminalWriter writer) : ICodeOutput
{
    public void Text(ReadOnlySpan<char> text) => Lines(text, TerminalStyle.Plain);

    public void Token(string kind, ReadOnlySpan<char> text) => Lines(text, Style(kind));

    private void Lines(ReadOnlySpan<char> text, TerminalStyle style)
    {
        for (int end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n'))
        {
            writer.Text(text[..end].TrimEnd('\r'), style).Line();
            text = text[(end + 1)..];
        }

        writer.Text(text, style);
    }

    private static TerminalStyle Style(string kind) => kind switch
    {
        "k" => new TerminalStyle("35"),
        "kc" or "m" => new TerminalStyle("36"),
        "nb" => new TerminalStyle("36"),
        "nf" => new TerminalStyle("1;34"),
        "nd" or "cp" => new TerminalStyle("33"),
        "nv" => new TerminalStyle("34"),
        "s" => new TerminalStyle("32"),
        "c" => TerminalStyle.Dim,
        _ => TerminalStyle.Plain,
    };
}
