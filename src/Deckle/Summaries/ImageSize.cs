using System.Buffers.Binary;
using System.Buffers.Text;

namespace Deckle.Summaries;

/// <summary>The size of a picture from its first bytes: PNG, GIF and JPEG.</summary>
internal static class ImageSize
{
    // Where a JPEG has its size behind more than that, as behind a large thumbnail, it is not looked for.
    private const int MostRead = 1 << 16;

    /// <param name="base64">As nbformat keeps pictures; line breaks are allowed.</param>
    /// <returns>Null where it cannot be told.</returns>
    public static (int Width, int Height)? Of(ReadOnlySpan<byte> base64)
    {
        byte[] digits = new byte[Math.Min(base64.Length, MostRead)];
        int count = 0;
        foreach (byte letter in base64[..digits.Length])
        {
            if (letter > ' ')
            {
                digits[count++] = letter;
            }
        }

        byte[] image = new byte[digits.Length];
        Base64.DecodeFromUtf8(digits.AsSpan(0, count / 4 * 4), image, out _, out int length);
        ReadOnlySpan<byte> head = image.AsSpan(0, length);
        return head.Length >= 24 && head[1..4].SequenceEqual("PNG"u8) ? Png(head)
            : head.Length >= 10 && head.StartsWith("GIF8"u8) ? (BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]))
            : head.Length >= 4 && head[0] == 0xFF && head[1] == 0xD8 ? Jpeg(head)
            : null;
    }

    // The header chunk comes first: length, name, width, height.
    private static (int, int) Png(ReadOnlySpan<byte> head) =>
        (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]));

    private static (int, int)? Jpeg(ReadOnlySpan<byte> head)
    {
        for (int at = 2; at + 9 < head.Length && head[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]))
        {
            // Frames are 0xC0 to 0xCF but for the tables of Huffman, arithmetic coding and JPG extensions (ITU-T T.81, table B.1).
            if (head[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(head[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(head[(at + 5)..]));
            }
        }

        return null;
    }
}
