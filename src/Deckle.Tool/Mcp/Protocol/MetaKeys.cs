namespace Deckle.Tool.Mcp.Protocol;

/// <summary>What stands in <c>_meta</c>.</summary>
internal static class MetaKeys
{
    public const string Member = "_meta";

    /// <summary>Of a request whose sender wants to be told how far it is; a text or an integer.</summary>
    public const string ProgressToken = "progressToken";

    public const string ProtocolVersion = "io.modelcontextprotocol/protocolVersion";
    public const string ClientInfo = "io.modelcontextprotocol/clientInfo";
    public const string ClientCapabilities = "io.modelcontextprotocol/clientCapabilities";
    public const string LogLevel = "io.modelcontextprotocol/logLevel";
    public const string ServerInfo = "io.modelcontextprotocol/serverInfo";
    public const string SubscriptionId = "io.modelcontextprotocol/subscriptionId";

    /// <summary>What only the revisions without sessions have in their requests.</summary>
    public static IReadOnlyList<string> OfStatelessRequests { get; } = [ProtocolVersion, ClientInfo, ClientCapabilities, LogLevel];
}
