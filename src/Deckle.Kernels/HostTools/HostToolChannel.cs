using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.HostTools;

/// <summary>
/// The host's side of <c>hermes_runtime</c>, one for each kernel. A call comes as an <c>input_request</c> whose prompt bears a mark, and goes back as
/// its <c>input_reply</c>: the one synchronous way out of a kernel that works over sockets, WebSockets and hubs alike. The tool works beside the
/// loop that receives the kernel's messages, which is never held up.
/// </summary>
/// <remarks>
/// A prompt is the mark and a JSON object: <c>{"op": "call", "id", "tool", "arguments"}</c> begins a call; <c>{"op": "more", "id", "part"}</c> asks for a part
/// of its answer, also once more; <c>{"op": "wait", "id"}</c> asks for nothing, and is for kernels that do not drop what they no longer wait for.
/// A reply is <c>ID PART PARTS</c>, a line feed, and that part of <c>{"value": …}</c> or <c>{"error": {"code", "message", "help"}}</c> as ASCII.
/// </remarks>
public sealed class HostToolChannel : IAsyncDisposable
{
    /// <summary>How the prompt of a call begins.</summary>
    public const string Mark = "deckle:host-tool/1 ";

    // Servers between us and the kernel take messages of a few megabytes; in a kernel the text is copied some times.
    private const int PartLength = 512 * 1024;

    private static readonly JsonWriterOptions Ascii = new() { AsciiOnly = true, Separator = ",", KeySeparator = ":" };

    private readonly KernelClient kernel;
    private readonly IHostTools tools;
    private readonly Lock gate = new();
    private Work? current;
    private bool isClosed;

    /// <param name="tools">Null answers every call with an error.</param>
    public HostToolChannel(KernelClient kernel, IHostTools? tools)
    {
        this.kernel = kernel;
        this.tools = tools ?? NoHostTools.Instance;
    }

    /// <summary>Takes a message of the kernel if it is a call of a tool. It does not wait for the tool.</summary>
    /// <param name="origin">The cell of the message's parent; null where it is not known.</param>
    /// <returns>Whether it was one.</returns>
    public bool Take(Message message, HostToolOrigin? origin = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message is not { Channel: Channel.Stdin, Type: "input_request" })
        {
            return false;
        }

        if (message.Content.GetText("prompt") is not { } prompt || !prompt.StartsWith(Mark, StringComparison.Ordinal))
        {
            // IRkernel asks also whoever said that he answers nothing. R, where nobody is there, takes an empty line.
            _ = origin is null ? Task.CompletedTask : ReplyAsync("");
            return false;
        }

        JsonObject request = Read(prompt[Mark.Length..]);
        string id = request.GetText("id") ?? "";
        switch (request.GetText("op"))
        {
            case "call":
                Begin(new Work(id, request.GetText("tool") ?? "", request.Get<JsonObject>("arguments"), origin ?? HostToolOrigin.Unknown));
                break;
            case "more":
                Repeat(id, request.Get<JsonNumber>("part") is { } number && number.TryGetInt64(out long part) && part is >= 0 and < int.MaxValue ? (int)part : 0);
                break;
            case "wait":
                break;
            default:
                Begin(new Work(id, "", null, HostToolOrigin.Unknown));
                break;
        }

