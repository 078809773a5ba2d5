using System.Globalization;
using System.Text.RegularExpressions;

namespace Deckle.Parameters.Formatting;

/// <summary>Python's format specification: <c>[[fill]align][sign][z][#][0][width][grouping][.precision][type]</c>.</summary>
internal sealed partial record FormatSpec
{
    // Python has no limit; a path has.
    private const int MaxWidth = 4096;

    public string Fill { get; private init; } = " ";

    /// <summary>One of <c>&lt; &gt; ^ =</c>; NUL where none is given.</summary>
    public char Align { get; private init; }

    /// <summary>One of <c>+ -</c> and space; <c>-</c> by default.</summary>
    public char Sign { get; private init; } = '-';

    /// <summary>Whether a 0 before the width asks for zeros; for strings they come behind (Python 3.10).</summary>
    public bool IsZeroPadded { get; private init; }

    public bool HasSign { get; private init; }

    public bool DropsNegativeZero { get; private init; }

    public bool IsAlternate { get; private init; }

    public int Width { get; private init; }

    /// <summary><c>,</c> or <c>_</c>; NUL for none.</summary>
    public char Grouping { get; private init; }

    public int? Precision { get; private init; }

    /// <summary>The presentation type; NUL where none is given.</summary>
    public char Type { get; private init; }

    public static FormatSpec Parse(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"invalid format specifier '{text}'");
        }

        bool isZeroPadded = match.Groups["zero"].Success;
        string align = match.Groups["align"].Value;
        return new FormatSpec
        {
            Fill = match.Groups["fill"].Success && match.Groups["fill"].Length > 0 ? match.Groups["fill"].Value : isZeroPadded ? "0" : " ",
            Align = align.Length > 0 ? align[0] : isZeroPadded ? '=' : '\0',
            IsZeroPadded = isZeroPadded && align.Length == 0,
            Sign = match.Groups["sign"].Success ? match.Groups["sign"].Value[0] : '-',
            HasSign = match.Groups["sign"].Success,
            DropsNegativeZero = match.Groups["z"].Success,
            IsAlternate = match.Groups["alternate"].Success,
            Width = Bounded(match.Groups["width"]) ?? 0,
            Grouping = match.Groups["grouping"].Success ? match.Groups["grouping"].Value[0] : '\0',
            Precision = Bounded(match.Groups["precision"]),
            Type = match.Groups["type"].Success ? match.Groups["type"].Value[0] : '\0',
        };
    }

    /// <summary>A finished text in the width, by default to the side that the kind of value takes.</summary>
    public string Pad(string text, char defaultAlign) => IsZeroPadded ? (this with { Align = defaultAlign }).Pad("", text, defaultAlign) : Pad("", text, defaultAlign);

    /// <summary>A number in the width; <c>=</c> fills between sign and digits.</summary>
    public string Pad(string sign, string digits, char defaultAlign)
    {
        int missing = Width - new StringInfo(sign + digits).LengthInTextElements;
        if (missing <= 0)
        {
            return sign + digits;
        }

        return (Align == '\0' ? defaultAlign : Align) switch
        {
            '<' => sign + digits + Filled(missing),
            '^' => Filled(missing / 2) + sign + digits + Filled(missing - (missing / 2)),
            '=' => sign + Filled(missing) + digits,
            _ => Filled(missing) + sign + digits,
        };
    }

    private string Filled(int count) => string.Concat(Enumerable.Repeat(Fill, count));

    private static int? Bounded(Group digits)
    {
        if (!digits.Success)
        {
            return null;
        }

        return int.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= MaxWidth
            ? value
            : throw new FormatException($"{digits.Value} is too wide for a path");
    }

    [GeneratedRegex(@"^(?:(?<fill>[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S])?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<z>z)?(?<alternate>#)?(?<zero>0)?(?<width>[0-9]+)?(?<grouping>[,_])?(?:\.(?<precision>[0-9]+))?(?<type>[bcdeEfFgGnosxX%])?\z")]
    private static partial Regex Pattern();
}
