using Deckle.Json;

namespace Deckle.Validation;

/// <summary>Values as messages show them: short, and on one line.</summary>
internal static class Shown
{
    private const int Limit = 40;

    public static string Text(string text)
    {
        string line = string.Concat(text.Take(Limit).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\ufffd' : c));
        return text.Length > Limit ? line + "…" : line;
    }

    /// <summary>What kind of value it is: <c>a number</c>, <c>a list</c>.</summary>
    public static string Kind(JsonValue value) => value switch
    {
        JsonObject => "an object",
        JsonArray => "a list",
        JsonString => "a string",
        JsonNumber => "a number",
        JsonBoolean => "a boolean",
        _ => "null",
    };

    /// <summary>A scalar itself, else its kind: <c>5</c>, <c>'x'</c>, <c>a list</c>.</summary>
    public static string Value(JsonValue value) => value switch
    {
        JsonString text => $"'{Text(text.Text)}'",
        JsonNumber number => Text(number.Token),
        JsonBoolean boolean => boolean.Value ? "true" : "false",
        _ => Kind(value),
    };
}
