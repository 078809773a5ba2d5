namespace Deckle.Json;

/// <summary>The escapes in JSON's strings: <c>\n</c>, <c>\u00e9</c>, and two of these for a character beyond U+FFFF.</summary>
internal static class JsonEscape
{
    /// <summary>What a string between its quotes says.</summary>
    /// <param name="raw">Content that was read before, and so has no faults.</param>
    public static byte[] Unescape(ReadOnlySpan<byte> raw)
    {
        byte[] content = new byte[raw.Length];
        int length = 0;
        int at = 0;
        while (raw[at..].IndexOf((byte)'\\') is >= 0 and var stop)
        {
            raw.Slice(at, stop).CopyTo(content.AsSpan(length));
            at += stop;
            length += stop;
            length += Decode(raw, ref at, content.AsSpan(length));
        }

        raw[at..].CopyTo(content.AsSpan(length));
        Array.Resize(ref content, length + raw.Length - at);
        return content;
    }

    /// <summary>Decodes the escape at a backslash that is not the text's last byte, and goes behind it.</summary>
    /// <returns>How many bytes it gave; 0, and the place stays, for an escape that JSON does not have.</returns>
    public static int Decode(ReadOnlySpan<byte> text, ref int at, scoped Span<byte> destination)
    {
        byte kind = text[at + 1];
        byte plain = kind switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => kind,
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            _ => 0,
        };
        if (plain != 0)
        {
            destination[0] = plain;
            at += 2;
            return 1;
        }

        if (kind != 'u' || !TryReadHex(text, at + 2, out int codePoint))
        {
            return 0;
        }

        at += 6;
        if (codePoint is >= 0xD800 and < 0xDC00
            && at + 1 < text.Length && text[at] == '\\' && text[at + 1] == 'u'
            && TryReadHex(text, at + 2, out int low) && low is >= 0xDC00 and < 0xE000)
        {
            codePoint = 0x10000 + ((codePoint - 0xD800) << 10) + (low - 0xDC00);
            at += 6;
        }

        return Wtf8.EncodeCodePoint(codePoint, destination);
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, int from, out int value)
    {
        value = 0;
        if (from + 4 > text.Length)
        {
            return false;
        }

        foreach (byte sign in text.Slice(from, 4))
        {
            int digit = sign switch
            {
                >= (byte)'0' and <= (byte)'9' => sign - '0',
                >= (byte)'a' and <= (byte)'f' => sign - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => sign - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return false;
            }

            value = (value << 4) | digit;
        }

        return true;
    }
}
