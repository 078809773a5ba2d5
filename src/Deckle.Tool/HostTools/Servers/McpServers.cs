using Deckle.Json;
using Deckle.Tool.HostTools.Policy;

namespace Deckle.Tool.HostTools.Servers;

/// <summary>The MCP servers of a policy. Each is started when one of its tools is first asked for, and ends with the run.</summary>
internal sealed class McpServers : IAsyncDisposable
{
    private readonly Dictionary<string, McpServer> servers;

    public McpServers(ToolPolicy policy, string folder) =>
        servers = policy.Servers.ToDictionary(server => server.Name, server => new McpServer(server, folder), StringComparer.Ordinal);

    /// <summary>Whether a name is one of a server's tools, as far as can be told without starting it.</summary>
    public bool Has(string tool) => servers.ContainsKey(ServerOf(tool));

    public IEnumerable<string> Names => servers.Keys;

    /// <summary>The longest a call of a tool may take.</summary>
    public TimeSpan TimeoutOf(string tool) => servers[ServerOf(tool)].Timeout;

    /// <param name="tool">As <c>SERVER.TOOL</c>.</param>
    public Task<JsonValue> CallAsync(string tool, JsonObject arguments, CancellationToken cancellationToken) =>
        servers[ServerOf(tool)].CallAsync(tool[(tool.IndexOf('.', StringComparison.Ordinal) + 1)..], arguments, cancellationToken);

    /// <summary>The tools of a server: name, description, parameters.</summary>
    public Task<IReadOnlyList<JsonObject>> ToolsAsync(string server, CancellationToken cancellationToken) => servers[server].ToolsAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (McpServer server in servers.Values)
        {
            await server.DisposeAsync();
        }
    }

    private static string ServerOf(string tool) => tool.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? tool[..dot] : "";
}
