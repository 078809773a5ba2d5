using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading.Channels;
using Deckle.Json;
using Deckle.Kernels.Connections;
using Deckle.Kernels.Protocol;
using Channel = Deckle.Kernels.Protocol.Channel;

namespace Deckle.Kernels.Remote;

/// <summary>
/// A kernel behind a Jupyter server. One session id for life: under it the server keeps what the kernel says while nobody is connected, and
/// replays it, so a socket that breaks costs nothing but what was under way. What is lost all the same is told in its place (<see cref="Message.Loss"/>).
/// </summary>
internal sealed class WebSocketConnection : IKernelConnection
{
    // A hub's route may be away while the hub restarts; a server that was stopped stays away.
    private const int StoppedAfter = 3;

    // What the kernel prints at its very end passes through the server, and may come behind the server's word that it is gone.
    private static readonly TimeSpan DrainFor = TimeSpan.FromMilliseconds(300);

    private readonly JupyterServer server;
    private readonly ServerProcess process;
    private readonly string session;
    private readonly RemoteLimits limits;
    private readonly Channel<Message> arrived = System.Threading.Channels.Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, PendingRequest> pending = new(StringComparer.Ordinal);
    private readonly MessageTrail trail = new();
    private readonly HashSet<(string, string)> told = [];
    private readonly ReconnectPace pace = new(Random.Shared.NextDouble);
    private TaskCompletionSource<KernelSocket> live = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task work = Task.CompletedTask;
    private string? serverStarted;
    private string? kernelSession;
    private string? probe;
    private TaskCompletionSource? probed;
    private long probes;
    private long lastHeard;
    private bool isDisposed;

    private WebSocketConnection(JupyterServer server, ServerProcess process, string session, RemoteLimits limits)
    {
        this.server = server;
        this.process = process;
        this.session = session;
        this.limits = limits;
    }

    private TimeProvider Time => server.Time;

    /// <param name="process">Is told what becomes of the kernel.</param>
    /// <exception cref="DeckleException">The server does not open the kernel's channels.</exception>
    public static async Task<WebSocketConnection> ConnectAsync(
        JupyterServer server, ServerProcess process, string session, RemoteLimits limits, CancellationToken cancellationToken = default)
    {
        var connection = new WebSocketConnection(server, process, session, limits) { serverStarted = await server.StartedAsync(cancellationToken).ConfigureAwait(false) };
        (KernelSocket? socket, int status, string why) =
            await KernelSocket.OpenAsync(server, process.KernelId, session, limits.KeepAlive, cancellationToken).ConfigureAwait(false);
        if (socket is null)
        {
            // A plain question gets the answer that says what is wrong.
            _ = await server.FindKernelAsync(process.KernelId, cancellationToken).ConfigureAwait(false) ?? throw RemoteErrors.KernelMissing(server.Url, process.KernelId, running: null);
            throw RemoteErrors.Failed(server.Url, "open the kernel's channels", status, status == 0 ? why : "");
        }

        connection.Opened(socket);
        connection.work = Task.WhenAll(connection.ReadAsync(socket), connection.WatchAsync(), connection.CompleteAsync());
        return connection;
    }

    public async Task SendAsync(Message message, CancellationToken cancellationToken = default)
    {
        Task<KernelSocket> open;
        lock (gate)
        {
            open = live.Task;
        }

        await Task.WhenAny(open, process.Exit).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (process.Exit.IsCompleted)
        {
            throw new IOException("the kernel is gone");
        }

        if (message.Type == "execute_request")
        {
            lock (gate)
            {
                if (pending.Count == 0)
                {
                    trail.Forget();
                }

                pending[message.Id] = new PendingRequest(message);
            }
        }

        try
        {
            await (await open.ConfigureAwait(false)).SendAsync(message).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Whether it went out is not known, so it is not sent again. The reader reconnects, and what comes then decides.
            lock (gate)
            {
                if (pending.TryGetValue(message.Id, out PendingRequest? request))
                {
                    request.IsCut = true;
                }
            }
        }
    }

    public async ValueTask<Message?> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        while (await arrived.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (arrived.Reader.TryRead(out Message? message))
            {
                return message;
            }
        }

