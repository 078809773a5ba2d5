using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Deckle.Json;
using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Warm;

/// <summary>A talk with a fork server: lines of JSON both ways. The talk that asked for a kernel is the kernel's lease: closing it ends the kernel.</summary>
internal sealed class ForkServerConnection : IDisposable
{
    private readonly Socket socket;
    private readonly byte[] buffer = new byte[64 * 1024];
    private int length;

    private ForkServerConnection(Socket socket) => this.socket = socket;

    /// <summary>Connects to the server of a socket.</summary>
    /// <returns>Null when nobody listens there.</returns>
    /// <exception cref="DeckleException"><c>warm-unavailable</c>: another user does.</exception>
    public static ForkServerConnection? TryConnect(string path, TimeSpan patience)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            SendTimeout = Math.Max(1, (int)patience.TotalMilliseconds),
        };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }

        // struct ucred: pid, uid, gid.
        const int SocketLevel = 1;
        const int PeerCredentials = 17;
        byte[] credentials = new byte[12];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        if (BinaryPrimitives.ReadUInt32LittleEndian(credentials.AsSpan(4)) != Native.EffectiveUser())
        {
            socket.Dispose();
            throw WarmErrors.Unavailable($"{path} is served by another user");
        }

        return new ForkServerConnection(socket);
    }

    /// <summary>Sends a request.</summary>
    /// <param name="descriptor">A descriptor that travels with it; -1 for none.</param>
    /// <exception cref="IOException">The server is gone, or does not read.</exception>
    public void Send(JsonObject request, int descriptor = -1)
    {
        byte[] line = [.. JsonWriter.ToUtf8(request, JsonWriterOptions.Compact), (byte)'\n'];
        int sent = descriptor < 0 ? 0 : SendWith(descriptor, line);
        try
        {
            socket.Send(line.AsSpan(sent));
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>The next answer; null when the server has closed the talk.</summary>
    public async Task<JsonObject?> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            int end = buffer.AsSpan(0, length).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var answer = JsonReader.Read(buffer.AsMemory(0, end).ToArray()) as JsonObject;
                length -= end + 1;
                Array.Copy(buffer, end + 1, buffer, 0, length);
                return answer;
            }

            try
            {
                int read = length == buffer.Length ? 0 : await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return null;
                }

                length += read;
            }
            catch (SocketException)
            {
                return null;
            }
        }
    }

    public void Dispose() => socket.Dispose();

    // .NET cannot pass a descriptor. struct msghdr, iovec and cmsghdr as Linux has them on 64 bits; musl's differ in padding only.
    private unsafe int SendWith(int descriptor, byte[] line)
    {
        const int SocketLevel = 1;
        const int PassDescriptors = 1;
        const int NoSignal = 0x4000;
        long* control = stackalloc long[3];
        control[0] = 20;
        ((int*)control)[2] = SocketLevel;
        ((int*)control)[3] = PassDescriptors;
        ((int*)control)[4] = descriptor;
        fixed (byte* start = line)
        {
            nint* part = stackalloc nint[] { (nint)start, line.Length };
            nint* message = stackalloc nint[] { 0, 0, (nint)part, 1, (nint)control, 24, 0 };
            nint sent = Native.SendMessage((int)socket.Handle, message, NoSignal);
            return sent > 0 ? (int)sent : throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }
    }
}
