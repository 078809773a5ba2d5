using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Deckle.Stores.Tests.Servers;

/// <summary>A small web server on this machine that answers as a test wants, faults included.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<Socket, Task> connections = new();
    private readonly Func<WebRequest, Task<WebAnswer>> answer;
    private readonly Task accepting;

    public WebServer(Func<WebRequest, Task<WebAnswer>> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    public WebServer(Func<WebRequest, WebAnswer> answer)
        : this(request => Task.FromResult(answer(request)))
    {
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public ConcurrentQueue<WebRequest> Requests { get; } = new();

    /// <summary>Answers in this order; the last one again and again.</summary>
    public static WebServer InOrder(params WebAnswer[] answers)
    {
        int next = 0;
        return new WebServer(_ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length) - 1]);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        foreach (Socket socket in connections.Keys)
        {
            socket.Dispose();
        }

        await accepting;
        await Task.WhenAll(connections.Values);
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptSocketAsync(end.Token);
                socket.NoDelay = true;
                connections[socket] = Task.Run(() => ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new BufferedStream(new NetworkStream(socket, ownsSocket: true), 64 * 1024);
            while (await ReadAsync(stream) is { } request)
            {
                Requests.Enqueue(request);
                WebAnswer answered = await answer(request);
                if (answered.IsSilent)
                {
                    await Task.Delay(Timeout.Infinite, end.Token);
                }

                if (answered.IsReset)
                {
                    socket.LingerState = new LingerOption(true, 0);
                    return;
                }

                await WriteAsync(stream, request, answered);
                if (answered.CutAfter is not null)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, or the test is over.
        }
    }

    private static async Task<WebRequest?> ReadAsync(Stream stream)
    {
        if (await LineAsync(stream) is not { Length: > 0 } first)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(stream) is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        byte[] body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body);
        string[] parts = first.Split(' ');
        return new WebRequest(parts[0], parts[1], headers, body);
    }

    private static async Task<string?> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }

    private static async Task WriteAsync(Stream stream, WebRequest request, WebAnswer answered)
    {
        StringBuilder head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answered.Status} Said\r\n");
        foreach ((string name, string value) in answered.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (answered.Status is not (204 or 304) && !answered.Headers.Any(header => header.Name == "Content-Length"))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answered.Body.Length}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        if (request.Method != "HEAD")
        {
            await stream.WriteAsync(answered.Body.AsMemory(0, answered.CutAfter ?? answered.Body.Length));
        }

        await stream.FlushAsync();
    }
}
