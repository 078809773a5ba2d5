using System.Text;

namespace Deckle.Tool.Rendering.Ansi;

/// <summary>The text alone.</summary>
internal sealed class PlainScreenOutput : IScreenOutput
{
    private readonly StringBuilder text = new();

    public void Start(AnsiStyle shown)
    {
    }

    public void Text(ReadOnlySpan<char> text) => this.text.Append(text);

    public void End(AnsiStyle shown)
    {
    }

    public void NewLine() => text.Append('\n');

    public override string ToString() => text.ToString();
}