        return true;
    }

    /// <summary>Stops the tool that works: the cell is being interrupted. The kernel is answered all the same, in case that somebody waits.</summary>
    public void Interrupt()
    {
        lock (gate)
        {
            current?.Stop.Cancel();
        }
    }

    /// <summary>Stops the tool that works and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (gate)
        {
            isClosed = true;
            current?.Stop.Cancel();
            last = current?.Task ?? Task.CompletedTask;
        }

        await last.ConfigureAwait(false);
    }

    private static JsonObject Read(string text)
    {
        try
        {
            return JsonReader.Read(text) as JsonObject ?? JsonObject.Empty;
        }
        catch (JsonSyntaxException)
        {
            return JsonObject.Empty;
        }
    }

    // A kernel waits for one answer at a time: whoever asks anew has given up what was before.
    private void Begin(Work work)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            Task before = current?.Task ?? Task.CompletedTask;
            current?.Stop.Cancel();
            current = work;
            work.Task = Task.Run(() => DoAsync(work, before));
        }
    }

    private async Task DoAsync(Work work, Task before)
    {
        await before.ConfigureAwait(false);
        JsonObject answer;
        try
        {
            JsonObject arguments = work.Arguments ?? throw HostToolErrors.NotUnderstood("it is no call of a tool");
            work.Stop.Token.ThrowIfCancellationRequested();
            answer = JsonObject.Of(("value", (await tools.CallAsync(new HostToolCall(work.Tool, arguments, work.Origin), work.Stop.Token).ConfigureAwait(false)).Value));
        }
        catch (OperationCanceledException)
        {
            answer = Error(HostToolErrors.Interrupted(work.Tool));
        }
        catch (DeckleException e)
        {
            answer = Error(e);
        }
#pragma warning disable CA1031 // Whatever a tool throws, the kernel waits for an answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            answer = Error(HostToolErrors.Failed(work.Tool, e));
        }

        string text = JsonWriter.ToText(answer, Ascii);
        lock (gate)
        {
            work.Answer = text;
        }

        await SendAsync(work.Id, text, 0).ConfigureAwait(false);
    }

    // The answer of a tool that still works will come by itself.
    private void Repeat(string id, int part)
    {
        lock (gate)
        {
            if (current is not { } work || work.Id != id)
            {
                string lost = JsonWriter.ToText(Error(HostToolErrors.NotUnderstood("its answer is gone")), Ascii);
                var gone = new Work(id, "", null, HostToolOrigin.Unknown) { Answer = lost };
                gone.Task = After(current?.Task ?? Task.CompletedTask, () => SendAsync(id, lost, 0));
                current?.Stop.Cancel();
                current = gone;
            }
            else if (work.Answer is { } answer)
            {
                work.Task = After(work.Task, () => SendAsync(id, answer, part));
            }
        }
    }

    private static Task After(Task before, Func<Task> next) => Task.Run(async () =>
    {
        await before.ConfigureAwait(false);
        await next().ConfigureAwait(false);
    });

    private async Task SendAsync(string id, string answer, int part)
    {
        int parts = Math.Max(1, (answer.Length + PartLength - 1) / PartLength);
        int start = Math.Min(part, parts - 1) * PartLength;
        string piece = answer[start..Math.Min(answer.Length, start + PartLength)];
        await ReplyAsync(string.Create(CultureInfo.InvariantCulture, $"{id} {part} {parts}\n{piece}")).ConfigureAwait(false);
    }

    private async Task ReplyAsync(string value)
    {
        try
        {
            await kernel.SendAsync(Channel.Stdin, "input_reply", JsonObject.Of(("value", value)), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The kernel is gone, and with it whoever asked.
        }
    }

    private static JsonObject Error(DeckleException error)
    {
        string facts = string.Concat(error.Facts.Select(fact => $"; {fact.Label}: {fact.Text}"));
        JsonObject told = JsonObject.Of(("code", error.Code), ("message", error.Message + facts));
        return JsonObject.Of(("error", error.Help is { } help ? told.With("help", help) : told));
    }

    private sealed class Work(string id, string tool, JsonObject? arguments, HostToolOrigin origin)
    {
        public string Id => id;

        public string Tool => tool;

        public JsonObject? Arguments => arguments;

        public HostToolOrigin Origin => origin;

        // Nothing of it needs to be released: it has no timer, and nobody asks for its handle.
        public CancellationTokenSource Stop { get; } = new();

        public Task Task { get; set; } = Task.CompletedTask;

        /// <summary>What was answered, for as long as it may be asked for again.</summary>
        public string? Answer { get; set; }
    }
}
