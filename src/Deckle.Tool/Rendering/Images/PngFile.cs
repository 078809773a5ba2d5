using System.Buffers.Binary;
using System.IO.Compression;

namespace Deckle.Tool.Rendering.Images;

/// <summary>Writes pictures as PNG (ISO/IEC 15948).</summary>
internal static class PngFile
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Encode(PixelImage image)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);

        // Eight bits of red, green, blue and alpha; the only compression and filter method; not interlaced.
        (header[8], header[9]) = (8, 6);
        Chunk(file, "IHDR"u8, header);
        using (var data = new MemoryStream())
        {
            using (var packed = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
            {
                for (int y = 0; y < image.Height; y++)
                {
                    // Each row begins with its filter; 0 is none.
                    packed.WriteByte(0);
                    packed.Write(image.Pixels, y * image.Width * 4, image.Width * 4);
                }
            }

            Chunk(file, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        }

        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(type, data));
        file.Write(number);
    }

    /// <summary>CRC-32 of a chunk's type and data, as annex D of the standard has it.</summary>
    private static uint Checksum(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in type)
        {
            crc = Next(crc, one);
        }

        foreach (byte one in data)
        {
            crc = Next(crc, one);
        }

        return ~crc;
    }

    private static uint Next(uint crc, byte one)
    {
        crc ^= one;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }

        return crc;
    }
}
