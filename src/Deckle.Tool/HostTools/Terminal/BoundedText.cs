using System.Buffers;
using System.Text;

namespace Deckle.Tool.HostTools.Terminal;

/// <summary>The beginning of a stream, as text.</summary>
/// <param name="limit">In bytes.</param>
internal sealed class BoundedText(long limit)
{
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> kept = new();

    public bool IsCut { get; private set; }

    /// <summary>Reads to the end, and keeps what the limit allows.</summary>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[32 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and int read)
            {
                lock (gate)
                {
                    int fits = (int)Math.Min(read, limit - kept.WrittenCount);
                    kept.Write(buffer.AsSpan(0, fits));
                    IsCut |= fits < read;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // What was read until then counts.
        }
    }

    public override string ToString()
    {
        lock (gate)
        {
            return Encoding.UTF8.GetString(kept.WrittenSpan);
        }
    }
}
