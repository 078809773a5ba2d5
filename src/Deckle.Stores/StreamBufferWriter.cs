using System.Buffers;

namespace Deckle.Stores;

/// <summary>A buffer before a stream, for writers that write to buffers.</summary>
internal sealed class StreamBufferWriter(Stream stream) : IBufferWriter<byte>
{
    private byte[] buffer = new byte[64 * 1024];
    private int used;

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return buffer.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return buffer.AsSpan(used);
    }

    public void Flush()
    {
        stream.Write(buffer.AsSpan(0, used));
        used = 0;
    }

    private void MakeRoom(int wanted)
    {
        if (buffer.Length - used >= Math.Max(1, wanted))
        {
            return;
        }

        Flush();
        if (buffer.Length < wanted)
        {
            buffer = new byte[wanted];
        }
    }
}
