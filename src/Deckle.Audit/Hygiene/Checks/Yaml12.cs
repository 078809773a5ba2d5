using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Deckle.Audit.Hygiene.Checks;

/// <summary>The types of plain scalars in YAML 1.2 as ruamel.yaml has them, and what makes two values equal in Python.</summary>
internal static partial class Yaml12
{
    /// <summary>The type a plain scalar is taken for: <c>int</c> of <c>1_000</c>, <c>str</c> of <c>yes</c>.</summary>
    public static string TypeOf(string text) =>
        Boolean().IsMatch(text) ? "bool"
        : Float().IsMatch(text) ? "float"
        : Integer().IsMatch(text) ? "int"
        : text == "<<" ? "merge"
        : text is "" or "~" or "null" or "Null" or "NULL" ? "null"
        : Timestamp().IsMatch(text) ? "timestamp"
        : text == "=" ? "value"
        : "str";

    /// <summary>A text that is the same for two scalars exactly where Python holds them equal; null for a text that is no value of its type.</summary>
    public static string? KeyOf(string type, string text) => type switch
    {
        "null" => "null",
        "bool" => KeyOfBoolean(text.ToLowerInvariant()),
        "int" => ToInteger(text.Replace("_", "", StringComparison.Ordinal))?.ToString(CultureInfo.InvariantCulture),
        "float" => KeyOfFloat(text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant()),
        "timestamp" => KeyOfTimestamp(text),
        "binary" => KeyOfBinary(text),
        "str" => $"s{text}",
        _ => null,
    };

    // True is 1 in Python, and so one key.
    private static string? KeyOfBoolean(string text) => text switch
    {
        "true" or "yes" or "y" or "on" => "1",
        "false" or "no" or "n" or "off" => "0",
        _ => null,
    };

    private static BigInteger? ToInteger(string text)
    {
        bool isNegative = text.StartsWith('-');
        string digits = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        BigInteger? value = digits switch
        {
            ['0', 'b', ..] => InBase(digits[2..], 2),
            ['0', 'x', ..] => InBase(digits[2..], 16),
            ['0', 'o', ..] => InBase(digits[2..], 8),
            _ => InBase(digits, 10),
        };
        return isNegative ? -value : value;
    }

    private static BigInteger? InBase(string digits, int radix)
    {
        if (digits.Length == 0 || digits.Any(digit => !char.IsAsciiHexDigit(digit) || Convert.ToInt32(digit.ToString(), 16) >= radix))
        {
            return null;
        }

        return radix == 10
            ? BigInteger.Parse(digits, CultureInfo.InvariantCulture)
            : digits.Aggregate(BigInteger.Zero, (sum, digit) => (sum * radix) + Convert.ToInt32(digit.ToString(), 16));
    }

    private static string? KeyOfFloat(string text)
    {
        string sign = text.StartsWith('-') ? "-" : "";
        string digits = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        if (digits is ".inf" or "inf" or "infinity")
        {
            return $"{sign}inf";
        }

        if (digits is ".nan" or "nan")
        {
            return "nan";
        }

        if (!PythonFloat().IsMatch(digits))
        {
            return null;
        }

        double value = double.Parse(sign + digits, CultureInfo.InvariantCulture);
        return double.IsInteger(value) ? new BigInteger(value).ToString(CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string? KeyOfTimestamp(string text)
    {
        Match match = TimestampParts().Match(text);
        if (!match.Success)
        {
            return null;
        }

        bool hasTime = match.Groups["hour"].Success;
        bool isValid = Number("year") >= 1
            && Number("month") is >= 1 and <= 12
            && Number("day") is int day && day >= 1 && day <= DateTime.DaysInMonth(Number("year"), Number("month"))
            && (!hasTime || (Number("hour") < 24 && Number("minute") < 60 && Number("second") < 60));
        if (!isValid)
        {
            return null;
        }

        var date = new DateTime(Number("year"), Number("month"), Number("day"), 0, 0, 0, DateTimeKind.Utc);
        return hasTime
            ? $"t{date:yyyyMMdd} {Number("hour")}:{Number("minute")}:{Number("second")}.{match.Groups["fraction"].Value.TrimEnd('0')} {match.Groups["zone"].Value}"
            : $"d{date:yyyyMMdd}";

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    // base64.decodebytes passes over what is no base64, and wants whole groups of what is.
    private static string? KeyOfBinary(string text)
    {
        string digits = string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'));
        int padding = text.Count(c => c == '=');
        return text.All(char.IsAscii) && digits.Length % 4 != 1 && (digits.Length % 4 == 0 || padding >= 4 - (digits.Length % 4)) ? $"b{digits}" : null;
    }

    [GeneratedRegex("^(?:true|True|TRUE|false|False|FALSE)$")]
    private static partial Regex Boolean();

    [GeneratedRegex(@"^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$")]
    private static partial Regex Float();

    [GeneratedRegex("^(?:[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+0-9][0-9_]*(?<![-+]))$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$")]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"^(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})(?:(?:[Tt]|[ \t]+)(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]*))?(?:[ \t]*(?<zone>Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)?$")]
    private static partial Regex TimestampParts();

    [GeneratedRegex(@"^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?$")]
    private static partial Regex PythonFloat();
}
