using Deckle.Json;

namespace Deckle.Tool.Mcp.Protocol;

/// <summary>The answer to a request that went well.</summary>
internal sealed record RpcResult(JsonValue Id, JsonObject Result) : RpcMessage
{
    public override JsonObject ToJson() => Envelope(("id", Id), ("result", Result));
}
