using Deckle.Json;

namespace Deckle.Tool.Mcp.Protocol;

/// <summary>What awaits an answer.</summary>
/// <param name="Id">A text or an integer, as it was given: the answer repeats it.</param>
/// <param name="Params">Empty for none.</param>
internal sealed record RpcRequest(JsonValue Id, string Method, JsonObject Params) : RpcMessage
{
    /// <summary>What the request says of itself beside its parameters; empty for nothing.</summary>
    public JsonObject Meta => Params.Get<JsonObject>(MetaKeys.Member) ?? JsonObject.Empty;

    public override JsonObject ToJson() => Envelope(("id", Id), ("method", Method), ("params", Params));
}
