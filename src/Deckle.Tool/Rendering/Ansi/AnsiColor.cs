using System.Globalization;

namespace Deckle.Tool.Rendering.Ansi;

/// <summary>A terminal's colour: its default, one of sixteen names that follow the theme, or red, green and blue.</summary>
internal readonly record struct AnsiColor
{
    private const int TrueColor = 1 << 24;

    private static readonly string[] Names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

    // 0 is the default, 1 to 16 are names, and with bit 24 the rest is RGB.
    private int Value { get; init; }

    public bool IsDefault => Value == 0;

    /// <summary>The name as nbconvert's and JupyterLab's classes spell it, such as <c>red-intense</c>; null for RGB.</summary>
    public string? Name => Value is 0 or >= TrueColor ? null : Value > 8 ? $"{Names[Value - 9]}-intense" : Names[Value - 1];

    public string Css => string.Create(CultureInfo.InvariantCulture, $"rgb({(Value >> 16) & 255},{(Value >> 8) & 255},{Value & 255})");

    /// <summary>The code that sets it; empty for the default.</summary>
    /// <param name="first">30 for the text, 40 for what is behind it.</param>
    public string Code(int first) => Value switch
    {
        0 => "",
        <= 8 => (first + Value - 1).ToString(CultureInfo.InvariantCulture),
        <= 16 => (first + 60 + Value - 9).ToString(CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{first + 8};2;{(Value >> 16) & 255};{(Value >> 8) & 255};{Value & 255}"),
    };

    public static AnsiColor Named(int index) => new() { Value = index + 1 };

    /// <summary>Terminals show bold text of the eight dark colours in the bright one.</summary>
    public AnsiColor Intense() => Value is >= 1 and <= 8 ? Named(Value - 1 + 8) : this;

    /// <summary>The colour behind 38 or 48: <c>5;index</c> or <c>2;r;g;b</c>. The place moves to its last code.</summary>
    public static AnsiColor Extended(ReadOnlySpan<int> codes, ref int at)
    {
        switch (at + 1 < codes.Length ? codes[at + 1] : -1)
        {
            case 5 when at + 2 < codes.Length:
                at += 2;
                return Indexed(codes[at]);
            case 2 when at + 4 < codes.Length:
                at += 4;
                return Rgb(codes[at - 2], codes[at - 1], codes[at]);
            default:
                at = codes.Length;
                return default;
        }
    }

    // xterm's table: 16 names, a cube of 6 x 6 x 6, 24 greys.
    private static AnsiColor Indexed(int index) => index switch
    {
        >= 0 and < 16 => Named(index),
        >= 16 and < 232 => Rgb(Step((index - 16) / 36), Step((index - 16) / 6 % 6), Step((index - 16) % 6)),
        >= 232 and < 256 => Rgb(8 + ((index - 232) * 10), 8 + ((index - 232) * 10), 8 + ((index - 232) * 10)),
        _ => default,
    };

    private static int Step(int level) => level == 0 ? 0 : 55 + (level * 40);

    private static AnsiColor Rgb(int red, int green, int blue) =>
        new() { Value = TrueColor | (Math.Clamp(red, 0, 255) << 16) | (Math.Clamp(green, 0, 255) << 8) | Math.Clamp(blue, 0, 255) };
}
