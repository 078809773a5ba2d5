using System.Net.Sockets;
using System.Net.WebSockets;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Remote;

/// <summary>One WebSocket to a kernel's channels, from its opening to its end.</summary>
internal sealed class KernelSocket : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly ClientWebSocket socket;
    private readonly IWebSocketCodec codec;
    private readonly SemaphoreSlim sending = new(1);
    private readonly byte[] buffer = new byte[BufferSize];

    private KernelSocket(ClientWebSocket socket)
    {
        this.socket = socket;

        // A server that knows none of what it is offered accepts without a word, and speaks as all did before there were subprotocols.
        codec = socket.SubProtocol == V1Codec.Subprotocol ? new V1Codec() : new LegacyCodec();
    }

    /// <returns>The socket, or null with the HTTP status that was answered instead, 0 for none, and a reason.</returns>
    public static async Task<(KernelSocket? Socket, int Status, string Why)> OpenAsync(
        JupyterServer server, string kernelId, string session, TimeSpan keepAlive, CancellationToken cancellationToken)
    {
        string path = $"{JupyterServer.PathOf(kernelId)}/channels?session_id={Uri.EscapeDataString(session)}";
        (ClientWebSocket? socket, int status, string why) = await server.Calls.OpenSocketAsync(path, V1Codec.Subprotocol, keepAlive, cancellationToken).ConfigureAwait(false);
        return (socket is null ? null : new KernelSocket(socket), status, why);
    }

    /// <exception cref="IOException">The socket is broken. Whether the message went out is not known.</exception>
    public async Task SendAsync(Message message)
    {
        (byte[] bytes, bool isBinary) = codec.Encode(message);
        await sending.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            // Not to be cancelled: that would close the socket.
            await socket.SendAsync(bytes, isBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsBroken(e))
        {
            throw new IOException(e.Message, e);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>The next message; null at the socket's end, whatever ended it. Frames that are no message are passed over.</summary>
    public async Task<Message?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                (ReadOnlyMemory<byte> bytes, WebSocketMessageType type) = await ReceiveFrameAsync(cancellationToken).ConfigureAwait(false);
                if (type == WebSocketMessageType.Close)
                {
                    return null;
                }

                if (codec.Decode(bytes, type == WebSocketMessageType.Binary) is { } message)
                {
                    return message;
                }
            }
        }
        catch (Exception e) when (IsBroken(e))
        {
            return null;
        }
    }

    public void Dispose()
    {
        // No closing handshake: a server that is away would keep us, and one that is there sees the end of the stream.
        socket.Abort();
        socket.Dispose();
    }

    // Each message gets bytes of its own, which its long strings share.
    private async Task<(ReadOnlyMemory<byte>, WebSocketMessageType)> ReceiveFrameAsync(CancellationToken cancellationToken)
    {
        ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        if (part.EndOfMessage)
        {
            return (buffer.AsSpan(0, part.Count).ToArray(), part.MessageType);
        }

        byte[] whole = new byte[BufferSize * 4];
        buffer.AsSpan(0, part.Count).CopyTo(whole);
        int length = part.Count;
        while (!part.EndOfMessage)
        {
            if (length == whole.Length)
            {
                Array.Resize(ref whole, checked(whole.Length * 2));
            }

            part = await socket.ReceiveAsync(whole.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += part.Count;
        }

        return (whole.AsMemory(0, length), part.MessageType);
    }

    private static bool IsBroken(Exception e) => e is WebSocketException or IOException or SocketException or ObjectDisposedException or InvalidOperationException;
}
