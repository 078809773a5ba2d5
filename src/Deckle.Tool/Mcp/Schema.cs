using Deckle.Json;

namespace Deckle.Tool.Mcp;

/// <summary>Schemas as they are written by hand.</summary>
internal static class Schema
{
    /// <summary>The schema that a text is.</summary>
    public static JsonObject Of([System.Diagnostics.CodeAnalysis.StringSyntax(System.Diagnostics.CodeAnalysis.StringSyntaxAttribute.Json)] string json) => (JsonObject)JsonReader.Read(json);

    public static JsonValue Optional(string? text) => text is null ? JsonNull.Value : new JsonString(text);

    public static JsonValue Optional(long? number) => number is { } value ? value : JsonNull.Value;

    public static JsonValue Optional(double? number) => number is { } value ? value : JsonNull.Value;
}
