using System.Collections.Concurrent;
using Deckle.Json;
using Deckle.Tool.Commands;
using Deckle.Tool.Mcp.Protocol;

namespace Deckle.Tool.HostTools.Servers;

/// <summary>
/// Requests to an MCP server and their answers, in either way of the protocol: begun by <c>initialize</c>, or each request with its own
/// description. The server may ask too; it is told that nothing but <c>ping</c> is answered.
/// </summary>
internal sealed class McpConversation : IAsyncDisposable
{
    private static readonly JsonObject Self = JsonObject.Of(("name", "deckle"), ("version", VersionCommand.Version));

    private readonly IMcpTransport transport;
    private readonly ConcurrentDictionary<JsonValue, TaskCompletionSource<RpcMessage>> waiting = new();
    private JsonObject? description;
    private long last;

    private McpConversation(IMcpTransport transport)
    {
        this.transport = transport;
        transport.Received = Take;
        _ = transport.Closed.ContinueWith(closed => EndAll(closed.Result), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public bool IsClosed => transport.Closed.IsCompleted;

    /// <summary>Takes the transport, also when it fails.</summary>
    /// <exception cref="IOException">The server is not there.</exception>
    /// <exception cref="McpRefusal">It does not speak with us.</exception>
    public static async Task<McpConversation> OpenAsync(IMcpTransport transport, CancellationToken cancellationToken)
    {
        var conversation = new McpConversation(transport);
        try
        {
            await conversation.BeginAsync(cancellationToken);
            return conversation;
        }
        catch
        {
            await conversation.DisposeAsync();
            throw;
        }
    }

    /// <returns>The result.</returns>
    /// <exception cref="McpRefusal">The server answered with an error.</exception>
    /// <exception cref="IOException">It has gone.</exception>
    public async Task<JsonObject> AskAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        JsonValue id = Interlocked.Increment(ref last);
        var answer = new TaskCompletionSource<RpcMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        try
        {
            await transport.SendAsync(new RpcRequest(id, method, description is null ? parameters : parameters.With(MetaKeys.Member, description)), cancellationToken);
            if (IsClosed)
            {
                // It may have ended before this one waited.
                answer.TrySetException(new IOException(await transport.Closed));
            }

            return Result(await answer.Task.WaitAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && method != Methods.Initialize)
        {
            // The server may save itself the work; nobody waits for it.
            await TellAsync(new RpcNotification(Methods.Cancelled, JsonObject.Of(("requestId", id), ("reason", "cancelled"))));
            throw;
        }
        finally
        {
            waiting.TryRemove(id, out _);
        }
    }

    public ValueTask DisposeAsync() => transport.DisposeAsync();

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            JsonObject hello = JsonObject.Of(("protocolVersion", ProtocolVersions.LastWithSessions), ("capabilities", JsonObject.Empty), ("clientInfo", Self));
            JsonObject answer = await AskAsync(Methods.Initialize, hello, cancellationToken);
            transport.Version = answer.GetText("protocolVersion") ?? ProtocolVersions.LastWithSessions;
        }
        catch (McpRefusal refusal)
        {
            // One that has no handshake any more says so with an error.
            transport.Version = ProtocolVersions.Stateless;
            description = JsonObject.Of((MetaKeys.ProtocolVersion, ProtocolVersions.Stateless), (MetaKeys.ClientInfo, Self), (MetaKeys.ClientCapabilities, JsonObject.Empty));
            await DiscoverAsync(refusal, cancellationToken);
            return;
        }

        await transport.SendAsync(new RpcNotification(Methods.Initialized, JsonObject.Empty), cancellationToken);
    }

    private async Task DiscoverAsync(McpRefusal refusal, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(Methods.Discover, JsonObject.Empty, cancellationToken);
        }
        catch (McpRefusal)
        {
            throw refusal;
        }
    }

    private static JsonObject Result(RpcMessage answer) => answer switch
    {
        RpcResult { Result: var result } when result.GetText("resultType") == "input_required" => throw new McpRefusal("the server wants to ask the user, and nobody can be asked here"),
        RpcResult { Result: var result } => result,
        RpcError error => throw new McpRefusal(error.Message.Length > 0 ? error.Message : $"error {error.Code}"),
        _ => throw new McpRefusal("the answer has no result"),
    };

    private void Take(RpcMessage message)
    {
        switch (message)
        {
            case RpcRequest { Method: Methods.Ping } request:
                _ = TellAsync(new RpcResult(request.Id, JsonObject.Empty));
                break;
            case RpcRequest request:
                _ = TellAsync(new RpcError(request.Id, RpcCodes.MethodNotFound, $"{request.Method} is not offered"));
                break;
            case RpcResult result when waiting.TryRemove(result.Id, out TaskCompletionSource<RpcMessage>? answer):
                answer.TrySetResult(result);
                break;
            case RpcError error when waiting.TryRemove(error.Id, out TaskCompletionSource<RpcMessage>? answer):
                answer.TrySetResult(error);
                break;
        }
    }

    private async Task TellAsync(RpcMessage message)
    {
        try
        {
            await transport.SendAsync(message, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Whom it concerns has gone.
        }
    }

    private void EndAll(string reason)
    {
        foreach (TaskCompletionSource<RpcMessage> answer in waiting.Values)
        {
            answer.TrySetException(new IOException(reason));
        }
    }
}
