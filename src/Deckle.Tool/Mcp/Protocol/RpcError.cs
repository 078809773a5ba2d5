using Deckle.Json;

namespace Deckle.Tool.Mcp.Protocol;

/// <summary>The answer to a request that did not go well.</summary>
/// <param name="Id"><see cref="JsonNull"/> where the request's could not be read.</param>
/// <param name="Code">One of <see cref="RpcCodes"/>, or the peer's own.</param>
internal sealed record RpcError(JsonValue Id, int Code, string Message) : RpcMessage
{
    /// <summary>What a program can go by.</summary>
    public JsonValue? Data { get; init; }

    public override JsonObject ToJson()
    {
        JsonObject error = JsonObject.Of(("code", Code), ("message", Message));
        error = Data is null ? error : error.With("data", Data);

        // JSON-RPC would have null there, which MCP's schema has no place for: an unknown id is left out.
        return Id is JsonNull ? Envelope(("error", error)) : Envelope(("id", Id), ("error", error));
    }
}
