using Deckle.Json;

namespace Deckle.Parameters;

/// <summary>Values of parameters given as plain text.</summary>
public static class ParameterValue
{
    /// <summary>
    /// What papermill's <c>-p NAME VALUE</c> makes of a text: exactly <c>True</c>, <c>False</c> and <c>None</c>, else what Python's <c>int()</c> accepts
    /// (<c>+1</c>, <c>007</c>, <c>1_000</c>), else what <c>float()</c> accepts (<c>1e3</c>, <c>nan</c>, <c>1e400</c> for infinity), else the text itself.
    /// </summary>
    public static JsonValue Infer(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            "True" => JsonBoolean.True,
            "False" => JsonBoolean.False,
            "None" => JsonNull.Value,
            _ => (JsonValue?)PythonNumber.Integer(text) ?? (JsonValue?)PythonNumber.Float(text) ?? new JsonString(text),
        };
    }

    /// <summary>One set of parameters over another: for a name in both the later value counts, at the place of the first.</summary>
    public static JsonObject Merge(JsonObject earlier, JsonObject later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        return JsonObject.From(earlier.Concat(later));
    }
}
