using System.Text;
using System.Text.Unicode;
using Deckle.Json;

namespace Deckle.Kernels.Protocol;

/// <summary>The four JSON parts of a message, as bytes on any wire.</summary>
internal static class MessageJson
{
    private static readonly JsonWriterOptions Compact = new() { Separator = ",", KeySeparator = ":" };

    public static byte[] Write(JsonObject part) => JsonWriter.ToUtf8(part, Compact);

    /// <exception cref="JsonSyntaxException">Not JSON.</exception>
    public static JsonObject Read(ReadOnlyMemory<byte> part)
    {
        if (part.IsEmpty)
        {
            return JsonObject.Empty;
        }

        // Python kernels encode with "surrogateescape", so bytes of a broken string can be no UTF-8; they become U+FFFD.
        ReadOnlyMemory<byte> text = Utf8.IsValid(part.Span) ? part : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(part.Span));

        // Kernels written in other languages send null for an empty object.
        return JsonReader.Read(text) as JsonObject ?? JsonObject.Empty;
    }
}
