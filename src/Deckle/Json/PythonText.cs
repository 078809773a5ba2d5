using System.Globalization;
using System.Text;

namespace Deckle.Json;

/// <summary>Python's <c>repr</c>, as nbformat's messages and paths show keys and scrapbook's reports show values.</summary>
internal static class PythonText
{
    /// <summary>Python's <c>repr</c> of what <c>json.loads</c> gives for a value: <c>{'a': [1, None, True]}</c>.</summary>
    public static string Repr(JsonValue value) => value switch
    {
        JsonString text => Repr(text.Text),
        JsonNumber { IsInteger: true } number => number.Canonical,
        JsonNumber number => PythonFloat.Repr(number.ToDouble()),
        JsonBoolean boolean => boolean.Value ? "True" : "False",
        JsonArray items => $"[{string.Join(", ", items.Select(Repr))}]",
        JsonObject members => "{" + string.Join(", ", members.Select(member => $"{Repr(member.Key)}: {Repr(member.Value)}")) + "}",
        _ => "None",
    };

    /// <summary>Python's <c>str</c>: of a string itself, of anything else its <c>repr</c>.</summary>
    public static string Str(JsonValue value) => value is JsonString text ? text.Text : Repr(value);

    public static string Repr(string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        StringBuilder result = new StringBuilder(text.Length + 2).Append(quote);
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

    /// <summary>The shortest of <c>\x</c>, <c>\u</c> and <c>\U</c> that can hold a code point.</summary>
    public static string Escape(int point) => point switch
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
