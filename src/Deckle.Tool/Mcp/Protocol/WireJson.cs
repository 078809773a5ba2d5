using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Mcp.Protocol;

/// <summary>JSON as every reader takes it: our values know Python's dialect, the protocol's is strict.</summary>
internal static class WireJson
{
    private static readonly JsonWriterOptions OneLine = new() { Separator = ",", KeySeparator = ":" };

    /// <summary>The value on one line: numbers that are none become null, lone surrogates become U+FFFD.</summary>
    public static byte[] Utf8(JsonValue value) => JsonWriter.ToUtf8(Strict(value), OneLine);

    // The value itself where nothing is to change, which is nearly always.
    private static JsonValue Strict(JsonValue value) => value switch
    {
        JsonNumber { IsInteger: false } number when !double.IsFinite(number.ToDouble()) => JsonNull.Value,
        JsonString text when !System.Text.Unicode.Utf8.IsValid(text.Utf8.Span) => new JsonString(Replaced(text.Text)),
        JsonObject members => Strict(members),
        JsonArray items => Strict(items),
        _ => value,
    };

    private static JsonObject Strict(JsonObject members)
    {
        JsonMember[] strict = [.. members.Select(member => new JsonMember(Replaced(member.Key), Strict(member.Value)))];
        bool isSame = members.Zip(strict).All(pair => ReferenceEquals(pair.First.Value, pair.Second.Value) && pair.First.Key == pair.Second.Key);
        return isSame ? members : JsonObject.From(strict);
    }

    private static JsonArray Strict(JsonArray items)
    {
        JsonValue[] strict = [.. items.Select(Strict)];
        return items.Zip(strict).All(pair => ReferenceEquals(pair.First, pair.Second)) ? items : JsonArray.From(strict);
    }

    private static string Replaced(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
