using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Deckle.Testing.Servers;

/// <summary>A TCP proxy on loopback whose connections can be cut, as a network does it: without a word.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly int target;
    private readonly bool hidesSubprotocol;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Lock gate = new();
    private readonly List<Socket> open = [];
    private readonly CancellationTokenSource closing = new();
    private readonly Task accepting;
    private readonly List<TaskCompletionSource> opened = [];
    private int openings;
    private bool isRefusing;

    /// <param name="target">The port behind it.</param>
    /// <param name="hidesSubprotocol">Whether the server behind it sees no subprotocol offered, so that it speaks as old ones do.</param>
    public CuttingProxy(int target, bool hidesSubprotocol = false)
    {
        this.target = target;
        this.hidesSubprotocol = hidesSubprotocol;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    /// <summary>The first lines of the requests for a WebSocket, the token not among them.</summary>
    public List<string> Upgrades { get; } = [];

    /// <summary>How often it was connected to.</summary>
    public int Connections { get; private set; }

    /// <summary>Cuts every connection.</summary>
    /// <param name="refuse">Whether new ones are cut at once, too, until <see cref="Mend"/>.</param>
    public void Cut(bool refuse = false)
    {
        lock (gate)
        {
            isRefusing = refuse;
            foreach (Socket socket in open)
            {
                Break(socket);
            }

            open.Clear();
        }
    }

    /// <summary>Is there when the server has opened so many WebSockets.</summary>
    public async Task OpenedAsync(int count)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (openings >= count)
                {
                    return;
                }

                opened.Add(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                next = opened[^1].Task;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    public void Mend()
    {
        lock (gate)
        {
            isRefusing = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket near = await listener.AcceptSocketAsync(closing.Token);
                _ = RelayAsync(near);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task RelayAsync(Socket near)
    {
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lock (gate)
        {
            Connections++;
            if (isRefusing)
            {
                Break(near);
                return;
            }

            open.AddRange([near, far]);
        }

        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(CopyAsync(near, far, Look), CopyAsync(far, near, LookBack));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The target is away.
        }

        near.Dispose();
        far.Dispose();
    }

    // A request for a WebSocket is small and comes in one piece.
    private void Look(Span<byte> bytes)
    {
        string text = Encoding.ASCII.GetString(bytes);
        if (text.Contains("Upgrade: websocket", StringComparison.OrdinalIgnoreCase))
        {
            lock (gate)
            {
                Upgrades.Add(text.Split("\r\n")[0]);
            }

            int offer = text.IndexOf("Sec-WebSocket-Protocol", StringComparison.OrdinalIgnoreCase);
            if (hidesSubprotocol && offer >= 0)
            {
                bytes[offer] = (byte)'X';
            }
        }
    }

    private void LookBack(Span<byte> bytes)
    {
        if (bytes.StartsWith("HTTP/1.1 101"u8))
        {
            lock (gate)
            {
                openings++;
                opened.ForEach(one => one.TrySetResult());
                opened.Clear();
            }
        }
    }

    private static async Task CopyAsync(Socket from, Socket to, SpanAction look)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and int count)
            {
                look(buffer.AsSpan(0, count));
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private delegate void SpanAction(Span<byte> bytes);

    private static void Break(Socket socket)
    {
        try
        {
            // A reset instead of a polite end.
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }

        socket.Dispose();
    }
}
