namespace Deckle.Tool.Rendering.Terminal;

/// <summary>
/// Writes text in styles. The only way from a notebook to a terminal: whatever text is given is made safe (<see cref="SafeText"/>), so that
/// the only escape sequences are those of the styles.
/// </summary>
/// <param name="writer">Where the text goes; its line end must be a line feed.</param>
/// <param name="usesColor">Whether styles show; without them the text stands alone.</param>
internal sealed class TerminalWriter(TextWriter writer, bool usesColor)
{
    public bool UsesColor { get; } = usesColor;

    public TerminalWriter Text(string text, TerminalStyle style = default) => Write(SafeText.Of(text), style);

    public TerminalWriter Text(ReadOnlySpan<char> text, TerminalStyle style = default) => Write(SafeText.Of(text), style);

    public TerminalWriter Line()
    {
        writer.Write('\n');
        return this;
    }

    public TerminalWriter Line(string text, TerminalStyle style = default) => Text(text, style).Line();

    /// <summary>A sequence that is meant for the terminal, such as one that draws a picture; never text of a notebook.</summary>
    public void Sequence(string sequence) => writer.Write(sequence);

    private TerminalWriter Write(string safe, TerminalStyle style)
    {
        if (safe.Length == 0)
        {
            return this;
        }

        if (!UsesColor || style.IsPlain)
        {
            writer.Write(safe);
            return this;
        }

        writer.Write("\e[");
        writer.Write(style.Parameters);
        writer.Write('m');
        writer.Write(safe);
        writer.Write("\e[0m");
        return this;
    }
}
