using Deckle.Json;

namespace Deckle.Tool.Mcp.Protocol;

/// <summary>What awaits no answer.</summary>
/// <param name="Params">Empty for none.</param>
internal sealed record RpcNotification(string Method, JsonObject Params) : RpcMessage
{
    public override JsonObject ToJson() => Params.Count == 0 ? Envelope(("method", Method)) : Envelope(("method", Method), ("params", Params));
}
