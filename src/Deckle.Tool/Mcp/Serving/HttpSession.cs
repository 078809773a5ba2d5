using ModelContextProtocol.Server;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>One client of the earlier revisions, from its <c>initialize</c> to its DELETE or a long silence.</summary>
internal sealed class HttpSession : IAsyncDisposable
{
    private readonly McpServer server;
    private readonly CancellationTokenSource end = new();
    private readonly Task running;

    private HttpSession(StreamableHttpServerTransport transport, McpServerOptions options)
    {
        Transport = transport;
        server = McpServer.Create(transport, options);
        running = server.RunAsync(end.Token);
    }

    public string Id => Transport.SessionId ?? "";

    public StreamableHttpServerTransport Transport { get; }

    /// <summary>When it was last spoken to, as a timestamp of the clock.</summary>
    public long LastUsed { get; set; }

    public static HttpSession Stateful(string id, McpServerOptions options) => new(new StreamableHttpServerTransport { SessionId = id }, options);

    /// <summary>For one request of the later revision.</summary>
    public static HttpSession Stateless(McpServerOptions options) => new(new StreamableHttpServerTransport { Stateless = true }, options);

    /// <summary>Cancels what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await Transport.DisposeAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // That is its end.
        }

        await server.DisposeAsync();
        end.Dispose();
    }
}
