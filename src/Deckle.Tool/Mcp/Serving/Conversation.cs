using System.Collections.Concurrent;
using Deckle.Json;
using Deckle.Tool.Mcp.Protocol;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>
/// What one client says and is answered: over stdio all of it, over HTTP a session, or a single request of a revision without sessions.
/// Requests are served at the same time, and each can be cancelled.
/// </summary>
/// <param name="closing">Ends what would last as long as the conversation.</param>
internal sealed class Conversation(ProtocolServer server, CancellationToken closing)
{
    private readonly ConcurrentDictionary<JsonValue, CancellationTokenSource> open = new();

    /// <summary>The revision that the client keeps to; null before it said.</summary>
    public string? Version { get; private set; }

    /// <summary>Serves one message. All that must be in order with the next one is done when this returns, before its task is.</summary>
    /// <param name="send">Takes the notifications for the message and its answer, if it gets one. May be called at the same time.</param>
    /// <param name="header">The revision that is said beside the message, over HTTP.</param>
    /// <param name="end">Cancels the request, which is then not answered.</param>
    public Task TakeAsync(RpcMessage message, Func<RpcMessage, Task> send, string? header, CancellationToken end)
    {
        switch (message)
        {
            case RpcNotification { Method: Methods.Cancelled, Params: var cancelled } when cancelled["requestId"] is { } id && open.TryGetValue(id, out CancellationTokenSource? request):
                Cancel(request);
                return Task.CompletedTask;
            case RpcRequest { Method: Methods.Initialize } request:
                return send(Initialized(request, header));
            case RpcRequest request:
                var cancel = CancellationTokenSource.CreateLinkedTokenSource(end);
                open[request.Id] = cancel;
                return ServeAsync(request, send, header, cancel);
            default:
                return Task.CompletedTask;
        }
    }

    private static void Cancel(CancellationTokenSource request)
    {
        try
        {
            request.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Its answer was given at the same moment.
        }
    }

    private RpcMessage Initialized(RpcRequest request, string? header)
    {
        try
        {
            RevisionCheck.Of(request, header, Version);
            Version = RevisionCheck.Agreed(request);
            return new RpcResult(request.Id, ProtocolServer.Initialized(Version));
        }
        catch (RpcException e)
        {
            return e.For(request.Id);
        }
    }

    private async Task ServeAsync(RpcRequest request, Func<RpcMessage, Task> send, string? header, CancellationTokenSource cancel)
    {
        try
        {
            string? version = RevisionCheck.Of(request, header, Version);

            // Without sessions nothing is agreed; but a client that once speaks so has said which of the two it is.
            Version ??= version;

            // Tools work on the thread they are called on, which is here the one that reads.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            JsonObject result = await server.AnswerAsync(request, version, send, closing, cancel.Token);
            cancel.Token.ThrowIfCancellationRequested();
            await send(new RpcResult(request.Id, result));
        }
        catch (RpcException e)
        {
            await send(e.For(request.Id));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Who cancels awaits no answer.
        }
        catch (Exception e)
        {
            // Tools catch their own; this is a defect elsewhere, and a client must not wait for ever for it.
            server.Report(request.Method, e);
            await send(new RpcError(request.Id, RpcCodes.InternalError, $"{request.Method} failed by a defect of Deckle ({e.GetType().Name})."));
        }
        finally
        {
            open.TryRemove(KeyValuePair.Create(request.Id, cancel));
            cancel.Dispose();
        }
    }
}
