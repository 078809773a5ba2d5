using System.Buffers;

namespace Deckle.Stores.Transfer;

/// <summary>Cuts content into parts and sends each when it is full, so that only one is in memory.</summary>
internal sealed class PartedWriter(IPartedUpload upload, int partSize, CancellationToken cancellationToken) : IBufferWriter<byte>
{
    // Grows with what comes: most notebooks are far smaller than a part.
    private byte[] buffer = new byte[64 * 1024];
    private int used;
    private int parts;

    /// <summary>Sends content as a whole or in parts; when anything fails, the parts are taken back.</summary>
    /// <returns>The new version.</returns>
    public static async Task<string?> SendAsync(IPartedUpload upload, int partSize, Action<IBufferWriter<byte>> write, CancellationToken cancellationToken)
    {
        var writer = new PartedWriter(upload, partSize, cancellationToken);
        try
        {
            // What writes does not await; it waits on a thread of its own for each part that goes out.
            await Task.Run(() => write(writer), cancellationToken).ConfigureAwait(false);
            return await writer.EndAsync().ConfigureAwait(false);
        }
        catch when (writer.parts > 0)
        {
            await upload.AbortAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(1, sizeHint));
        return buffer.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private void MakeRoom(int wanted)
    {
        if (buffer.Length - used >= wanted)
        {
            return;
        }

        // More than a part is kept back, so that the last one is never empty and all but it have the same size, as some servers ask.
        while (used > partSize)
        {
            upload.PutPartAsync(parts++, buffer.AsMemory(0, partSize), cancellationToken).GetAwaiter().GetResult();
            used -= partSize;
            buffer.AsSpan(partSize, used).CopyTo(buffer);
        }

        if (buffer.Length - used < wanted)
        {
            long doubled = Math.Min(2L * buffer.Length, partSize + (64 * 1024));
            Array.Resize(ref buffer, (int)Math.Max(doubled, used + (long)wanted));
        }
    }

    private async Task<string?> EndAsync()
    {
        if (parts == 0 && used <= partSize)
        {
            return await upload.PutWholeAsync(buffer.AsMemory(0, used), cancellationToken).ConfigureAwait(false);
        }

        int start = 0;
        for (; used - start > partSize; start += partSize)
        {
            await upload.PutPartAsync(parts++, buffer.AsMemory(start, partSize), cancellationToken).ConfigureAwait(false);
        }

        return await upload.CompleteAsync(parts, buffer.AsMemory(start, used - start), cancellationToken).ConfigureAwait(false);
    }
}
