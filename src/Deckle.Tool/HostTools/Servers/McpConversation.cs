using System.Collections.Concurrent;
using Deckle.Json;
using Deckle.Tool.Commands;

namespace Deckle.Tool.HostTools.Servers;

/// <summary>
/// Requests to an MCP server and their answers, in either way of the protocol: begun by <c>initialize</c>, or, from 2026-07-28 on, each request
/// with its own description. The server may ask too; it is told that nothing but <c>ping</c> is answered.
/// </summary>
internal sealed class McpConversation : IAsyncDisposable
{
    private const string WithHandshake = "2025-11-25";
    private const string Stateless = "2026-07-28";
    private const string Meta = "io.modelcontextprotocol/";
    private const int MethodNotFound = -32601;

    private static readonly JsonObject Self = JsonObject.Of(("name", "deckle"), ("version", VersionCommand.Version));

    private readonly IMcpTransport transport;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonObject>> waiting = new();
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
        long id = Interlocked.Increment(ref last);
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        try
        {
            JsonObject message = JsonObject.Of(("jsonrpc", "2.0"), ("id", id), ("method", method), ("params", description is null ? parameters : parameters.With("_meta", description)));
            await transport.SendAsync(message, cancellationToken);
            if (IsClosed)
            {
                // It may have ended before this one waited.
                answer.TrySetException(new IOException(await transport.Closed));
            }

            return Result(await answer.Task.WaitAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && method != "initialize")
        {
            await CancelAsync(id);
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
            JsonObject hello = JsonObject.Of(("protocolVersion", WithHandshake), ("capabilities", JsonObject.Empty), ("clientInfo", Self));
            JsonObject answer = await AskAsync("initialize", hello, cancellationToken);
            transport.Version = answer.GetText("protocolVersion") ?? WithHandshake;
        }
        catch (McpRefusal refusal)
        {
            // One that has no handshake any more says so with an error.
            transport.Version = Stateless;
            description = JsonObject.Of(($"{Meta}protocolVersion", Stateless), ($"{Meta}clientInfo", Self), ($"{Meta}clientCapabilities", JsonObject.Empty));
            await DiscoverAsync(refusal, cancellationToken);
            return;
        }

        await transport.SendAsync(JsonObject.Of(("jsonrpc", "2.0"), ("method", "notifications/initialized")), cancellationToken);
    }

    private async Task DiscoverAsync(McpRefusal refusal, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync("server/discover", JsonObject.Empty, cancellationToken);
        }
        catch (McpRefusal)
        {
            throw refusal;
        }
    }

    private static JsonObject Result(JsonObject answer)
    {
        if (answer.Get<JsonObject>("error") is { } error)
        {
            throw new McpRefusal((long)(error.Get<JsonNumber>("code")?.ToDouble() ?? 0), error.GetText("message") ?? "no reason was given");
        }

        JsonObject result = answer.Get<JsonObject>("result") ?? throw new McpRefusal(0, "the answer has no result");
        return result.GetText("resultType") is "input_required"
            ? throw new McpRefusal(0, "the server wants to ask the user, and nobody can be asked here")
            : result;
    }

    private void Take(JsonObject message)
    {
        if (message.GetText("method") is { } method)
        {
            if (message["id"] is { } id)
            {
                _ = AnswerAsync(id, method);
            }
        }
        else if (message.Get<JsonNumber>("id") is { } number && waiting.TryRemove((long)number.ToDouble(), out TaskCompletionSource<JsonObject>? answer))
        {
            answer.TrySetResult(message);
        }
    }

    private async Task AnswerAsync(JsonValue id, string method)
    {
        JsonObject answer = JsonObject.Of(("jsonrpc", "2.0"), ("id", id));
        try
        {
            await transport.SendAsync(
                method == "ping"
                    ? answer.With("result", JsonObject.Empty)
                    : answer.With("error", JsonObject.Of(("code", MethodNotFound), ("message", $"{method} is not offered"))),
                CancellationToken.None);
        }
        catch (IOException)
        {
            // Who asked has gone.
        }
    }

    // The server may save itself the work; nobody waits for it.
    private async Task CancelAsync(long id)
    {
        try
        {
            await transport.SendAsync(
                JsonObject.Of(("jsonrpc", "2.0"), ("method", "notifications/cancelled"), ("params", JsonObject.Of(("requestId", id), ("reason", "cancelled")))), CancellationToken.None);
        }
        catch (IOException)
        {
            // It has gone.
        }
    }

    private void EndAll(string reason)
    {
        foreach (TaskCompletionSource<JsonObject> answer in waiting.Values)
        {
            answer.TrySetException(new IOException(reason));
        }
    }
}
