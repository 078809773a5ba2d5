using System.Globalization;
using System.Text;

namespace Deckle.Json;

/// <summary>Python's <c>repr(str)</c>, as nbformat's messages and paths show keys.</summary>
internal static class PythonText
{
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
