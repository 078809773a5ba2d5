using Deckle.Tool.Mcp.Protocol;

namespace Deckle.Tool.HostTools.Servers;

/// <summary>The way to one MCP server: the pipes of a process, or HTTP.</summary>
internal interface IMcpTransport : IAsyncDisposable
{
    /// <summary>Gets what the server sends. Set before the first message goes out.</summary>
    Action<RpcMessage>? Received { get; set; }

    /// <summary>Ends when no more can come, with the reason.</summary>
    Task<string> Closed { get; }

    /// <summary>Whether requests say what they are in headers too, which the later revision of the protocol wants.</summary>
    string? Version { get; set; }

    /// <exception cref="IOException">It cannot be sent.</exception>
    Task SendAsync(RpcMessage message, CancellationToken cancellationToken);
}
