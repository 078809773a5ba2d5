using Deckle.Json;

namespace Deckle;

/// <summary>A string that nbformat may keep as a list of lines ("multiline_string" in its schema).</summary>
internal static class Multiline
{
    /// <summary>The joined string of a string or a list of strings; null for anything else.</summary>
    public static JsonString? Join(JsonValue? value)
    {
        switch (value)
        {
            case JsonString text:
                return text;
            case JsonArray { Count: 1 } single:
                return single[0] as JsonString;
            case JsonArray lines:
                int length = 0;
                foreach (JsonValue line in lines)
                {
                    if (line is not JsonString part)
                    {
                        return null;
                    }

                    length += part.Utf8.Length;
                }

                byte[] joined = new byte[length];
                int at = 0;
                foreach (JsonValue line in lines)
                {
                    ReadOnlyMemory<byte> part = ((JsonString)line).Utf8;
                    part.Span.CopyTo(joined.AsSpan(at));
                    at += part.Length;
                }

                return new JsonString(joined);
            default:
                return null;
        }
    }
}
