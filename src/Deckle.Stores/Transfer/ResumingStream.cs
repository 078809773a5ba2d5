using System.Net;

namespace Deckle.Stores.Transfer;

/// <summary>
/// The content of an answer. Where it breaks off, the rest is asked for by range, if the version is known: the server then
/// refuses to continue with another one.
/// </summary>
internal sealed class ResumingStream(
    HttpTransport transport, StoreAddress address, HttpResponseMessage first, Func<long, CancellationToken, Task<HttpResponseMessage>>? resume) : Stream
{
    private readonly long? size = first.Content.Headers.ContentLength;
    private HttpResponseMessage response = first;
    private Stream? body;
    private long position;
    private int failures;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => position; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Exception? cause = null;
            try
            {
                body ??= await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                int count = await transport.ReadAsync(body, buffer, cancellationToken).ConfigureAwait(false);
                if (count > 0 || buffer.Length == 0 || size is null || position >= size)
                {
                    position += count;
                    failures = count > 0 ? 0 : failures;
                    return count;
                }
            }
            catch (Exception e) when (HttpTransport.Interruption(e, cancellationToken) is not null)
            {
                cause = e;
            }

            await ResumeAsync(cause, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            response.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task ResumeAsync(Exception? cause, CancellationToken cancellationToken)
    {
        response.Dispose();
        if (resume is null || ++failures >= transport.Options.Retry.Attempts)
        {
            throw StoreErrors.Truncated(address, position, size, cause);
        }

        await Task.Delay(transport.Options.Retry.Delay(failures), transport.Options.Time, cancellationToken).ConfigureAwait(false);
        response = await resume(position, cancellationToken).ConfigureAwait(false);
        body = null;
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != position)
        {
            // Another version, or a server that knows no ranges: what was read is not to be mixed with it.
            response.Dispose();
            throw StoreErrors.Truncated(address, position, size, cause);
        }
    }
}
