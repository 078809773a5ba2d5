namespace Deckle.Tool.Rendering.Terminal;

/// <summary>A cell of a <see cref="TextTable"/>.</summary>
internal readonly record struct TableCell(string Text, TerminalStyle Style = default, bool IsHeader = false)
{
    private const string NumberSigns = "0123456789+-.,eE%→ ";

    /// <summary>Whether it stands at the right of its column, as numbers do, and what is missing among them.</summary>
    public bool IsNumber => Text is "" or "NaN" or "nan" or "None" or "inf" or "-inf" or "..." or "…" || (Text.Any(char.IsAsciiDigit) && Text.All(c => NumberSigns.Contains(c, StringComparison.Ordinal)));
}
