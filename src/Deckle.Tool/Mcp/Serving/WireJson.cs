using System.Text;
using System.Text.Json;
using Deckle.Json;
using JsonWriterOptions = Deckle.Json.JsonWriterOptions;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>JSON between ours, which is Python's dialect, and the protocol's, which is strict.</summary>
internal static class WireJson
{
    /// <summary>The value as clients can read it: numbers that are none become null, lone surrogates become U+FFFD.</summary>
    public static JsonElement Element(JsonValue value) => JsonElement.Parse(Utf8(value));

    /// <inheritdoc cref="Element"/>
    public static byte[] Utf8(JsonValue value) => JsonWriter.ToUtf8(Strict(value), JsonWriterOptions.Compact);

    public static JsonObject Object(IEnumerable<KeyValuePair<string, JsonElement>>? members) =>
        JsonObject.From((members ?? []).Select(member => new JsonMember(member.Key, JsonReader.Read(member.Value.GetRawText()))));

    private static JsonValue Strict(JsonValue value) => value switch
    {
        JsonNumber { IsInteger: false } number when !double.IsFinite(number.ToDouble()) => JsonNull.Value,
        JsonString text when !Unicode(text) => new JsonString(Encoding.UTF8.GetString(text.Utf8.Span)),
        JsonObject members => JsonObject.From(members.Select(member => new JsonMember(member.Key, Strict(member.Value)))),
        JsonArray items => JsonArray.From(items.Select(Strict)),
        _ => value,
    };

    private static bool Unicode(JsonString text) => System.Text.Unicode.Utf8.IsValid(text.Utf8.Span);
}
