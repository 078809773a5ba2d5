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
        var result = new StringBuilder(text.Length + 2).Append(quote);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
            {
                result.Append(c).Append(text[++i]);
                continue;
            }

            result.Append(c switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when c == quote => "\\" + c,
                < ' ' or (>= '\x7f' and <= '\xa0') or '\xad' => "\\x" + ((int)c).ToString("x2", CultureInfo.InvariantCulture),
                _ when char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\ufeff' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return result.Append(quote).ToString();
    }
}
