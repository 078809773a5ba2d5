using System.Globalization;
using System.Text;
using Deckle.Json;
using Deckle.Parameters.Translators;

namespace Deckle.Parameters.Formatting;

/// <summary>Values as Python prints them: <c>str(value)</c> and <c>repr(value)</c>.</summary>
public static class PythonRepr
{
    /// <summary><c>str(value)</c>: a string is itself, everything else its <c>repr</c>.</summary>
    public static string Str(JsonValue value) => value is JsonString text ? text.Text : Repr(value);

    /// <summary><c>repr(value)</c>: <c>None</c>, <c>True</c>, <c>1e+16</c>, <c>'it\'s'</c>, <c>{'a': [1]}</c>.</summary>
    public static string Repr(JsonValue value) => value switch
    {
        JsonNull => "None",
        JsonBoolean boolean => boolean.Value ? "True" : "False",
        JsonNumber { IsInteger: true } number => number.Canonical,
        JsonNumber number => PythonFloat.Repr(number.ToDouble()),
        JsonString text => Quote(text.Text),
        JsonArray items => "[" + string.Join(", ", items.Select(Repr)) + "]",
        JsonObject members => "{" + string.Join(", ", members.Select(member => Quote(member.Key) + ": " + Repr(member.Value))) + "}",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary><c>ascii(value)</c>: the <c>repr</c> with everything beyond ASCII escaped.</summary>
    public static string Ascii(JsonValue value) =>
        string.Concat(CodePoints.Of(Repr(value)).Select(point => point < 0x80 ? ((char)point).ToString() : Escape(point)));

    private static string Quote(string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder(text.Length + 2).Append(quote);
        foreach (int point in CodePoints.Of(text))
        {
            result.Append(point switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when point == quote => "\\" + quote,
                _ => IsPrintable(point) ? CodePoints.Text(point) : Escape(point),
            });
        }

        return result.Append(quote).ToString();
    }

    private static string Escape(int point) => point switch
    {
        < 0x100 => $"\\x{point:x2}",
        < 0x10000 => $"\\u{point:x4}",
        _ => $"\\U{point:x8}",
    };

    // str.isprintable(): neither "Other" nor "Separator", but for the space.
    private static bool IsPrintable(int point) =>
        point == ' ' || CharUnicodeInfo.GetUnicodeCategory(point) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
