using Deckle.Json;

namespace Deckle.Tool.Mcp.Protocol;

/// <summary>The messages of one text, which is a line over stdio and a body over HTTP.</summary>
/// <param name="Messages">Those that are well-formed.</param>
/// <param name="Problems">The answers to those that are not.</param>
/// <param name="IsBatch">Whether they stood in a list, which the answers then do too. Only the revisions up to 2025-03-26 have that.</param>
internal sealed record RpcText(IReadOnlyList<RpcMessage> Messages, IReadOnlyList<RpcError> Problems, bool IsBatch)
{
    /// <param name="utf8">Bytes that do not change any more: long texts of the messages share them.</param>
    public static RpcText Read(ReadOnlyMemory<byte> utf8)
    {
        JsonValue value;
        try
        {
            value = JsonReader.Read(utf8);
        }
        catch (JsonSyntaxException e)
        {
            return new RpcText([], [new RpcError(JsonNull.Value, RpcCodes.ParseError, $"not JSON: {e.Message}")], IsBatch: false);
        }

        if (value is not JsonArray items)
        {
            return Of([value], isBatch: false);
        }

        return items.Count > 0 ? Of(items, isBatch: true)
            : new RpcText([], [new RpcError(JsonNull.Value, RpcCodes.InvalidRequest, "an empty batch")], IsBatch: false);
    }

    private static RpcText Of(IReadOnlyCollection<JsonValue> values, bool isBatch)
    {
        var messages = new List<RpcMessage>();
        var problems = new List<RpcError>();
        foreach (JsonValue value in values)
        {
            try
            {
                messages.Add(MessageOf(value));
            }
            catch (RpcException e)
            {
                problems.Add(e.For(value is JsonObject members && members["id"] is { } id && IsId(id) ? id : JsonNull.Value));
            }
        }

        return new RpcText(messages, problems, isBatch);
    }

    private static RpcMessage MessageOf(JsonValue value)
    {
        if (value is not JsonObject message || message.GetText("jsonrpc") != "2.0")
        {
            throw Invalid("not a message of JSON-RPC 2.0");
        }

        // Unlike in JSON-RPC itself null is no id (MCP, base protocol); a request with it is not a notification either.
        JsonValue? id = message["id"];
        if (message["method"] is { } method)
        {
            return (method, id) switch
            {
                (not JsonString, _) => throw Invalid("'method' is not a string"),
                (_, not null) when !IsId(id) => throw Invalid("'id' is neither a string nor an integer; a notification has none"),
                (JsonString name, null) => new RpcNotification(name.Text, ParamsOf(message)),
                (JsonString name, _) => new RpcRequest(id, name.Text, ParamsOf(message)),
            };
        }

        if (message.Get<JsonObject>("error") is { } error)
        {
            return new RpcError(
                id is not null && IsId(id) ? id : JsonNull.Value,
                error["code"] is JsonNumber code && code.TryGetInt64(out long number) ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : RpcCodes.InternalError,
                error.GetText("message") ?? "")
            {
                Data = error["data"],
            };
        }

        return message["result"] is { } result && id is not null && IsId(id)
            ? new RpcResult(id, result as JsonObject ?? throw Invalid("'result' is not an object"))
            : throw Invalid("neither a request nor an answer: it has no 'method', and no 'id' with 'result' or 'error'");
    }

    private static JsonObject ParamsOf(JsonObject message) => message["params"] switch
    {
        null or JsonNull => JsonObject.Empty,
        JsonObject members => members,
        _ => throw new RpcException(RpcCodes.InvalidParams, "'params' is not an object"),
    };

    private static bool IsId(JsonValue id) => id is JsonString or JsonNumber { IsInteger: true };

    private static RpcException Invalid(string what) => new(RpcCodes.InvalidRequest, $"invalid request: {what}");
}
