using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Deckle.Kernels.Zmtp;

namespace Deckle.Kernels;

/// <summary>
/// A kernel behind ZeroMQ sockets. iopub is connected and subscribed before shell is opened, which is the cure for lost first outputs.
/// Whatever arrives is taken from the sockets at once and kept without limit, so a kernel is never slowed and loses nothing.
/// </summary>
public sealed class ZmtpConnection : IKernelConnection
{
    // Between two tries to reach a kernel that does not listen yet.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(5);

    // How long a dead kernel's sockets may take to drain: children it forked can hold them open for ever.
    private static readonly TimeSpan DrainFor = TimeSpan.FromMilliseconds(200);

    private static readonly Channel[] ConnectOrder = [Channel.IOPub, Channel.Control, Channel.Shell, Channel.Stdin];

    private readonly MessageCodec codec;
    private readonly Dictionary<Channel, ZmtpSocket> sockets = [];
    private readonly Channel<Message> arrived = System.Threading.Channels.Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource closing = new();
    private readonly List<Task> readers = [];
    private bool isDisposed;

    private ZmtpConnection(MessageCodec codec) => this.codec = codec;

    /// <summary>Connects, waiting for a kernel that does not listen yet.</summary>
    /// <param name="gone">Ends when the kernel's process does; never for a kernel whose process is not known.</param>
    /// <param name="cancellationToken">Gives up: there is no other time limit.</param>
    /// <exception cref="IOException">The kernel ended before it listened.</exception>
    public static async Task<ZmtpConnection> ConnectAsync(
        ConnectionInfo info, string session, Task gone, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var connection = new ZmtpConnection(new MessageCodec(new MessageSigner(info.Key)));
        try
        {
            // stdin must have shell's identity, or the kernel's input_request finds nobody.
            byte[] identity = Encoding.ASCII.GetBytes(session);
            foreach (Channel channel in ConnectOrder)
            {
                ZmtpSocketType type = channel == Channel.IOPub ? ZmtpSocketType.Subscriber : ZmtpSocketType.Dealer;
                connection.sockets[channel] = await ReachAsync(info.Endpoint(channel), type, identity, gone, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        connection.StartReading(gone, time);
        return connection;
    }

    public async Task SendAsync(Message message, CancellationToken cancellationToken = default)
    {
        try
        {
            await sockets[message.Channel].SendAsync(codec.Encode(message), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw new IOException(e.Message, e);
        }
    }

    public async ValueTask<Message?> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        while (await arrived.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (arrived.Reader.TryRead(out Message? message))
            {
                return message;
            }
        }

        return null;
    }

    public bool TryReceive([NotNullWhen(true)] out Message? message) => arrived.Reader.TryRead(out message);

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        await closing.CancelAsync().ConfigureAwait(false);
        foreach (ZmtpSocket socket in sockets.Values)
        {
            await socket.DisposeAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(readers).ConfigureAwait(false);
        closing.Dispose();
    }

    private static async Task<ZmtpSocket> ReachAsync(
        ZmtpEndpoint endpoint, ZmtpSocketType type, ReadOnlyMemory<byte> identity, Task gone, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (gone.IsCompleted)
            {
                throw new IOException("the kernel ended before it listened");
            }

            try
            {
                return await ZmtpSocket.ConnectAsync(endpoint, type, identity, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // ZeroMQ binds when the kernel comes to it; nothing tells when that is.
                await Task.WhenAny(gone, Task.Delay(RetryAfter, time, cancellationToken)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private void StartReading(Task gone, TimeProvider time)
    {
        foreach ((Channel channel, ZmtpSocket socket) in sockets)
        {
            readers.Add(Task.Run(() => ReadAsync(channel, socket)));
        }

        Task all = Task.WhenAll(readers);
        readers.Add(CompleteAsync(all, gone, time));
    }

    private async Task CompleteAsync(Task all, Task gone, TimeProvider time)
    {
        try
        {
            await Task.WhenAny(all, gone).WaitAsync(closing.Token).ConfigureAwait(false);
            if (!all.IsCompleted)
            {
                await Task.WhenAny(all, Task.Delay(DrainFor, time, closing.Token)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // We are closing; whoever still receives gets the end.
        }

        arrived.Writer.TryComplete();
    }

    private async Task ReadAsync(Channel channel, ZmtpSocket socket)
    {
        try
        {
            while (await socket.ReceiveAsync(closing.Token).ConfigureAwait(false) is { } frames)
            {
                if (codec.Decode(channel, frames) is { } message)
                {
                    arrived.Writer.TryWrite(message);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or ZmtpException)
        {
            // The end of this channel, ours or the kernel's; CompleteAsync tells the reader.
        }
    }
}
