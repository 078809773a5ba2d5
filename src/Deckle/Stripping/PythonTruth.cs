using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>Python's <c>bool()</c> of a JSON value: marks in metadata may be <c>1</c> or <c>"yes"</c>.</summary>
internal static class PythonTruth
{
    public static bool Of(JsonValue value) => value switch
    {
        JsonBoolean truth => truth.Value,
        JsonString text => !text.Utf8.IsEmpty,
        JsonNumber number => number.ToDouble() != 0,
        JsonArray items => items.Count > 0,
        JsonObject members => members.Count > 0,
        _ => false,
    };
}
