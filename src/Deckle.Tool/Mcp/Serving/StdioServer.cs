using System.Collections.Concurrent;
using Deckle.Json;
using Deckle.Tool.Mcp.Protocol;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>The protocol over two streams, a message a line.</summary>
internal sealed class StdioServer(ProtocolServer server, Stream input, Stream output) : IDisposable
{
    // More than any answer takes that is not waiting, and less than a client's patience with a server that was told to go.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);

    // For what was cancelled to end in good order. What does not heed that ends with the process.
    private static readonly TimeSpan Unwinding = TimeSpan.FromSeconds(6);

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ConcurrentDictionary<Task, bool> underWay = new();

    /// <summary>Serves until the input ends; answers under way are still given, but not waited for without end.</summary>
    /// <param name="stop">Cancels what is under way. Returns when that has ended, or in some seconds.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var conversation = new Conversation(server, closing.Token);
        var lines = new LineReader(input);

        // The console's streams block whoever reads.
        Task reading = Task.Factory.StartNew(
            () =>
            {
                while (lines.Next() is { } line)
                {
                    Take(conversation, line, end.Token);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAny(reading, Task.Delay(Timeout.InfiniteTimeSpan, stop));
        end.CancelAfter(Farewell);
        await closing.CancelAsync();
        Task answers = Task.WhenAll(underWay.Keys);
        await answers.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await answers.WaitAsync(Unwinding, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // A defect of reading is not to be lost.
        await (reading.IsFaulted ? reading : Task.CompletedTask);
    }

    public void Dispose() => writing.Dispose();

    private void Take(Conversation conversation, ReadOnlyMemory<byte> line, CancellationToken end)
    {
        RpcText text = RpcText.Read(line);
        Task task = !text.IsBatch ? EachAsync(text, conversation, SendAsync, end)
            : conversation.Version is null || ProtocolVersions.HasBatches(conversation.Version) ? BatchAsync(text, conversation, end)
            : SendAsync(new RpcError(JsonNull.Value, RpcCodes.InvalidRequest, $"invalid request: protocol version '{conversation.Version}' has no batches"));
        if (!task.IsCompleted)
        {
            underWay[task] = true;
            task.ContinueWith(done => underWay.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private static Task EachAsync(RpcText text, Conversation conversation, Func<RpcMessage, Task> send, CancellationToken end) =>
        Task.WhenAll([.. text.Messages.Select(message => conversation.TakeAsync(message, send, null, end)), .. text.Problems.Select(send)]);

    // The answers come in one list too, whatever is told before them by itself.
    private async Task BatchAsync(RpcText text, Conversation conversation, CancellationToken end)
    {
        var answers = new ConcurrentQueue<RpcMessage>();
        await EachAsync(
            text, conversation,
            message =>
            {
                if (message is RpcNotification)
                {
                    return SendAsync(message);
                }

                answers.Enqueue(message);
                return Task.CompletedTask;
            },
            end);
        if (!answers.IsEmpty)
        {
            await WriteAsync(WireJson.Utf8(JsonArray.From(answers.Select(answer => answer.ToJson()))));
        }
    }

    private Task SendAsync(RpcMessage message) => WriteAsync(message.ToUtf8());

    private async Task WriteAsync(byte[] json)
    {
        await writing.WaitAsync();
        try
        {
            await output.WriteAsync((byte[])[.. json, (byte)'\n']);
            await output.FlushAsync();
        }
        catch (IOException)
        {
            // The client has gone; that its input ends tells the rest.
        }
        finally
        {
            writing.Release();
        }
    }
}
