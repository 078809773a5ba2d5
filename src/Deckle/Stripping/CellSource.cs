using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>The text of a cell.</summary>
internal static class CellSource
{
    /// <summary>Whether a cell has no text.</summary>
    /// <param name="blankIsEmpty">Whether white space is no text, by Python's <c>str.strip</c>.</param>
    public static bool IsEmpty(JsonObject cell, bool blankIsEmpty)
    {
        // nbformat 1 to 3 keep code in "input". nbstripout looks for "source" there too, and so drops every code cell.
        JsonValue? source = cell["source"] ?? cell["input"];
        return source switch
        {
            null => true,
            JsonString text => IsEmpty(text, blankIsEmpty),
            JsonArray lines => lines.All(line => line is JsonString text && IsEmpty(text, blankIsEmpty)),
            _ => false,
        };
    }

    private static bool IsEmpty(JsonString text, bool blankIsEmpty)
    {
        ReadOnlySpan<byte> utf8 = text.Utf8.Span;
        int at = 0;
        while (blankIsEmpty && at < utf8.Length)
        {
            int point = Wtf8.DecodeAt(utf8, at, out int length);
            if (!IsSpace(point))
            {
                return false;
            }

            at += length;
        }

        return at == utf8.Length;
    }

    // Python counts the separators FS, GS, RS and US as white space, .NET does not.
    private static bool IsSpace(int point) => point is >= 0x1C and <= 0x1F || (point < 0x10000 && char.IsWhiteSpace((char)point));
}
