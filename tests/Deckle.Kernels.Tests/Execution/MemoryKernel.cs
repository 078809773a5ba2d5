using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Deckle.Json;
using Deckle.Kernels.Connections;
using Deckle.Kernels.Protocol;
using Channel = Deckle.Kernels.Protocol.Channel;

namespace Deckle.Kernels.Tests.Execution;

/// <summary>A kernel in memory that answers each execute_request with the messages a script gives for its code.</summary>
internal sealed class MemoryKernel(Func<string, IEnumerable<Part>> script) : IKernelConnection
{
    private readonly Channel<Message> toClient = System.Threading.Channels.Channel.CreateUnbounded<Message>();
    private readonly Dictionary<string, JsonObject> requests = [];
    private int count;

    public List<Message> Received { get; } = [];

    /// <summary>What it sends to each question about itself, in this order; the last of them also to every further question.</summary>
    public Queue<Part[]> Introductions { get; init; } = new([[Part.Status("busy"), Part.Info, Part.Status("idle")]]);

    public static async Task<ExecutionResult> RunAsync(
        Func<string, IEnumerable<Part>> script, Notebook notebook, ExecutionOptions? options = null, TimeProvider? time = null, CancellationToken stop = default)
    {
        await using KernelClient client = await KernelClient.OpenAsync(new MemoryKernel(script), "session", cancellationToken: CancellationToken.None);
        return await new Executor(client, time).RunAsync(notebook, options, stop);
    }

    /// <summary>Runs cells whose sources are keys of the script and gives the outputs of each.</summary>
    public static async Task<IReadOnlyList<JsonArray>> OutputsAsync(ExecutionOptions? options, params (string Code, Part[] Parts)[] cells)
    {
        var scripts = cells.ToDictionary(cell => cell.Code, cell => cell.Parts);
        ExecutionResult result = await RunAsync(code => scripts[code], NotebookOf([.. cells.Select(cell => cell.Code)]), options);
        return [.. result.Notebook.Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.Json.Get<JsonArray>("outputs")!)];
    }

    public static Notebook NotebookOf(params string[] sources) => new Notebook(JsonObject.Of(
        ("cells", JsonArray.Empty), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5)))
        .WithCells(sources.Select((source, index) => Cell.Code($"c{index}", source)));

    public Task SendAsync(Message message, CancellationToken cancellationToken = default)
    {
        Received.Add(message);
        switch (message.Type)
        {
            case "kernel_info_request":
                Array.ForEach(Introductions.Count > 1 ? Introductions.Dequeue() : Introductions.Peek(), part => Send(message.Header, part));
                break;
            case "execute_request":
                Execute(message);
                break;
            case "shutdown_request":
                Send(message.Header, new Part(Channel.Control, "shutdown_reply", JsonObject.Of(("status", "ok"))));
                break;
            case "interrupt_request":
                JsonObject last = requests.Values.Last();
                Send(last, Part.Reply("error", "KeyboardInterrupt"));
                Send(last, Part.Status("idle"));
                break;
        }

        return Task.CompletedTask;
    }

    public async ValueTask<Message?> ReceiveAsync(CancellationToken cancellationToken = default) =>
        await toClient.Reader.WaitToReadAsync(cancellationToken) && toClient.Reader.TryRead(out Message? message) ? message : null;

    public bool TryReceive([NotNullWhen(true)] out Message? message) => toClient.Reader.TryRead(out message);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Execute(Message request)
    {
        string code = request.Content.GetText("code")!;
        requests[code] = request.Header;
        Part[] parts = [.. script(code)];
        Send(request.Header, Part.Status("busy"));
        Send(request.Header, new Part(Channel.IOPub, "execute_input", JsonObject.Of(("code", code), ("execution_count", ++count))));
        bool hasReply = parts.Any(part => part.Type is "execute_reply" or "die" or "silence");
        bool hasIdle = parts.Any(part => part.Type is "die" or "silence" || part is { Type: "status" });
        foreach (Part part in parts)
        {
            if (part.Type == "die")
            {
                toClient.Writer.Complete();
                return;
            }

            if (part.Type != "silence")
            {
                Send(part.ParentCode is { } other ? requests[other] : request.Header, part);
            }
        }

        if (!hasReply)
        {
            Send(request.Header, Part.Reply("ok"));
        }

        if (!hasIdle)
        {
            Send(request.Header, Part.Status("idle"));
        }
    }

    private void Send(JsonObject parent, Part part)
    {
        JsonObject header = JsonObject.Of(("msg_id", Guid.NewGuid().ToString()), ("msg_type", part.Type), ("session", "kernel"));
        JsonObject content = part.Type == "execute_reply" ? part.Content.With("execution_count", count) : part.Content;
        toClient.Writer.TryWrite(new Message(part.Channel, header, parent, JsonObject.Empty, content) { Buffers = part.Buffers, Loss = part.Loss });
    }
}
