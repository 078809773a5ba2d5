using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Deckle.Json;

namespace Deckle.Parameters;

/// <summary>
/// The value of a plain YAML scalar by the rules of YAML 1.1 as PyYAML's <c>SafeLoader</c> has them, without timestamps (papermill leaves them out):
/// <c>yes</c> is true, <c>014</c> is 12, <c>1:30</c> is 90, <c>1e3</c> is a string because YAML 1.1 floats have a point.
/// </summary>
public static partial class Yaml11
{
    public static JsonValue Resolve(string plain)
    {
        ArgumentNullException.ThrowIfNull(plain);
        return plain switch
        {
            "" or "~" or "null" or "Null" or "NULL" => JsonNull.Value,
            "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => JsonBoolean.True,
            "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => JsonBoolean.False,
            _ when FloatPattern().IsMatch(plain) => (JsonValue?)Float(plain) ?? plain,
            _ when IntegerPattern().IsMatch(plain) => (JsonValue?)Integer(plain) ?? plain,
            _ => plain,
        };
    }

    /// <summary>The value of a scalar tagged <c>!!bool</c>, in any case; null for other text.</summary>
    public static JsonBoolean? Boolean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.ToUpperInvariant() switch
        {
            "YES" or "TRUE" or "ON" => JsonBoolean.True,
            "NO" or "FALSE" or "OFF" => JsonBoolean.False,
            _ => null,
        };
    }

    /// <summary>The value of a scalar tagged <c>!!int</c>: binary, octal, hexadecimal, sexagesimal or decimal; null for other text.</summary>
    public static JsonNumber? Integer(string text)
    {
        string digits = Unsigned(text, out bool isNegative);
        BigInteger? value = digits switch
        {
            "0" => BigInteger.Zero,
            _ when digits.StartsWith("0b", StringComparison.Ordinal) => InBase(digits.AsSpan(2), 2),
            _ when digits.StartsWith("0x", StringComparison.Ordinal) => InBase(digits.AsSpan(2), 16),
            _ when digits.StartsWith('0') => InBase(digits, 8),
            _ when digits.Contains(':', StringComparison.Ordinal) => Sexagesimal(digits.Split(':'), part => InBase(part, 10), (sum, part) => (sum * 60) + part),
            _ => InBase(digits, 10),
        };

        return value is { } found ? JsonNumber.Of(isNegative ? -found : found) : null;
    }

    /// <summary>The value of a scalar tagged <c>!!float</c>: decimal, sexagesimal, <c>.inf</c> or <c>.nan</c>; null for other text.</summary>
    public static JsonNumber? Float(string text)
    {
        string digits = Unsigned(text, out bool isNegative);
        double? value = digits.ToUpperInvariant() switch
        {
            ".INF" => double.PositiveInfinity,
            ".NAN" => double.NaN,
            _ when digits.Contains(':', StringComparison.Ordinal) => Sexagesimal(digits.Split(':'), part => PythonNumber.Float(part)?.ToDouble(), (sum, part) => (sum * 60) + part),
            _ => PythonNumber.Float(digits)?.ToDouble(),
        };

        return value is { } found ? JsonNumber.Of(isNegative ? -found : found) : null;
    }

    private static string Unsigned(string text, out bool isNegative)
    {
        ArgumentNullException.ThrowIfNull(text);
        string digits = text.Replace("_", "", StringComparison.Ordinal);
        isNegative = digits.StartsWith('-');
        return digits.Length > 0 && digits[0] is '+' or '-' ? digits[1..] : digits;
    }

    private static T? Sexagesimal<T>(string[] parts, Func<string, T?> read, Func<T, T, T> add)
        where T : struct
    {
        T sum = default;
        foreach (string part in parts)
        {
            if (read(part) is not { } value)
            {
                return null;
            }

            sum = add(sum, value);
        }

        return sum;
    }

    // Python refuses decimal text of more than 4,300 digits and has no limit for bases that are powers of two; one limit for all keeps time bounded.
    private static BigInteger? InBase(ReadOnlySpan<char> digits, int radix)
    {
        if (digits.IsEmpty || digits.Length > 4300)
        {
            return null;
        }

        if (radix == 10)
        {
            return BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger value) ? value : null;
        }

        BigInteger sum = BigInteger.Zero;
        foreach (char c in digits)
        {
            int digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix)
            {
                return null;
            }

            sum = (sum * radix) + digit;
        }

        return sum;
    }

    // PyYAML 6.0, resolver.py; \z because Python's $ there never meets a final line end in a scalar.
    [GeneratedRegex(@"^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex FloatPattern();

    [GeneratedRegex(@"^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z")]
    private static partial Regex IntegerPattern();
}
