using Deckle.Json;

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
        JsonString text => PythonText.Repr(text.Text),
        JsonArray items => "[" + string.Join(", ", items.Select(Repr)) + "]",
        JsonObject members => "{" + string.Join(", ", members.Select(member => PythonText.Repr(member.Key) + ": " + Repr(member.Value))) + "}",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary><c>ascii(value)</c>: the <c>repr</c> with everything beyond ASCII escaped.</summary>
    public static string Ascii(JsonValue value) =>
        string.Concat(CodePoints.Of(Repr(value)).Select(point => point < 0x80 ? ((char)point).ToString() : PythonText.Escape(point)));
}
