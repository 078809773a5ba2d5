using Deckle.Json;
using Deckle.Tool.Mcp.Protocol;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>Why a request over HTTP is refused before it reaches the server.</summary>
internal sealed record HttpProblem(int Status, int Code, string Message)
{
    public JsonValue? Data { get; init; }

    public static HttpProblem Of(int status, string message) => new(status, RpcCodes.ServerError, message);

    public static HttpProblem NoSession { get; } = new(404, RpcCodes.NoSuchSession, "Session not found");

    public static HttpProblem Mismatch(string message) => new(400, RpcCodes.HeaderMismatch, message);

    public static HttpProblem Invalid(string message) => new(400, RpcCodes.InvalidParams, message);

    /// <summary>As a message of the protocol, for the request that it answers where that is known.</summary>
    public RpcError For(RpcMessage? message) => new(message is RpcRequest request ? request.Id : JsonNull.Value, Code, Message) { Data = Data };
}
