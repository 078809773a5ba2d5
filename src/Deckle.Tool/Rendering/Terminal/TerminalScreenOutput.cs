using System.Globalization;
using Deckle.Tool.Rendering.Ansi;

namespace Deckle.Tool.Rendering.Terminal;

/// <summary>What a program wrote to its terminal, on this one: its colours in our own sequences, nothing else of it that a terminal would obey.</summary>
/// <param name="basic">Of text without a style of its own.</param>
/// <param name="mostLines">Further lines are counted.</param>
internal sealed class TerminalScreenOutput(TerminalWriter writer, TerminalStyle basic, int mostLines) : IScreenOutput
{
    private TerminalStyle style;
    private int lines;

    public void Start(AnsiStyle shown) => style = new(shown.Parameters());

    public void Text(ReadOnlySpan<char> text)
    {
        if (lines < mostLines)
        {
            writer.Text(text, style.IsPlain ? basic : style);
        }
    }

    public void End(AnsiStyle shown) => style = TerminalStyle.Plain;

    public void NewLine()
    {
        if (lines++ < mostLines)
        {
            writer.Line();
        }
    }

    /// <summary>Ends the last line.</summary>
    public void Finish()
    {
        if (lines < mostLines)
        {
            writer.Line();
            return;
        }

        writer.Line(string.Create(CultureInfo.InvariantCulture, $"… {lines - mostLines + 1:N0} more lines"), TerminalStyle.Dim);
    }
}
