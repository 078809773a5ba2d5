using Deckle.Json;

namespace Deckle.Tool.Mcp.Protocol;

/// <summary>Why a request cannot be answered with a result.</summary>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;

    public new JsonValue? Data { get; init; }

    public RpcError For(JsonValue id) => new(id, Code, Message) { Data = Data };
}