        return null;
    }

    public bool TryReceive([NotNullWhen(true)] out Message? message) => arrived.Reader.TryRead(out message);

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        await closing.CancelAsync().ConfigureAwait(false);
        await work.ConfigureAwait(false);
        if (live.Task.IsCompletedSuccessfully)
        {
            (await live.Task.ConfigureAwait(false)).Dispose();
        }

        await process.Settled.ConfigureAwait(false);
        closing.Dispose();
    }

    private void Opened(KernelSocket socket)
    {
        lock (gate)
        {
            lastHeard = Time.GetTimestamp();
            live.TrySetResult(socket);
        }
    }

    private async Task ReadAsync(KernelSocket first)
    {
        try
        {
            for (KernelSocket? socket = first; socket is not null; socket = await ReconnectAsync().ConfigureAwait(false))
            {
                while (await socket.ReceiveAsync(closing.Token).ConfigureAwait(false) is { } message)
                {
                    Take(message);
                }

                Broke(socket);
            }
        }
        catch (OperationCanceledException)
        {
            // We are closing.
        }
    }

    private void Broke(KernelSocket socket)
    {
        lock (gate)
        {
            live = new TaskCompletionSource<KernelSocket>(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (PendingRequest request in pending.Values)
            {
                request.IsCut = true;
            }
        }

        socket.Dispose();
    }

    private async Task<KernelSocket?> ReconnectAsync()
    {
        long began = Time.GetTimestamp();
        int stopped = 0;
        for (int failures = 0; !process.Exit.IsCompleted; failures++)
        {
            await Task.Delay(pace.Before(failures), Time, closing.Token).ConfigureAwait(false);
            (KernelSocket? socket, int status, string why) =
                await KernelSocket.OpenAsync(server, process.KernelId, session, limits.KeepAlive, closing.Token).ConfigureAwait(false);
            if (socket is not null)
            {
                Opened(socket);
                _ = ProbeAsync(socket);
                return socket;
            }

            stopped = status is 424 or (>= 300 and < 400) ? stopped + 1 : 0;
            if (status is 401 or 403 || await IsStoppedAsync(stopped, failures).ConfigureAwait(false))
            {
                process.Lose(string.Create(CultureInfo.InvariantCulture, $": {(status is 401 or 403 ? "the server does not accept the token any more" : "its server was stopped")}{(status == 0 ? "" : $" (it answers {status})")}"));
                continue;
            }

            if (status == 404)
            {
                await LookAsync().ConfigureAwait(false);
            }

            if (Time.GetElapsedTime(began) > limits.ReconnectFor)
            {
                process.Lose(string.Create(CultureInfo.InvariantCulture, $" since {limits.ReconnectFor.TotalSeconds:0.#} s: {why}"));
            }
        }

        return null;
    }

    /// <param name="stopped">How often in a row the answer was that there is no server.</param>
    /// <param name="failures">How many tries have failed before.</param>
    private async Task<bool> IsStoppedAsync(int stopped, int failures) => server.TellsStopped is { } ask
        ? failures >= StoppedAfter - 1 && await ask(closing.Token).ConfigureAwait(false) == true
        : stopped == StoppedAfter;

    private void Take(Message message)
    {
        lock (gate)
        {
            lastHeard = Time.GetTimestamp();
            if (kernelSession is null && message.Type == "kernel_info_reply" && message.Header.GetText("session") is { Length: > 0 } own)
            {
                kernelSession = own;
                trail.Count(own);
            }

            if (RateLimitNotice.Read(message, kernelSession) is { } loss)
            {
                Lose(message.ParentHeader, loss);
                return;
            }

            if (!trail.Add(message))
            {
                return;
            }

            ReadEnd(message);
            if (message.ParentId.Length > 0 && message.ParentId == probe)
            {
                if (message.Channel == Channel.Shell)
                {
                    probed?.TrySetResult();
                }

                return;
            }

            if (pending.TryGetValue(message.ParentId, out PendingRequest? request))
            {
                request.Take(message);
                if (request.IsOver)
                {
                    Settle(request);
                }
                else if (request is { IsCut: true, LacksReply: true })
                {
                    _ = ExpectReplyAsync(request);
                }
            }

            // Behind what it tells of the loss, so that a cell that is over has no more to say.
            arrived.Writer.TryWrite(message);
        }
    }

    /// <summary>What a message says about the kernel's end. A server's own words have a session of their own and no parent.</summary>
    private void ReadEnd(Message message)
    {
        bool isOwn = kernelSession is null || message.Header.GetText("session") == kernelSession;
        string state = message.Type == "status" ? message.Content.GetText("execution_state") ?? "" : "";
        if (state == "restarting")
        {
            process.End("died, and the server started a new one that knows nothing of what ran before");
        }
        else if (state == "dead")
        {
            process.End("died, and the server could not start it again");
        }
        else if ((state == "starting" && !isOwn) || (message.Type == "shutdown_reply" && message.Content["restart"] is JsonBoolean { Value: true }))
        {
            process.End("was restarted on the server, and knows nothing of what ran before");
        }
        else if (message.Type == "shutdown_reply")
        {
            // Never asked by us: kernels on servers are deleted.
            process.End("was shut down on the server");
        }
    }

    private void Settle(PendingRequest request)
    {
        pending.Remove(request.Id);
        int missing = request is { IsCut: true, Span: { } span } ? trail.MissingBetween(span.First, span.Last) : 0;
        if (missing > 0)
        {
            string what = missing == 1 ? "a message was" : string.Create(CultureInfo.InvariantCulture, $"{missing} messages were");
            Lose(request.Header, new MessageLoss($"the connection broke, and {what} lost with it"));
        }
    }

    /// <summary>Tells a loss in its place, of each kind once for a request.</summary>
    private void Lose(JsonObject parent, MessageLoss loss)
    {
        if (told.Add((parent.GetText("msg_id") ?? "", loss.Reason)))
        {
            arrived.Writer.TryWrite(new Message(Channel.IOPub, JsonObject.Empty, parent, JsonObject.Empty, JsonObject.Empty) { Loss = loss });
        }
    }

    /// <summary>Asks the server about the kernel while a cell is silent: a kernel that is deleted just falls silent, too.</summary>
    private async Task WatchAsync()
    {
        try
        {
            while (!process.Exit.IsCompleted)
            {
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
                await Task.WhenAny(Task.Delay(limits.PollEvery, Time, waiting.Token), process.Exit).ConfigureAwait(false);
                await waiting.CancelAsync().ConfigureAwait(false);
                if (IsSilent())
                {
                    await LookAsync().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // We are closing.
        }
    }

    private bool IsSilent()
    {
        lock (gate)
        {
            return pending.Count > 0 && live.Task.IsCompleted && Time.GetElapsedTime(lastHeard) >= limits.PollEvery;
        }
    }

    private async Task LookAsync()
    {
        try
        {
            if (await server.FindKernelAsync(process.KernelId, closing.Token).ConfigureAwait(false) is { } kernel)
            {
                if (kernel.State == "dead")
                {
                    process.End(kernel.Reason.Length > 0 ? $"died: {kernel.Reason}" : "died, and the server could not start it again");
                }

                return;
            }

            string? started = await server.StartedAsync(closing.Token).ConfigureAwait(false);
            process.End(started == serverStarted ? "was deleted on the server, by somebody or because it was idle" : "ended with its server, which was started anew");
        }
        catch (DeckleException)
        {
            // The server is away. The socket, when it breaks, decides how long that may be.
        }
    }

    /// <summary>
    /// A kernel answers on shell in the order in which it was asked. So once it has answered a question that was put behind a cell, the cell's own
    /// reply is here, or in the server's replay, or lost. What the server says about a kernel's state does not tell: a question on control makes it "idle".
    /// </summary>
    private async Task ProbeAsync(KernelSocket socket)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{session}_probe_{Interlocked.Increment(ref probes)}");
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (pending.Count == 0)
            {
                return;
            }

            (probe, probed) = (id, answered);
        }

        try
        {
            JsonObject header = JsonObject.Of(("msg_id", id), ("msg_type", "kernel_info_request"), ("session", session), ("username", "deckle"), ("version", "5.3"), ("date", Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)));
            await socket.SendAsync(new Message(Channel.Shell, header, JsonObject.Empty, JsonObject.Empty, JsonObject.Empty)).ConfigureAwait(false);
            await answered.Task.WaitAsync(closing.Token).ConfigureAwait(false);
            await Task.Delay(limits.ReplayWithin, Time, closing.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It broke again, and the next socket brings the next question; or we are closing.
            return;
        }

        lock (gate)
        {
            if (probe != id)
            {
                return;
            }

            foreach (PendingRequest request in pending.Values.Where(request => request.IsCut).ToArray())
            {
                LoseOutcome(request);
            }
        }
    }

    /// <summary>A socket that took the session over may have got the reply, and the one behind it the end.</summary>
    private async Task ExpectReplyAsync(PendingRequest request)
    {
        try
        {
            await Task.Delay(limits.ReplyWithin, Time, closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (gate)
        {
            if (pending.ContainsKey(request.Id))
            {
                LoseOutcome(request);
            }
        }
    }

    private void LoseOutcome(PendingRequest request)
    {
        pending.Remove(request.Id);
        Lose(request.Header, new MessageLoss("the connection broke, and its result was lost with it: whether it ran to its end is not known") { IsOutcome = true });
    }

    private async Task CompleteAsync()
    {
        try
        {
            await process.Exit.WaitAsync(closing.Token).ConfigureAwait(false);
            await Task.Delay(DrainFor, Time, closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // We are closing; whoever still receives gets the end.
        }

        arrived.Writer.TryComplete();
    }
}
