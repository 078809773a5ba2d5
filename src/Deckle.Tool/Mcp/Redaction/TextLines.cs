using System.Buffers;
using Deckle.Json;

namespace Deckle.Tool.Mcp.Redaction;

/// <summary>Texts as nbformat keeps them: in one, or as a list of lines of which all but the last have their ends.</summary>
internal static class TextLines
{
    /// <returns>Null for what is no text.</returns>
    public static JsonString? Join(JsonValue? value)
    {
        if (value is not JsonArray lines)
        {
            return value as JsonString;
        }

        if (!lines.All(line => line is JsonString))
        {
            return null;
        }

        var joined = new ArrayBufferWriter<byte>();
        foreach (JsonString line in lines.OfType<JsonString>())
        {
            joined.Write(line.Utf8.Span);
        }

        return new JsonString(joined.WrittenMemory);
    }
}
