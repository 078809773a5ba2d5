using System.Buffers.Text;
using System.Text;

namespace Deckle.Tool.Git.Filtering;

/// <summary>Reads git's pkt-lines (gitprotocol-common): four hexadecimal digits with the length, their own four bytes included, then the payload.</summary>
internal sealed class PacketReader(Stream input)
{
    /// <summary>What one packet may carry: LARGE_PACKET_DATA_MAX in git.</summary>
    public const int MaxPayload = 65516;

    public const int HeaderLength = 4;

    // As much as a pipe holds, so that a read empties it.
    private readonly byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    /// <summary>The next packet.</summary>
    /// <param name="payload">Valid until the next call; empty for anything but data.</param>
    /// <exception cref="DeckleException"><c>git-protocol</c>: no length where one should be.</exception>
    public PacketKind Read(out ReadOnlySpan<byte> payload)
    {
        payload = default;
        // git ends by closing the pipe, between requests or, when it is interrupted, anywhere.
        if (!Fill(HeaderLength))
        {
            return PacketKind.End;
        }

        ReadOnlySpan<byte> header = buffer.AsSpan(start, HeaderLength);
        if (!Utf8Parser.TryParse(header, out int length, out int digits, 'x') || digits != HeaderLength || length is 1 or 2 or 3 or > MaxPayload + HeaderLength)
        {
            throw GitErrors.Protocol($"'{Encoding.Latin1.GetString(header)}' is no length of a packet");
        }

        if (!Fill(Math.Max(length, HeaderLength)))
        {
            return PacketKind.End;
        }

        payload = length == 0 ? default : buffer.AsSpan(start + HeaderLength, length - HeaderLength);
        start += Math.Max(length, HeaderLength);
        return length == 0 ? PacketKind.Flush : PacketKind.Data;
    }

    /// <summary>A list of lines up to the flush, without their line ends; null at the end of the stream.</summary>
    public IReadOnlyList<string>? ReadList()
    {
        var lines = new List<string>();
        while (true)
        {
            switch (Read(out ReadOnlySpan<byte> payload))
            {
                case PacketKind.End:
                    return null;
                case PacketKind.Flush:
                    return lines;
                default:
                    // The line end is git's habit, not the protocol's rule; a path may end with one of its own.
                    lines.Add(Encoding.UTF8.GetString(payload is [.., (byte)'\n'] ? payload[..^1] : payload));
                    break;
            }
        }
    }

    /// <summary>Adds what packets carry up to the flush. False where the stream ends before it.</summary>
    public bool ReadContent(ContentBuffer content)
    {
        while (true)
        {
            switch (Read(out ReadOnlySpan<byte> payload))
            {
                case PacketKind.End:
                    return false;
                case PacketKind.Flush:
                    return true;
                default:
                    content.Add(payload);
                    break;
            }
        }
    }

    private bool Fill(int needed)
    {
        if (end - start >= needed)
        {
            return true;
        }

        if (start + needed > buffer.Length || start == end)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        while (end - start < needed)
        {
            int read = input.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                return false;
            }

            end += read;
        }

        return true;
    }
}
