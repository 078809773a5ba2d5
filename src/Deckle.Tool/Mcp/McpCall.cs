using Deckle.Json;

namespace Deckle.Tool.Mcp;

/// <summary>One call of a tool, its arguments checked against the tool's schema.</summary>
internal sealed record McpCall(JsonObject Arguments, McpServices Services)
{
    /// <summary>Takes how far the work is, of how much, and what is done now. Nobody listens when the client did not ask.</summary>
    public Action<double, double?, string> Progress { get; init; } = (_, _, _) => { };
}
