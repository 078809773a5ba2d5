using System.Text;

namespace Deckle.Json;

/// <summary>
/// UTF-8 that can also hold lone surrogates, three bytes each (ED A0 80 to ED BF BF).
/// Ordinal order of its bytes is the order of code points, which is how Python sorts keys.
/// </summary>
internal static class Wtf8
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        if (!HasLoneSurrogate(text))
        {
            byte[] exact = new byte[Strict.GetByteCount(text)];
            Strict.GetBytes(text, exact);
            return exact;
        }

        var bytes = new List<byte>(text.Length + 8);
        Span<byte> buffer = stackalloc byte[4];
        for (int i = 0; i < text.Length; i++)
        {
            int codePoint = text[i];
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                codePoint = char.ConvertToUtf32(text[i], text[++i]);
            }

            int length = EncodeCodePoint(codePoint, buffer);
            bytes.AddRange(buffer[..length]);
        }

        return [.. bytes];
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        // Surrogates always start with ED, a byte that valid text holds only for U+D000 to U+D7FF.
        if (bytes.IndexOf((byte)0xED) < 0 || !HasLoneSurrogate(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        int start = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (IsSurrogateAt(bytes, i))
            {
                text.Append(Encoding.UTF8.GetString(bytes[start..i]));
                text.Append((char)(0xD000 | ((bytes[i + 1] & 0x3F) << 6) | (bytes[i + 2] & 0x3F)));
                i += 2;
                start = i + 1;
            }
        }

        return text.Append(Encoding.UTF8.GetString(bytes[start..])).ToString();
    }

    public static bool IsSurrogateAt(ReadOnlySpan<byte> bytes, int index) =>
        bytes[index] == 0xED && index + 2 < bytes.Length && bytes[index + 1] >= 0xA0;

    public static int EncodeCodePoint(int codePoint, Span<byte> destination)
    {
        switch (codePoint)
        {
            case < 0x80:
                destination[0] = (byte)codePoint;
                return 1;
            case < 0x800:
                destination[0] = (byte)(0xC0 | (codePoint >> 6));
                destination[1] = (byte)(0x80 | (codePoint & 0x3F));
                return 2;
            case < 0x10000:
                destination[0] = (byte)(0xE0 | (codePoint >> 12));
                destination[1] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
                destination[2] = (byte)(0x80 | (codePoint & 0x3F));
                return 3;
            default:
                destination[0] = (byte)(0xF0 | (codePoint >> 18));
                destination[1] = (byte)(0x80 | ((codePoint >> 12) & 0x3F));
                destination[2] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
                destination[3] = (byte)(0x80 | (codePoint & 0x3F));
                return 4;
        }
    }

    /// <summary>The code point at an index of well-formed bytes, and how many bytes it takes.</summary>
    public static int DecodeAt(ReadOnlySpan<byte> bytes, int index, out int length)
    {
        byte first = bytes[index];
        if (first < 0x80)
        {
            length = 1;
            return first;
        }

        length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        int codePoint = first & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++)
        {
            codePoint = (codePoint << 6) | (bytes[index + i] & 0x3F);
        }

        return codePoint;
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (int i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (IsSurrogateAt(bytes, i))
            {
                return true;
            }
        }

        return false;
    }
}
