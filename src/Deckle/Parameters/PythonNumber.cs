using System.Globalization;
using System.Numerics;
using System.Text;
using Deckle.Json;

namespace Deckle.Parameters;

/// <summary>Reads text as Python's <c>int(text)</c> and <c>float(text)</c> do.</summary>
internal static class PythonNumber
{
    // Python's int() refuses more digits (CVE-2020-10735).
    private const int MaxIntegerDigits = 4300;

    /// <summary><c>int(text)</c>: surrounding space, a sign, digits of any script, single underscores between digits.</summary>
    public static JsonNumber? Integer(string text)
    {
        string ascii = Ascii(text);
        ReadOnlySpan<char> digits = ascii.AsSpan(ascii.Length > 0 && ascii[0] is '+' or '-' ? 1 : 0);
        if (DigitRun(digits) != digits.Length || digits.IsEmpty)
        {
            return null;
        }

        string plain = digits.ToString().Replace("_", "", StringComparison.Ordinal);
        if (plain.Length > MaxIntegerDigits)
        {
            return null;
        }

        BigInteger value = BigInteger.Parse(plain, NumberStyles.None, CultureInfo.InvariantCulture);
        return JsonNumber.Of(ascii[0] == '-' ? -value : value);
    }

    /// <summary><c>float(text)</c>: as above with fraction and exponent, and <c>nan</c>, <c>inf</c>, <c>infinity</c> in any case.</summary>
    public static JsonNumber? Float(string text)
    {
        string ascii = Ascii(text);
        ReadOnlySpan<char> rest = ascii.AsSpan(ascii.Length > 0 && ascii[0] is '+' or '-' ? 1 : 0);
        double sign = ascii.StartsWith('-') ? -1 : 1;
        if (rest.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            return JsonNumber.Of(double.NaN);
        }

        if (rest.Equals("inf", StringComparison.OrdinalIgnoreCase) || rest.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            return JsonNumber.Of(sign * double.PositiveInfinity);
        }

        int whole = DigitRun(rest);
        int at = whole;
        int fraction = 0;
        if (at < rest.Length && rest[at] == '.')
        {
            fraction = DigitRun(rest[(at + 1)..]);
            at += 1 + fraction;
        }

        if (whole + fraction == 0)
        {
            return null;
        }

        if (at < rest.Length && rest[at] is 'e' or 'E')
        {
            at += at + 1 < rest.Length && rest[at + 1] is '+' or '-' ? 2 : 1;
            int exponent = DigitRun(rest[at..]);
            at = exponent == 0 ? -1 : at + exponent;
        }

        return at != rest.Length
            ? null
            : JsonNumber.Of(double.Parse(ascii.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    // The length of the longest run of digits with single underscores between them: "1_0" is 3 long, "1__0" and "1_" are 1 long.
    private static int DigitRun(ReadOnlySpan<char> text)
    {
        int at = 0;
        while (at < text.Length && (char.IsAsciiDigit(text[at])
            || (text[at] == '_' && at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]))))
        {
            at++;
        }

        return at;
    }

    // CPython's _PyUnicode_TransformDecimalAndSpaceToASCII: digits of every script become ASCII digits; space around is dropped.
    private static string Ascii(string text)
    {
        var ascii = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int digit = text[i] < 0x80 ? -1 : CharUnicodeInfo.GetDecimalDigitValue(text, i);
            ascii.Append(digit < 0 ? text[i] : (char)('0' + digit));
            i += digit >= 0 && char.IsHighSurrogate(text[i]) ? 1 : 0;
        }

        int start = 0;
        int end = ascii.Length;
        while (start < end && IsSpace(ascii[start]))
        {
            start++;
        }

        while (end > start && IsSpace(ascii[end - 1]))
        {
            end--;
        }

        return ascii.ToString(start, end - start);
    }

    // str.isspace() counts the four separators 1C to 1F, char.IsWhiteSpace does not.
    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';
}
