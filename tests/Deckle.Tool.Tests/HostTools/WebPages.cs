using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Deckle.Tool.Tests.HostTools;

/// <summary>A web server on this machine: <c>/page</c>, <c>/western</c> and <c>/odd</c> of other charsets, <c>/away</c> leads elsewhere, <c>/large</c>, <c>/slow</c> never ends, <c>/search</c> says what was asked.</summary>
internal sealed class WebPages : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();

    public WebPages()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = ServeAsync();
    }

    public int Port { get; }

    public void Dispose()
    {
        closing.Cancel();
        listener.Dispose();
        closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(closing.Token);
                _ = AnswerAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
                string path = (await reader.ReadLineAsync(closing.Token) ?? "").Split(' ').ElementAtOrDefault(1) ?? "";
                while (await reader.ReadLineAsync(closing.Token) is { Length: > 0 })
                {
                }

                if (path == "/slow")
                {
                    await Task.Delay(Timeout.Infinite, closing.Token);
                }

                (string status, string type, string body) = path switch
                {
                    "/page" => ("200 OK", "text/plain; charset=utf-8", "hello"),
                    "/western" => ("200 OK", "text/plain; charset=windows-1252", "caf\u00e9 \u0080"),
                    "/odd" => ("200 OK", "text/plain; charset=x-of-nobody", "abc"),
                    "/away" => ($"302 Found\r\nLocation: http://127.0.0.1:{Port}/page", "text/plain", ""),
                    "/elsewhere" => ($"302 Found\r\nLocation: http://example.org/", "text/plain", ""),
                    "/large" => ("200 OK", "text/plain", new string('x', 5000)),
                    _ when path.StartsWith("/search", StringComparison.Ordinal) => ("200 OK", "application/json", $$"""{"asked": "{{path}}"}"""),
                    _ => ("404 Not Found", "text/plain", "none"),
                };
                Encoding encoding = path == "/western" ? Encoding.Latin1 : Encoding.UTF8;
                byte[] answer = encoding.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {encoding.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");
                await client.GetStream().WriteAsync(answer, closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // Whoever asked has left.
            }
        }
    }
}
