using System.Buffers;
using System.Security.Cryptography;

namespace Deckle.Stores.Transfer;

/// <summary>Takes content only to know its length and its SHA-256.</summary>
internal sealed class HashingWriter : IBufferWriter<byte>, IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = new byte[64 * 1024];

    public long Length { get; private set; }

    public static (long Length, byte[] Hash) Of(Action<IBufferWriter<byte>> write)
    {
        using var writer = new HashingWriter();
        write(writer);
        return (writer.Length, writer.hash.GetHashAndReset());
    }

    public void Advance(int count)
    {
        hash.AppendData(buffer.AsSpan(0, count));
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        buffer = buffer.Length < sizeHint ? new byte[sizeHint] : buffer;
        return buffer;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose() => hash.Dispose();
}
