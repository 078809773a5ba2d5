using System.Buffers;
using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>
/// Addresses of objects in text: <c>&lt;function f at 0x7f3a10e0&gt;</c> becomes <c>&lt;function f at 0x0&gt;</c>. Only what stands behind
/// <c>at</c>, as Python's <c>repr</c> writes it, is an address: other numbers of base 16 are results.
/// </summary>
internal static class MemoryAddress
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static ReadOnlySpan<byte> Lead => " at 0x"u8;

    /// <summary>The text with all addresses alike; the very same string where there are none.</summary>
    public static JsonString Hide(JsonString text)
    {
        ReadOnlySpan<byte> rest = text.Utf8.Span;
        ArrayBufferWriter<byte>? hidden = null;
        int kept = 0;
        for (int at = Next(rest, 0); at >= 0; at = Next(rest, at))
        {
            int end = rest[at..].IndexOfAnyExcept(HexDigits) is >= 0 and var length ? at + length : rest.Length;
            if (end > at && !rest[at..end].SequenceEqual("0"u8))
            {
                hidden ??= new ArrayBufferWriter<byte>(rest.Length);
                hidden.Write(rest[kept..at]);
                hidden.Write("0"u8);
                kept = end;
            }

            at = end;
        }

        if (hidden is null)
        {
            return text;
        }

        hidden.Write(rest[kept..]);
        return new JsonString(hidden.WrittenMemory);
    }

    /// <summary>Where the digits of the next address start; -1 for none.</summary>
    private static int Next(ReadOnlySpan<byte> text, int from) => text[from..].IndexOf(Lead) is >= 0 and var found ? from + found + Lead.Length : -1;
}
