using System.Buffers;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>The lines of a stream as bytes of their own. Blank ones are passed over.</summary>
internal sealed class LineReader(Stream input)
{
    // Where a line of some megabytes was, the next ones do not need as much.
    private const int MostKept = 1 << 20;

    private readonly byte[] buffer = new byte[16 * 1024];
    private ArrayBufferWriter<byte> pending = new();
    private int start;
    private int end;

    /// <summary>The next line without its end; null when there is none.</summary>
    public byte[]? Next()
    {
        while (true)
        {
            int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                pending.Write(buffer.AsSpan(start, length));
                start += length + 1;
                if (Taken() is { } line)
                {
                    return line;
                }

                continue;
            }

            pending.Write(buffer.AsSpan(start, end - start));
            start = 0;
            end = input.Read(buffer, 0, buffer.Length);
            if (end == 0)
            {
                // The last line may have no end.
                return Taken();
            }
        }
    }

    private byte[]? Taken()
    {
        byte[] line = pending.WrittenSpan.ToArray();
        pending.ResetWrittenCount();
        pending = pending.Capacity > MostKept ? new ArrayBufferWriter<byte>() : pending;
        return line.AsSpan().IndexOfAnyExcept(" \t\r"u8) < 0 ? null : line;
    }
}
