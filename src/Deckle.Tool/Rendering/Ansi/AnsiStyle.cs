namespace Deckle.Tool.Rendering.Ansi;

/// <summary>How a terminal shows a character (ECMA-48, SGR).</summary>
internal readonly record struct AnsiStyle
{
    public AnsiColor Foreground { get; init; }

    public AnsiColor Background { get; init; }

    public bool IsBold { get; init; }

    public bool IsItalic { get; init; }

    public bool IsUnderlined { get; init; }

    public bool IsStruck { get; init; }

    public bool IsInverse { get; init; }

    public bool IsPlain => this == default;

    /// <summary>The style after the parameters of one <c>CSI ... m</c>. What is unknown is passed over.</summary>
    public AnsiStyle After(ReadOnlySpan<char> parameters)
    {
        Span<int> codes = stackalloc int[32];
        int count = Read(parameters, codes);
        AnsiStyle style = this;
        for (int at = 0; at < count; at++)
        {
            int code = codes[at];
            style = code switch
            {
                0 => default,
                1 => style with { IsBold = true },
                3 => style with { IsItalic = true },
                4 => style with { IsUnderlined = true },
                7 => style with { IsInverse = true },
                9 => style with { IsStruck = true },
                21 or 22 => style with { IsBold = false },
                23 => style with { IsItalic = false },
                24 => style with { IsUnderlined = false },
                27 => style with { IsInverse = false },
                29 => style with { IsStruck = false },
                >= 30 and <= 37 => style with { Foreground = AnsiColor.Named(code - 30) },
                38 => style with { Foreground = AnsiColor.Extended(codes[..count], ref at) },
                39 => style with { Foreground = default },
                >= 40 and <= 47 => style with { Background = AnsiColor.Named(code - 40) },
                48 => style with { Background = AnsiColor.Extended(codes[..count], ref at) },
                49 => style with { Background = default },
                >= 90 and <= 97 => style with { Foreground = AnsiColor.Named(code - 90 + 8) },
                >= 100 and <= 107 => style with { Background = AnsiColor.Named(code - 100 + 8) },
                _ => style,
            };
        }

        return style;
    }

    /// <summary>The parameters of the <c>CSI ... m</c> that makes this style of the default one.</summary>
    public string Parameters()
    {
        (bool IsOn, string Code)[] flags = [(IsBold, "1"), (IsItalic, "3"), (IsUnderlined, "4"), (IsInverse, "7"), (IsStruck, "9")];
        return string.Join(';', flags.Where(flag => flag.IsOn).Select(flag => flag.Code).Append(Foreground.Code(30)).Append(Background.Code(40)).Where(code => code.Length > 0));
    }

    // An empty parameter is 0; 38:2:r:g:b is what ISO 8613-6 writes for 38;2;r;g;b.
    private static int Read(ReadOnlySpan<char> parameters, Span<int> codes)
    {
        int count = 0;
        foreach (Range range in parameters.SplitAny(';', ':'))
        {
            if (count == codes.Length)
            {
                break;
            }

            ReadOnlySpan<char> number = parameters[range];
            codes[count++] = number.IsEmpty ? 0 : int.TryParse(number, out int code) ? code : -1;
        }

        return count;
    }
}
