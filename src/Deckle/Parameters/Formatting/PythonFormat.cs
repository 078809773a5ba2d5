using System.Globalization;
using System.Numerics;
using System.Text;
using Deckle.Json;

namespace Deckle.Parameters.Formatting;

/// <summary>Python's <c>format(value, spec)</c> for the values of parameters.</summary>
internal static class PythonFormat
{
    /// <exception cref="FormatException">The specification is not one, or not one for this kind of value.</exception>
    public static string Format(JsonValue value, string spec)
    {
        if (spec.Length == 0)
        {
            return PythonRepr.Str(value);
        }

        return value switch
        {
            JsonString text => Text(text.Text, FormatSpec.Parse(spec)),
            // A bool is an int in Python: format(True, "d") is 1.
            JsonBoolean boolean => Integer(boolean.Value ? BigInteger.One : BigInteger.Zero, FormatSpec.Parse(spec)),
            JsonNumber { IsInteger: true } number => Integer(number.ToBigInteger(), FormatSpec.Parse(spec)),
            JsonNumber number => Float(number.ToDouble(), FormatSpec.Parse(spec)),
            _ => throw new FormatException($"{Kind(value)} takes no format specifier '{spec}'"),
        };
    }

    private static string Text(string text, FormatSpec spec)
    {
        if (spec.Type is not ('\0' or 's') || spec.HasSign || spec.IsAlternate || spec.Grouping != '\0' || spec.DropsNegativeZero || spec is { Align: '=', IsZeroPadded: false })
        {
            throw new FormatException("this format is for numbers, and the value is a string");
        }

        string cut = spec.Precision is { } precision && precision < text.Length ? text[..precision] : text;
        return spec.Pad(cut, '<');
    }

    private static string Integer(BigInteger value, FormatSpec spec)
    {
        if (spec.Type is 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%')
        {
            // The cast from BigInteger cuts bits off; parsing rounds as Python does.
            return Float(double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), spec);
        }

        if (spec.Type == 's' || spec.Precision is not null || spec.DropsNegativeZero)
        {
            throw new FormatException("this format is not for integers");
        }

        if (spec.Type == 'c')
        {
            return value >= 0 && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF)
                ? spec.Pad(char.ConvertFromUtf32((int)value), '<')
                : throw new FormatException($"{value} is no character");
        }

        BigInteger magnitude = BigInteger.Abs(value);
        (string digits, string prefix, int group) = spec.Type switch
        {
            'b' => (InBase(magnitude, 2), "0b", 4),
            'o' => (InBase(magnitude, 8), "0o", 4),
            'x' => (InBase(magnitude, 16), "0x", 4),
            'X' => (InBase(magnitude, 16).ToUpperInvariant(), "0X", 4),
            _ => (magnitude.ToString(CultureInfo.InvariantCulture), "", 3),
        };

        return Number(value.Sign < 0, spec.IsAlternate ? prefix : "", digits, "", group, spec);
    }

    private static string Float(double value, FormatSpec spec)
    {
        if (spec.Type is 'b' or 'c' or 'd' or 'o' or 's' or 'x' or 'X')
        {
            throw new FormatException($"'{spec.Type}' is not for floats");
        }

        double magnitude = Math.Abs(value);
        int precision = spec.Precision ?? 6;
        string text = spec.Type switch
        {
            _ when double.IsNaN(value) => "nan",
            _ when double.IsInfinity(value) => "inf",
            'e' or 'E' => FormattedFloat.Exponent(magnitude, precision),
            'f' or 'F' => FormattedFloat.Fixed(magnitude, precision),
            '%' => double.IsInfinity(magnitude * 100) ? "inf" : FormattedFloat.Fixed(magnitude * 100, precision),
            'g' or 'G' or 'n' => FormattedFloat.General(magnitude, precision, spec.IsAlternate),
            _ when spec.Precision is { } digits => FormattedFloat.General(magnitude, digits, spec.IsAlternate, keepsPoint: true),
            _ => PythonFloat.Repr(magnitude),
        };

        text = spec.IsAlternate && double.IsFinite(value) ? WithPoint(text) : text;
        text = spec.Type is 'E' or 'F' or 'G' ? text.ToUpperInvariant() : text;
        bool isNegative = double.IsNegative(value) && !double.IsNaN(value) && !(spec.DropsNegativeZero && double.IsFinite(value) && text.AsSpan().IndexOfAnyInRange('1', '9') < 0);
        int whole = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        whole = whole < 0 ? text.Length : whole;
        return Number(isNegative, "", text[..whole], text[whole..] + (spec.Type == '%' ? "%" : ""), 3, spec);
    }

    // Python's # keeps the point where no digit follows: 123457. and 1.e+06.
    private static string WithPoint(string text)
    {
        int exponent = text.IndexOf('e', StringComparison.Ordinal);
        return text.Contains('.', StringComparison.Ordinal) ? text : text.Insert(exponent < 0 ? text.Length : exponent, ".");
    }

    private static string Number(bool isNegative, string prefix, string whole, string rest, int group, FormatSpec spec)
    {
        string sign = (isNegative ? "-" : spec.Sign == '-' ? "" : spec.Sign.ToString()) + prefix;
        string grouped = Grouped(whole, group, spec);
        if (spec is { Align: '=', Fill: "0", Grouping: not '\0' } && whole.Length > 0)
        {
            // Zeros that fill take part in the groups: format(1234, "010,") is 00,001,234.
            while (sign.Length + grouped.Length + rest.Length < spec.Width)
            {
                whole = "0" + whole;
                grouped = Grouped(whole, group, spec);
            }
        }

        return spec.Pad(sign, grouped + rest, '>');
    }

    private static string Grouped(string digits, int group, FormatSpec spec)
    {
        if (spec.Grouping == '\0')
        {
            return digits;
        }

        var result = new StringBuilder();
        for (int i = 0; i < digits.Length; i++)
        {
            result.Append(i > 0 && (digits.Length - i) % group == 0 ? spec.Grouping.ToString() : "").Append(digits[i]);
        }

        return result.ToString();
    }

    private static string InBase(BigInteger value, int radix)
    {
        var digits = new StringBuilder();
        do
        {
            value = BigInteger.DivRem(value, radix, out BigInteger digit);
            digits.Insert(0, "0123456789abcdef"[(int)digit]);
        }
        while (value > 0);

        return digits.ToString();
    }

    private static string Kind(JsonValue value) => value switch
    {
        JsonNull => "None",
        JsonArray => "a list",
        _ => "a dictionary",
    };
}
