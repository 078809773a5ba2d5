using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Deckle.Kernels.Zmtp;

/// <summary>
/// One client connection of the ZeroMQ Message Transport Protocol 3.0 (RFC 23) with the NULL mechanism.
/// One task may send while another receives.
/// </summary>
public sealed class ZmtpSocket : IAsyncDisposable
{
    private const byte More = 1;
    private const byte Long = 2;
    private const byte Command = 4;
    private const int GreetingLength = 64;

    // Below this a frame is copied out of the read buffer; above it is received straight into its own array.
    private const int BufferSize = 64 * 1024;

    private readonly Socket socket;
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly byte[] buffer = new byte[BufferSize];
    private int start;
    private int end;

    private ZmtpSocket(Socket socket) => this.socket = socket;

    /// <summary>Connects, shakes hands and, for a subscriber, subscribes to everything.</summary>
    /// <param name="identity">A DEALER's routing id; empty lets the peer choose.</param>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    /// <exception cref="ZmtpException">What listens there is not a ZMTP 3 peer.</exception>
    public static async Task<ZmtpSocket> ConnectAsync(
        ZmtpEndpoint endpoint, ZmtpSocketType type, ReadOnlyMemory<byte> identity = default, CancellationToken cancellationToken = default)
    {
        Socket raw = endpoint.CreateSocket();
        try
        {
            await raw.ConnectAsync(endpoint.EndPoint, cancellationToken).ConfigureAwait(false);
            var connected = new ZmtpSocket(raw);
            await connected.ShakeHandsAsync(type, identity, cancellationToken).ConfigureAwait(false);
            return connected;
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    /// <summary>Sends one message. The frames go out in one write where they are small.</summary>
    public async Task SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken = default)
    {
        await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var packet = new MemoryStream();
            for (int i = 0; i < frames.Count; i++)
            {
                WriteHeader(packet, i + 1 < frames.Count ? More : (byte)0, frames[i].Length);
                if (frames[i].Length <= BufferSize)
                {
                    packet.Write(frames[i].Span);
                    continue;
                }

                await SendAllAsync(packet.GetBuffer().AsMemory(0, (int)packet.Length), cancellationToken).ConfigureAwait(false);
                await SendAllAsync(frames[i], cancellationToken).ConfigureAwait(false);
                packet.SetLength(0);
            }

            await SendAllAsync(packet.GetBuffer().AsMemory(0, (int)packet.Length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Receives one message; null when the peer has closed the connection.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>?> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        var frames = new List<ReadOnlyMemory<byte>>(8);
        while (true)
        {
            if (await ReceiveFrameAsync(cancellationToken).ConfigureAwait(false) is not { } frame)
            {
                return null;
            }

            if ((frame.Flags & Command) != 0)
            {
                await AnswerAsync(frame.Body, cancellationToken).ConfigureAwait(false);
                continue;
            }

            frames.Add(frame.Body);
            if ((frame.Flags & More) == 0)
            {
                return frames;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        sending.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ShakeHandsAsync(ZmtpSocketType type, ReadOnlyMemory<byte> identity, CancellationToken cancellationToken)
    {
        // FF, eight bytes, 7F; version 3.0; mechanism in 20 bytes; as-server; filler. RFC 23, "The greeting".
        byte[] greeting = new byte[GreetingLength];
        greeting[0] = 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        "NULL"u8.CopyTo(greeting.AsSpan(12));
        await SendAllAsync(greeting, cancellationToken).ConfigureAwait(false);
        await SendAllAsync(ReadyCommand(type, identity.Span), cancellationToken).ConfigureAwait(false);

        byte[] answer = await ReceiveExactlyAsync(GreetingLength, cancellationToken).ConfigureAwait(false)
            ?? throw new ZmtpException("the peer closed the connection before its greeting");
        if (answer[0] != 0xFF || answer[9] != 0x7F || answer[10] < 3)
        {
            throw new ZmtpException("the peer is not a ZMTP 3 socket");
        }

        string mechanism = Encoding.ASCII.GetString(answer, 12, 20).TrimEnd('\0');
        if (mechanism != "NULL")
        {
            throw new ZmtpException($"the peer asks for the {mechanism} mechanism; only NULL is spoken");
        }

        if (await ReceiveFrameAsync(cancellationToken).ConfigureAwait(false) is not { } ready)
        {
            throw new ZmtpException("the peer closed the connection during the handshake");
        }

        if ((ready.Flags & Command) == 0 || !ready.Body.Span.StartsWith("\x05READY"u8))
        {
            throw new ZmtpException("the peer refused the handshake");
        }

        if (type == ZmtpSocketType.Subscriber)
        {
            // To a 3.0 peer a subscription is a message: 1 and the topic.
            await SendAsync([new byte[] { 1 }], cancellationToken).ConfigureAwait(false);
        }
    }

    private static byte[] ReadyCommand(ZmtpSocketType type, ReadOnlySpan<byte> identity)
    {
        using var body = new MemoryStream();
        body.Write("\x05READY"u8);
        ReadOnlySpan<byte> name = type switch
        {
            ZmtpSocketType.Dealer => "DEALER"u8,
            ZmtpSocketType.Subscriber => "SUB"u8,
            _ => "REQ"u8,
        };
        WriteProperty(body, "Socket-Type"u8, name);
        if (type != ZmtpSocketType.Subscriber)
        {
            WriteProperty(body, "Identity"u8, identity);
        }

        using var frame = new MemoryStream();
        WriteHeader(frame, Command, (int)body.Length);
        body.WriteTo(frame);
        return frame.ToArray();
    }

    private static void WriteProperty(MemoryStream body, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        body.WriteByte((byte)name.Length);
        body.Write(name);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        body.Write(length);
        body.Write(value);
    }

    private static void WriteHeader(MemoryStream packet, byte flags, int length)
    {
        if (length < 256)
        {
            packet.WriteByte(flags);
            packet.WriteByte((byte)length);
            return;
        }

        packet.WriteByte((byte)(flags | Long));
        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(size, length);
        packet.Write(size);
    }

    /// <summary>ZMTP 3.1 peers may ask whether we live; every other command needs no answer.</summary>
    private async Task AnswerAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
    {
        if (!command.Span.StartsWith("\x04PING"u8))
        {
            return;
        }

        // PING is its name, a time to live of two bytes and a context, which PONG returns.
        ReadOnlyMemory<byte> context = command.Length > 7 ? command[7..] : default;
        using var pong = new MemoryStream();
        WriteHeader(pong, Command, 5 + context.Length);
        pong.Write("\x04PONG"u8);
        pong.Write(context.Span);
        await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await SendAllAsync(pong.ToArray(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task SendAllAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken).ConfigureAwait(false)..];
        }
    }

    private async ValueTask<(byte Flags, ReadOnlyMemory<byte> Body)?> ReceiveFrameAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(2, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        byte flags = buffer[start];
        long length = buffer[start + 1];
        int headerLength = 2;
        if ((flags & Long) != 0)
        {
            headerLength = 9;
            if (!await FillAsync(headerLength, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            length = BinaryPrimitives.ReadInt64BigEndian(buffer.AsSpan(start + 1));
        }

        start += headerLength;
        if (length < 0 || length > Array.MaxLength)
        {
            throw new ZmtpException($"a frame of {length} bytes; at most {Array.MaxLength} can be taken");
        }

        return await ReceiveExactlyAsync((int)length, cancellationToken).ConfigureAwait(false) is { } body ? (flags, body) : null;
    }

    private async ValueTask<byte[]?> ReceiveExactlyAsync(int length, CancellationToken cancellationToken)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(length);
        int filled = Math.Min(length, end - start);
        buffer.AsSpan(start, filled).CopyTo(bytes);
        start += filled;
        while (filled < length)
        {
            int rest = length - filled;
            if (rest < BufferSize)
            {
                if (!await FillAsync(rest, cancellationToken).ConfigureAwait(false))
                {
                    return null;
                }

                buffer.AsSpan(start, rest).CopyTo(bytes.AsSpan(filled));
                start += rest;
                return bytes;
            }

            int received = await ReceiveSomeAsync(bytes.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (received == 0)
            {
                return null;
            }

            filled += received;
        }

        return bytes;
    }

    /// <summary>Waits until the buffer holds so many unread bytes; false when the peer closes first.</summary>
    private async ValueTask<bool> FillAsync(int wanted, CancellationToken cancellationToken)
    {
        while (end - start < wanted)
        {
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                end -= start;
                start = 0;
            }

            int received = await ReceiveSomeAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
            if (received == 0)
            {
                return false;
            }

            end += received;
        }

        return true;
    }

    private async ValueTask<int> ReceiveSomeAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            // A peer that dies resets; to the reader that is the same end.
            return 0;
        }
    }
}
