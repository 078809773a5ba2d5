using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Connections;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Protocol;
using Deckle.Secrets;

namespace Deckle.Kernels;

/// <summary>
/// A running kernel and our side of the talk with it. Messages are pulled, one caller at a time, in the order in which they arrived.
/// Disposing ends a kernel that we started.
/// </summary>
public sealed class KernelClient : IAsyncDisposable
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(500);

    // What belongs to a reply is published at once; when it is not there by then, it went out before we were subscribed.
    private static readonly TimeSpan PublishAfterReply = TimeSpan.FromMilliseconds(100);

    // A kernel that answers but never publishes can still run cells; it gets this long to prove that it publishes.
    private static readonly TimeSpan PublishWithin = TimeSpan.FromSeconds(3);

    private readonly string session;
    private readonly TimeProvider time;
    private IKernelConnection connection;
    private IDisposable? scratch;
    private SecretRedactor? redactor;
    private long sent;

    internal KernelClient(IKernelConnection connection, string session, IKernelProcess? process, IDisposable? scratch, TimeProvider time)
    {
        this.connection = connection;
        this.session = session;
        this.scratch = scratch;
        this.time = time;
        Process = process;
    }

    /// <summary>The process, when this program started it.</summary>
    public IKernelProcess? Process { get; private set; }

    /// <summary>The kernel's files, when this program made them.</summary>
    internal IDisposable? Scratch => scratch;

    /// <summary>The last that the process itself wrote to stdout and stderr; empty where the process is not known.</summary>
    public string LastWords => Process is { } process ? redactor?.Redact(process.Output) ?? process.Output : "";

    /// <summary>How it came to be.</summary>
    public KernelStart Start { get; internal set; } = KernelStart.Cold;

    /// <summary>The content of <c>kernel_info_reply</c>.</summary>
    public JsonObject Info { get; private set; } = JsonObject.Empty;

    /// <summary>The kernel's <c>language_info</c>, which goes into the notebook.</summary>
    public JsonObject LanguageInfo => Info.Get<JsonObject>("language_info") ?? JsonObject.Empty;

    /// <summary>Whether interrupts travel as a message (the kernelspec's <c>interrupt_mode</c>) and not as SIGINT.</summary>
    public bool InterruptsByMessage { get; init; }

    /// <summary>Whether the kernel is asked to end before it is made to. A server starts anew what ends without the server's doing.</summary>
    internal bool ShutsDownByMessage { get; init; } = true;

    /// <summary>A client of a connection that is open already and belongs to it from now on; waits until the kernel answers.</summary>
    /// <exception cref="IOException">The kernel ended before it answered.</exception>
    public static async Task<KernelClient> OpenAsync(
        IKernelConnection connection, string session, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var client = new KernelClient(connection, session, process: null, scratch: null, time ?? TimeProvider.System);
        await client.WaitUntilReadyAsync(cancellationToken).ConfigureAwait(false);
        return client;
    }

    /// <summary>From now on nothing that the kernel says holds one of these secrets. What it is told is not changed.</summary>
    public void Redact(SecretRedactor secrets)
    {
        redactor = secrets;
        connection = new RedactingConnection(connection, secrets);
    }

    /// <summary>Sends a request and returns its id, by which the messages it causes are known.</summary>
    public async Task<string> SendAsync(Channel channel, string type, JsonObject content, CancellationToken cancellationToken = default)
    {
        // Answers to the kernel's own questions are sent while somebody else sends requests.
        string id = string.Create(CultureInfo.InvariantCulture, $"{session}_{Interlocked.Increment(ref sent)}");
        JsonObject header = JsonObject.Of(
            ("msg_id", id),
            ("msg_type", type),
            ("session", session),
            ("username", "deckle"),
            ("date", time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)),
            ("version", "5.3"));
        await connection.SendAsync(new Message(channel, header, JsonObject.Empty, JsonObject.Empty, content), cancellationToken).ConfigureAwait(false);
        return id;
    }

    /// <summary>The next message in the order of arrival; null when the kernel is gone and everything it sent has been received.</summary>
    public ValueTask<Message?> ReceiveAsync(CancellationToken cancellationToken = default) =>
        connection.TryReceive(out Message? message) ? ValueTask.FromResult<Message?>(message) : connection.ReceiveAsync(cancellationToken);

    /// <summary>A message that has already arrived; false when there is none yet.</summary>
    public bool TryReceive([NotNullWhen(true)] out Message? message) => connection.TryReceive(out message);

    /// <summary>Sends a request and waits for its reply.</summary>
    /// <param name="onOther">Takes what arrives meanwhile.</param>
    /// <returns>The reply; null when the kernel is gone.</returns>
    public async Task<Message?> RequestAsync(
        Channel channel, string type, JsonObject content, Action<Message>? onOther = null, CancellationToken cancellationToken = default)
    {
        string id = await SendAsync(channel, type, content, cancellationToken).ConfigureAwait(false);
        while (await ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } message)
        {
            if (message.Channel == channel && message.ParentId == id)
            {
                return message;
            }

            onOther?.Invoke(message);
        }

        return null;
    }

    /// <summary>
    /// Evaluates expressions in the kernel's language without touching history or outputs (<c>user_expressions</c>).
    /// Each result is <c>{status: ok, data, metadata}</c> or <c>{status: error, ename, evalue, traceback}</c>.
    /// </summary>
    /// <param name="expressions">Name to expression.</param>
    /// <returns>Name to result; empty when the kernel is gone.</returns>
    public async Task<JsonObject> EvaluateAsync(IReadOnlyDictionary<string, string> expressions, CancellationToken cancellationToken = default)
    {
        JsonObject wanted = JsonObject.From(expressions.Select(pair => new JsonMember(pair.Key, pair.Value)));
        JsonObject content = ExecuteContent("", silent: false, storeHistory: false, stopOnError: false).With("user_expressions", wanted);
        Message? reply = await RequestAsync(Channel.Shell, "execute_request", content, cancellationToken: cancellationToken).ConfigureAwait(false);
        return reply?.Content.Get<JsonObject>("user_expressions") ?? JsonObject.Empty;
    }

    /// <summary>Asks the kernel to run code. Its messages are the caller's to receive.</summary>
    /// <param name="stopOnError">Whether requests queued behind this one are aborted when it fails.</param>
    /// <returns>The id of the request.</returns>
    public Task<string> ExecuteAsync(string code, bool stopOnError, CancellationToken cancellationToken = default) =>
        SendAsync(Channel.Shell, "execute_request", ExecuteContent(code, silent: false, storeHistory: true, stopOnError), cancellationToken);

    /// <summary>Asks the kernel to run code that leaves no trace: no output, no history, no prompt number. Whether it fails is nobody's concern.</summary>
    /// <returns>The id of the request.</returns>
    public Task<string> SendSilentlyAsync(string code, CancellationToken cancellationToken = default) =>
        SendAsync(Channel.Shell, "execute_request", ExecuteContent(code, silent: true, storeHistory: false, stopOnError: false), cancellationToken);

    /// <summary>Runs code that leaves no trace: no outputs, no history, no prompt number.</summary>
    /// <param name="onOther">Takes what arrives meanwhile.</param>
    /// <returns>The content of its reply; null when the kernel is gone.</returns>
    public async Task<JsonObject?> ExecuteSilentlyAsync(string code, Action<Message>? onOther = null, CancellationToken cancellationToken = default)
    {
        JsonObject content = ExecuteContent(code, silent: true, storeHistory: false, stopOnError: false);
        Message? reply = await RequestAsync(Channel.Shell, "execute_request", content, onOther, cancellationToken).ConfigureAwait(false);
        return reply?.Content;
    }

    /// <summary>Interrupts what runs, as the kernelspec asks for: by signal or by message.</summary>
    public async Task InterruptAsync(CancellationToken cancellationToken = default)
    {
        if (Process is not null && !InterruptsByMessage)
        {
            Process.Interrupt();
            return;
        }

        try
        {
            await SendAsync(Channel.Control, "interrupt_request", JsonObject.Empty, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // A kernel that is gone runs nothing.
        }
    }

    /// <summary>Ends the kernel: asks it, then SIGTERM after half of the grace, then SIGKILL. On a server it is deleted.</summary>
    /// <param name="onMessage">Takes what the kernel still sends.</param>
    public async Task ShutdownAsync(TimeSpan grace, Action<Message>? onMessage = null)
    {
        using var patience = new CancellationTokenSource(grace, time);
        Task drained = DrainAsync(onMessage, patience.Token);
        if (ShutsDownByMessage)
        {
            await AskToEndAsync(patience.Token).ConfigureAwait(false);
        }

        if (Process is { } process)
        {
            await (ShutsDownByMessage ? Task.WhenAny(process.Exit, Task.Delay(grace / 2, time, patience.Token)) : Task.CompletedTask).ConfigureAwait(false);
            process.Terminate();
            await Task.WhenAny(process.Exit, Task.Delay(grace / 2, time, patience.Token)).ConfigureAwait(false);
            process.Kill();
            await process.Exit.ConfigureAwait(false);
        }

        await drained.ConfigureAwait(false);
    }

    private async Task AskToEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(Channel.Control, "shutdown_request", JsonObject.Of(("restart", false)), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It is gone already, or does not listen: signals are for that.
        }
    }

    /// <summary>Gives the kernel away: from now on disposing closes the connection and leaves the kernel alone.</summary>
    /// <returns>What belonged to it.</returns>
    internal (IKernelProcess? Process, IDisposable? Scratch) Detach()
    {
        (IKernelProcess?, IDisposable?) owned = (Process, scratch);
        Process = null;
        scratch = null;
        return owned;
    }

    public async ValueTask DisposeAsync()
    {
        if (Process is { } process)
        {
            process.Dispose();
            await process.Exit.ConfigureAwait(false);
        }

        await connection.DisposeAsync().ConfigureAwait(false);
        scratch?.Dispose();
    }

    /// <summary>
    /// Waits for the kernel's answer and for proof that its publications reach us: without it the first outputs could be lost.
    /// </summary>
    internal Task WaitUntilReadyAsync(CancellationToken cancellationToken) => WaitUntilReadyAsync([Channel.Shell], cancellationToken);

    /// <param name="asked">Where the kernel is asked, in turn: on <see cref="Channel.Control"/> it answers while a cell runs, if it does.</param>
    internal async Task WaitUntilReadyAsync(Channel[] asked, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        for (int turn = 0; ; turn++)
        {
            bool publishes = await AskAsync(asked[turn % asked.Length], cancellationToken).ConfigureAwait(false);
            if (Info.Count > 0 && (publishes || time.GetElapsedTime(began) > PublishWithin))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Asks the kernel about itself and takes everything up to the "idle" that ends the question, so that the first cell does not meet it.
    /// </summary>
    /// <returns>Whether anything was published to us.</returns>
    private async Task<bool> AskAsync(Channel asked, CancellationToken cancellationToken)
    {
        string id = await SendAsync(asked, "kernel_info_request", JsonObject.Empty, cancellationToken).ConfigureAwait(false);
        using var patience = new CancellationTokenSource(AskAgainAfter, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        bool publishes = false;
        try
        {
            // Reply and "idle" come by two channels, so either may be first.
            for (bool isIdle = false; !isIdle || Info.Count == 0;)
            {
                Message message = await ReceiveAsync(either.Token).ConfigureAwait(false) ?? throw new IOException("the kernel ended before it answered");
                if (message.Type == "kernel_info_reply")
                {
                    Info = message.Content;
                    patience.CancelAfter(PublishAfterReply);
                }

                // iopub_welcome (protocol 5.5) is the kernel's own word that we are subscribed. Far away, the answer to an earlier question may come now.
                publishes |= message.Channel == Channel.IOPub && (message.Type == "iopub_welcome" || message.ParentHeader.GetText("session") == session);
                isIdle |= message.Type == "status" && message.ParentId == id && message.Content.GetText("execution_state") == "idle";
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Published before we were subscribed, or not at all: what we know so far decides.
        }

        return publishes;
    }

    private async Task DrainAsync(Action<Message>? onMessage, CancellationToken cancellationToken)
    {
        try
        {
            while (await ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } message)
            {
                onMessage?.Invoke(message);
                if (Process is null && message.Type == "shutdown_reply")
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The grace is over; what comes later is not waited for.
        }
    }

    private static JsonObject ExecuteContent(string code, bool silent, bool storeHistory, bool stopOnError) => JsonObject.Of(
        ("code", code),
        ("silent", silent),
        ("store_history", storeHistory),
        ("user_expressions", JsonObject.Empty),
        ("allow_stdin", false),
        ("stop_on_error", stopOnError));
}
