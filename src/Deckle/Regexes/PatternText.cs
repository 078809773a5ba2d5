using System.Globalization;

namespace Deckle.Regexes;

/// <summary>The pieces of .NET patterns that mean what Python means.</summary>
internal static class PatternText
{
    public const string Nothing = "(?!)";

    /// <summary>No place inside a pair of surrogates.</summary>
    public const string BetweenCodePoints = @"(?!(?<=[\uD800-\uDBFF])[\uDC00-\uDFFF])";

    private const string LoneSurrogate = @"[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]";
    private const string AnySurrogate = @"[\uD800-\uDBFF][\uDC00-\uDFFF]|" + LoneSurrogate;

    /// <summary>One code point, escaped so that no sign of it means anything.</summary>
    public static string Unit(int point) =>
        point < 0x80 && (char.IsAsciiLetterOrDigit((char)point) || point == '_')
            ? ((char)point).ToString()
            : string.Create(CultureInfo.InvariantCulture, $"\\u{point:X4}");

    public static string Literal(int point, TextRange range)
    {
        if (point < 0x10000)
        {
            return Unit(point);
        }

        string pair = char.ConvertFromUtf32(point);
        return range == TextRange.Full ? $"(?:{Unit(pair[0])}{Unit(pair[1])})" : Nothing;
    }

    /// <summary>A code point that none of the ranges written inside brackets holds.</summary>
    public static string NoneOf(string inBrackets, TextRange range) =>
        range == TextRange.Full ? $@"(?:[^{inBrackets}\uD800-\uDFFF]|{AnySurrogate})" : $"[^{inBrackets}]";

    public static string Any(bool isNewlineToo, TextRange range) =>
        !isNewlineToo ? NoneOf(@"\n", range)
        : range == TextRange.Full ? $@"(?:[^\uD800-\uDFFF]|{AnySurrogate})"
        : @"[\s\S]";

    /// <summary><c>\w</c>, <c>\d</c> or <c>\s</c> as it stands inside brackets.</summary>
    public static string Category(char letter, bool isAscii, TextRange range) => (letter, isAscii, range) switch
    {
        ('w', true, _) or ('w', _, TextRange.Ascii) => "a-zA-Z0-9_",

        // str.isalnum(): letters and all numbers. .NET's \w has marks and connectors instead of numbers such as ½.
        ('w', _, _) => @"\p{L}\p{N}_",
        ('d', true, _) or ('d', _, TextRange.Ascii) => "0-9",
        ('d', _, _) => @"\d",
        ('s', true, _) => @"\t-\r\u0020",

        // str.isspace() counts the separators 1C to 1F.
        _ => @"\s\u001C-\u001F",
    };

    public static string WordBoundary(bool isNegated, bool isAscii, TextRange range)
    {
        // Before Python 3.14 the empty text has no place that is no boundary.
        const string NotEmpty = @"(?!\A\z)";
        if (range == TextRange.Ascii)
        {
            return isNegated ? $@"(?:{NotEmpty}\B)" : @"\b";
        }

        string word = $"[{Category('w', isAscii, range)}]";
        return isNegated ? $"(?:{NotEmpty}(?:(?<={word})(?={word})|(?<!{word})(?!{word})))" : $"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))";
    }

    /// <summary>Code points above FFFF as pairs of surrogates.</summary>
    public static IEnumerable<string> Pairs(int first, int last)
    {
        (char Upper, char Lower) from = Split(first);
        (char Upper, char Lower) to = Split(last);
        if (from.Upper == to.Upper)
        {
            yield return Pair(from.Upper, from.Upper, from.Lower, to.Lower);
            yield break;
        }

        yield return Pair(from.Upper, from.Upper, from.Lower, '\uDFFF');
        if (to.Upper - from.Upper > 1)
        {
            yield return Pair((char)(from.Upper + 1), (char)(to.Upper - 1), '\uDC00', '\uDFFF');
        }

        yield return Pair(to.Upper, to.Upper, '\uDC00', to.Lower);
    }

    private static string Pair(char upper, char lastUpper, char lower, char lastLower) =>
        $"[{Unit(upper)}-{Unit(lastUpper)}][{Unit(lower)}-{Unit(lastLower)}]";

    private static (char Upper, char Lower) Split(int point)
    {
        string pair = char.ConvertFromUtf32(point);
        return (pair[0], pair[1]);
    }
}
