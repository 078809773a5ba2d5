using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>Why a request over HTTP is refused before it reaches the server.</summary>
internal sealed record HttpProblem(int Status, int Code, string Message)
{
    // What JSON-RPC leaves to implementations.
    private const int AnyError = -32000;

    // The same number as the reference implementation's.
    private const int NoSuchSession = -32001;

    public System.Text.Json.Nodes.JsonNode? Data { get; init; }

    public static HttpProblem Of(int status, string message) => new(status, AnyError, message);

    public static HttpProblem NoSession { get; } = new(404, NoSuchSession, "Session not found");

    public static HttpProblem Mismatch(string message) => new(400, (int)McpErrorCode.HeaderMismatch, message);

    public static HttpProblem Invalid(string message) => new(400, (int)McpErrorCode.InvalidParams, message);

    /// <summary>As a message of the protocol, for the request that it answers where that is known.</summary>
    public JsonRpcError For(JsonRpcMessage? message) => new()
    {
        Id = message is JsonRpcRequest request ? request.Id : default,
        Error = new JsonRpcErrorDetail { Code = Code, Message = Message, Data = Data },
    };
}
