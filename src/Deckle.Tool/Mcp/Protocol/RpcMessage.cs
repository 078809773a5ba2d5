using Deckle.Json;

namespace Deckle.Tool.Mcp.Protocol;

/// <summary>One message of JSON-RPC 2.0, as MCP narrows it: ids are texts or integers, parameters and results are objects.</summary>
internal abstract record RpcMessage
{
    /// <summary>The message on one line, without its end; strict JSON.</summary>
    public byte[] ToUtf8() => WireJson.Utf8(ToJson());

    /// <summary>As an object of JSON.</summary>
    public abstract JsonObject ToJson();

    /// <summary>A message's own members behind the one that all have.</summary>
    protected static JsonObject Envelope(params ReadOnlySpan<(string Key, JsonValue Value)> members) => JsonObject.Of([("jsonrpc", "2.0"), .. members]);
}
