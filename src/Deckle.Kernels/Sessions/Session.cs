using System.Globalization;
using System.Threading.Channels;
using Deckle.Json;
using Deckle.Kernels.Execution;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.HostTools;
using Deckle.Kernels.Protocol;
using Deckle.Kernels.Sandboxing;
using Channel = Deckle.Kernels.Protocol.Channel;

namespace Deckle.Kernels.Sessions;

/// <summary>
/// A kernel that code is given to piece by piece. Each piece is a job that waits for its turn, runs, and keeps its outputs, whoever listens.
/// All members may be used by several threads.
/// </summary>
public sealed class Session : IAsyncDisposable
{
    private readonly SessionOptions options;
    private readonly TimeProvider time;
    private readonly Func<CancellationToken, Task<KernelClient>>? startAgain;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim shell = new(1, 1);
    private readonly SemaphoreSlim restarting = new(1, 1);
    private readonly Channel<SessionJob> waiting = System.Threading.Channels.Channel.CreateUnbounded<SessionJob>();
    private readonly List<SessionJob> jobs = [];
    private readonly OutputReferences references = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Task worker;
    private KernelTalk talk;
    private OutputReducer reducer = new(coalesceStreams: true);
    private SessionJob? running;
    private JobFlight? flight;
    private bool isRestarting;
    private bool isDisposed;
    private string? cause;

    /// <param name="kernel">Belongs to the session from now on.</param>
    /// <param name="startAgain">Starts another kernel in its place; null for one that is not restarted from here.</param>
    public Session(KernelClient kernel, Func<CancellationToken, Task<KernelClient>>? startAgain, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.startAgain = startAgain;
        time = options.Time;
        talk = Talk(kernel);
        LastUsed = time.GetUtcNow();
        worker = Task.Run(WorkAsync);
    }

    public string Id => options.Id;

    /// <summary>The kernel's <c>language_info</c>.</summary>
    public JsonObject LanguageInfo => talk.Kernel.LanguageInfo;

    public string Language => LanguageInfo.GetText("name") ?? "";

    /// <summary>The kernel's process, where this machine started it; null where not.</summary>
    public int? Process => talk.Kernel.Process is { Id: > 0 } process ? process.Id : null;

    /// <summary>What is enforced around the kernel; null without a sandbox.</summary>
    public SandboxPlan? Sandbox => talk.Kernel.Start.Sandbox;

    /// <summary>Jupyter's connection file, which other programs can connect by; null where this program did not make it.</summary>
    public string? ConnectionFile => (talk.Kernel.Scratch as Scratch)?.File(Scratch.ConnectionFile);

    /// <summary>When somebody last asked for something, or a job ended.</summary>
    public DateTimeOffset LastUsed { get; private set; }

    /// <summary>Why the kernel is gone; null while it runs.</summary>
    public string? Cause
    {
        get
        {
            lock (gate)
            {
                return cause;
            }
        }
    }

    public SessionState State
    {
        get
        {
            lock (gate)
            {
                return isRestarting ? SessionState.Restarting
                    : cause is not null ? SessionState.Dead
                    : running is not null ? SessionState.Busy
                    : SessionState.Idle;
            }
        }
    }

    /// <summary>The job that runs; null for none.</summary>
    public SessionJob? Running
    {
        get
        {
            lock (gate)
            {
                return running;
            }
        }
    }

    /// <summary>All jobs in the order in which they came.</summary>
    public IReadOnlyList<SessionJob> Jobs
    {
        get
        {
            lock (gate)
            {
                return [.. jobs];
            }
        }
    }

    /// <summary>Whether nothing runs or waits.</summary>
    public bool IsAtRest
    {
        get
        {
            lock (gate)
            {
                return !isRestarting && jobs.TrueForAll(job => job.IsOver);
            }
        }
    }

    /// <summary>Runs code when the jobs before it are over.</summary>
    /// <exception cref="DeckleException"><c>session-dead</c>.</exception>
    public SessionJob Submit(JobRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (gate)
        {
            if (isDisposed || (cause is not null && !isRestarting))
            {
                throw SessionErrors.Dead(Id, options.OwnsKernel, cause ?? "it has ended");
            }

            LastUsed = time.GetUtcNow();
            string id = string.Create(CultureInfo.InvariantCulture, $"{Id}-{jobs.Count + 1}");
            var tape = new OutputTape(options.Folder is { } folder ? Path.Combine(folder, $"{id}.outputs") : null, options.KeptInMemory);
            var job = new SessionJob(id, request, LastUsed, tape, gate, Restore);
            jobs.Add(job);
            waiting.Writer.TryWrite(job);
            return job;
        }
    }

    /// <summary>Interrupts a job; one that waits is taken out.</summary>
    /// <param name="job">Null for whatever runs.</param>
    /// <returns>The job that ran or waited; null when there was nothing to interrupt.</returns>
    public async Task<SessionJob?> InterruptAsync(SessionJob? job = null)
    {
        SessionJob? target;
        JobFlight? with;
        lock (gate)
        {
            LastUsed = time.GetUtcNow();
            target = job ?? running;
            with = ReferenceEquals(target, running) ? flight : null;
            if (target is null || target.IsOver)
            {
                return null;
            }

            target.IsInterrupted = true;
        }

        if (with is null)
        {
            target.Finish(ExecutionStatus.Interrupted, time.GetUtcNow(), note: "interrupted before it ran");
            return target;
        }

        await Task.WhenAny(with.Begun, talk.Gone, Task.Delay(options.InterruptGrace, time)).ConfigureAwait(false);
        if (!target.IsOver)
        {
            await talk.InterruptAsync().ConfigureAwait(false);
        }

        return target;
    }

    /// <summary>Starts the kernel anew. What runs and waits is aborted; what was put out stays.</summary>
    /// <exception cref="DeckleException"><c>session-not-ours</c>, or what keeps a kernel from starting; the session is then without one.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        if (startAgain is null)
        {
            throw SessionErrors.NotOurs(Id);
        }

        await restarting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lock (gate)
            {
                isRestarting = true;
                Abort("the session was restarted");
            }

            await EndKernelAsync().ConfigureAwait(false);

            // Whoever has the kernel lets go now that it is gone.
            await shell.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                KernelClient kernel = await startAgain(cancellationToken).ConfigureAwait(false);
                lock (gate)
                {
                    reducer = new OutputReducer(coalesceStreams: true);
                    cause = null;
                    talk = Talk(kernel);
                }
            }
            finally
            {
                shell.Release();
            }
        }
        catch (Exception e)
        {
            lock (gate)
            {
                cause = $"it could not be restarted: {e.Message}";
            }

            throw;
        }
        finally
        {
            lock (gate)
            {
                isRestarting = false;
                LastUsed = time.GetUtcNow();
            }

            restarting.Release();
        }
    }

    /// <summary>How code can go on at a place.</summary>
    /// <param name="cursor">In code points; null for the end.</param>
    /// <param name="patience">How long a kernel that is busy is waited for.</param>
    /// <returns>The content of <c>complete_reply</c>.</returns>
    /// <exception cref="DeckleException"><c>session-busy</c>, <c>session-dead</c>.</exception>
    public Task<JsonObject> CompleteAsync(string code, int? cursor, TimeSpan patience, CancellationToken cancellationToken = default) =>
        AskAsync("complete_request", AtCursor(code, cursor), patience, _ => { }, cancellationToken);

    /// <summary>What the kernel knows about the name at a place.</summary>
    /// <param name="detail">1 for the source too.</param>
    /// <returns>The content of <c>inspect_reply</c>.</returns>
    /// <inheritdoc cref="CompleteAsync"/>
    public Task<JsonObject> InspectAsync(string code, int? cursor, int detail, TimeSpan patience, CancellationToken cancellationToken = default) =>
        AskAsync("inspect_request", AtCursor(code, cursor).With("detail_level", detail), patience, _ => { }, cancellationToken);

    /// <summary>The variables, found without running code of the user's. See <see cref="SessionVariables"/>.</summary>
    /// <returns><c>{variables: [{name, type, value?, length?, shape?, dtype?, columns?, bytes?}], left_out}</c>.</returns>
    /// <exception cref="DeckleException"><c>session-busy</c>, <c>session-dead</c>, <c>session-language-unsupported</c>, <c>session-no-answer</c>.</exception>
    public async Task<JsonObject> VariablesAsync(TimeSpan patience, CancellationToken cancellationToken = default)
    {
        JsonObject question = SessionVariables.Question(Language);
        var printed = new List<JsonString>();
        JsonObject reply = await AskAsync("execute_request", question, patience, Listen, cancellationToken).ConfigureAwait(false);
        return SessionVariables.Answer(Language, reply, printed) ?? throw SessionErrors.NoAnswer(Id, reply.GetText("evalue") ?? "not a list of variables");

        void Listen(Message message)
        {
            if (message is { Channel: Channel.IOPub, Type: "stream" } && message.Content["text"] is JsonString text)
            {
                printed.Add(text);
            }
        }
    }

    /// <summary>The history: a cell with its outputs for each job that ran.</summary>
    public Notebook ToNotebook(string kernelName, string displayName)
    {
        IEnumerable<Cell> cells = Jobs.Where(job => job.Started is not null).Select(job => Cell.Code(CellId(job), job.Request.Code)
            .With("execution_count", job.ExecutionCount is { } count ? count : JsonNull.Value)
            .With("outputs", job.Outputs().Outputs));
        JsonObject metadata = JsonObject.Of(("kernelspec", JsonObject.Of(("display_name", displayName), ("language", Language), ("name", kernelName))), ("language_info", LanguageInfo));
        return new Notebook(JsonObject.Of(
            ("cells", JsonArray.From(cells.Select(cell => (JsonValue)cell.Json))), ("metadata", metadata), ("nbformat", 4), ("nbformat_minor", 5)));
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
            Abort("the session was ended");
        }

        waiting.Writer.TryComplete();
        await closing.CancelAsync().ConfigureAwait(false);
        await EndKernelAsync().ConfigureAwait(false);
        await worker.ConfigureAwait(false);
        lock (gate)
        {
            jobs.ForEach(job => job.Tape.Dispose());
        }

        closing.Dispose();
    }

    // An id is a word of a restricted alphabet (nbformat 4.5), and a job's id is one.
    private static string CellId(SessionJob job) => job.Id;

    private static HostToolOrigin Origin(SessionJob job) => new(job.Request.CellId) { JobId = job.Id };

    private static JsonObject AtCursor(string code, int? cursor) =>
        JsonObject.Of(("code", code), ("cursor_pos", cursor ?? code.EnumerateRunes().Count()));

    private void Abort(string why)
    {
        foreach (SessionJob job in jobs.Where(job => !job.IsOver))
        {
            job.Finish(ExecutionStatus.Skipped, time.GetUtcNow(), note: $"{why} {(ReferenceEquals(job, running) ? "while" : "before")} it ran");
        }
    }

    private KernelTalk Talk(KernelClient kernel)
    {
        var started = new KernelTalk(kernel, options.Tools);
        if (options.OfferModules)
        {
            // Jobs come behind it: requests go out in the order in which they were begun.
            _ = started.OfferModulesAsync();
        }

        _ = NoteEndAsync(started);
        return started;
    }

    private async Task NoteEndAsync(KernelTalk ended)
    {
        await ended.Gone.ConfigureAwait(false);
        lock (gate)
        {
            if (isDisposed || isRestarting || !ReferenceEquals(ended, talk))
            {
                return;
            }

            cause = "the kernel is gone";
        }

        CellVerdict verdict = await CellVerdict.DeadAsync(ended.Kernel).ConfigureAwait(false);
        lock (gate)
        {
            cause = ReferenceEquals(ended, talk) && cause is not null ? verdict.ErrorValue : cause;
        }
    }

    private async Task EndKernelAsync()
    {
        KernelTalk ended = talk;
        await ended.DisposeAsync().ConfigureAwait(false);
        if (options.OwnsKernel)
        {
            await ended.Kernel.ShutdownAsync(options.ShutdownGrace).ConfigureAwait(false);
        }

        await ended.Kernel.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (SessionJob job in waiting.Reader.ReadAllAsync(closing.Token).ConfigureAwait(false))
            {
                if (job.IsOver)
                {
                    continue;
                }

                await shell.WaitAsync(closing.Token).ConfigureAwait(false);
                try
                {
                    await RunAsync(job).ConfigureAwait(false);
                }
                finally
                {
                    lock (gate)
                    {
                        running = null;
                        flight = null;
                        LastUsed = time.GetUtcNow();
                    }

                    shell.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The session has ended.
        }
    }

    private async Task RunAsync(SessionJob job)
    {
        KernelTalk with;
        var mine = new JobFlight();
        lock (gate)
        {
            if (job.IsOver)
            {
                return;
            }

            with = talk;
            running = job;
            flight = mine;
            job.Begin(time.GetUtcNow());
        }

        try
        {
            await with.SendAsync(kernel => kernel.ExecuteAsync(job.Request.Code, stopOnError: false, CancellationToken.None), Take, Origin(job)).ConfigureAwait(false);
            await FinishAsync(job, mine, with).ConfigureAwait(false);
        }
        catch (IOException)
        {
            await DieAsync(job, with).ConfigureAwait(false);
        }

        void Take(Message message)
        {
            Apply(job, message);
            mine.Take(message);
            Answer(with);
        }
    }

    private async Task FinishAsync(SessionJob job, JobFlight mine, KernelTalk with)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        Task limit = job.Request.Timeout is { } longest ? Task.Delay(longest, time, done.Token) : Task.Delay(Timeout.InfiniteTimeSpan, time, done.Token);
        try
        {
            await Task.WhenAny(mine.Half, with.Gone, limit).ConfigureAwait(false);
            closing.Token.ThrowIfCancellationRequested();
            bool isLate = !mine.Half.IsCompleted && !with.Gone.IsCompleted;
            if (isLate)
            {
                await InterruptLateAsync(job, mine, with).ConfigureAwait(false);
            }

            // One of the two is there; a kernel that stays silent now has lost the other.
            await Task.WhenAny(mine.Whole, with.Gone, Task.Delay(options.IdleGrace, time, done.Token)).ConfigureAwait(false);
            if (mine.Reply is null && with.Gone.IsCompleted)
            {
                await DieAsync(job, with).ConfigureAwait(false);
                return;
            }

            CellVerdict verdict = mine.Lost is { } lost ? CellVerdict.OutcomeLost(lost)
                : isLate ? Late(job, mine.Reply)
                : mine.Reply is not { } reply ? CellVerdict.NoReply(options.IdleGrace)
                : job.IsInterrupted ? CellVerdict.ByReply(reply)
                : await CellVerdict.ByReplyAsync(reply, with.Kernel, time).ConfigureAwait(false);
            End(job, verdict, with.Limits.Look() ?? "");
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task InterruptLateAsync(SessionJob job, JobFlight mine, KernelTalk with)
    {
        await with.InterruptAsync().ConfigureAwait(false);
        Task back = Task.WhenAny(mine.Half, with.Gone);
        if (await Task.WhenAny(back, Task.Delay(options.InterruptGrace / 2, time, closing.Token)).ConfigureAwait(false) != back)
        {
            // Python drops an interrupt that meets it in a destructor or a callback.
            await with.InterruptAsync().ConfigureAwait(false);
        }

        if (await Task.WhenAny(back, Task.Delay(options.InterruptGrace / 2, time, closing.Token)).ConfigureAwait(false) != back)
        {
            closing.Token.ThrowIfCancellationRequested();
            CellVerdict verdict = Late(job, reply: null);
            job.Finish(verdict.Status, time.GetUtcNow(), Error(verdict), "the kernel does not heed the interrupt and is still busy with it");
            await back.WaitAsync(closing.Token).ConfigureAwait(false);
        }
    }

    private static CellVerdict Late(SessionJob job, Message? reply)
    {
        Message none = new(Channel.Shell, JsonObject.Empty, JsonObject.Empty, JsonObject.Empty, JsonObject.Empty);
        return CellVerdict.ByLimit("the code ran longer", job.Request.Timeout!.Value, reply ?? none);
    }

    private void End(SessionJob job, CellVerdict verdict, string note)
    {
        // Kernels may call good what an interrupt cut short, as R's does and Python's when the code catches it.
        ExecutionStatus status = job.IsInterrupted && verdict.Status is (ExecutionStatus.Failed or ExecutionStatus.Completed) ? ExecutionStatus.Interrupted
            : verdict.Status == ExecutionStatus.Completed && job.Losses.Count > 0 ? ExecutionStatus.Incomplete
            : verdict.Status;
        job.Finish(status, time.GetUtcNow(), verdict.Status == ExecutionStatus.Completed ? null : Error(verdict), note);
    }

    private async Task DieAsync(SessionJob job, KernelTalk with)
    {
        CellVerdict verdict = await CellVerdict.DeadAsync(with.Kernel).ConfigureAwait(false);
        job.Finish(ExecutionStatus.Dead, time.GetUtcNow(), Error(verdict));
    }

    private static JobError Error(CellVerdict verdict) => new(verdict.ErrorName, verdict.ErrorValue, verdict.Traceback);

    private void Apply(SessionJob job, Message message)
    {
        if (message.Loss is { } loss)
        {
            job.Lose(loss);
            return;
        }

        if (message is { Type: "execute_reply" or "execute_input" })
        {
            job.Count(message.Content.Get<JsonNumber>("execution_count"));
            return;
        }

        if (message.Channel != Channel.IOPub)
        {
            return;
        }

        JsonObject? output = OutputMessage.Of(message);
        JsonArray pictures = output is not null && options.Folder is { } folder
            ? PictureFiles.Write(message.Content.Get<JsonObject>("data"), folder, job.Id, job.Position)
            : JsonArray.Empty;
        lock (gate)
        {
            if (output is null)
            {
                reducer.Apply(message, job.Area);
                return;
            }

            int at = job.Add(pictures.Count > 0 ? output.With("files", pictures) : output, pictures);
            reducer.Apply(job.Tape.IsInFile ? references.Shorten(message, job.Id, at) : message, job.Area);
        }
    }

    // What a front end would send for widgets.
    private void Answer(KernelTalk with)
    {
        IReadOnlyList<JsonObject> answers;
        lock (gate)
        {
            answers = reducer.TakeAnswers();
        }

        if (answers.Count > 0)
        {
            // Not waited for: whoever receives must not wait for whoever sends.
            _ = SendAllAsync(with, answers);
        }
    }

    private static async Task SendAllAsync(KernelTalk with, IReadOnlyList<JsonObject> answers)
    {
        try
        {
            foreach (JsonObject answer in answers)
            {
                await with.SendAsync(kernel => kernel.SendAsync(Channel.Shell, "comm_msg", answer, CancellationToken.None), _ => { }).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // The kernel is gone; whoever waits for its reply will say so.
        }
    }

    private JsonObject Restore(JsonObject output)
    {
        lock (gate)
        {
            return references.Restore(output, (job, at) => jobs.Find(known => known.Id == job) is { } holder && at < holder.Tape.Count ? holder.Tape.Read(at) : null);
        }
    }

    /// <summary>Asks the kernel between jobs and waits for its reply.</summary>
    private async Task<JsonObject> AskAsync(string type, JsonObject content, TimeSpan patience, Action<Message> listener, CancellationToken cancellationToken)
    {
        ThrowIfDead();
        LastUsed = time.GetUtcNow();
        if (!await shell.WaitAsync(patience, cancellationToken).ConfigureAwait(false))
        {
            throw SessionErrors.Busy(Id, Running?.Id);
        }

        try
        {
            ThrowIfDead();
            KernelTalk with = talk;
            var reply = new JobFlight(type.Replace("request", "reply", StringComparison.Ordinal));
            string id = await with.SendAsync(kernel => kernel.SendAsync(Channel.Shell, type, content, CancellationToken.None), Take).ConfigureAwait(false);
            try
            {
                using var limit = new CancellationTokenSource(AnswerWithin, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken, closing.Token);
                await Task.WhenAny(reply.Whole, with.Gone).WaitAsync(either.Token).ConfigureAwait(false);
                return reply.Reply?.Content ?? throw (reply.Lost is { } lost ? SessionErrors.NoAnswer(Id, lost.Reason) : SessionErrors.Dead(Id, options.OwnsKernel, Cause ?? "the kernel is gone"));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw SessionErrors.KernelSilent(AnswerWithin);
            }
            finally
            {
                with.Forget(id);
            }

            void Take(Message message)
            {
                listener(message);
                reply.Take(message);
            }
        }
        catch (IOException)
        {
            throw SessionErrors.Dead(Id, options.OwnsKernel, Cause ?? "the kernel is gone");
        }
        finally
        {
            shell.Release();
        }
    }

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);

    private void ThrowIfDead()
    {
        if (Cause is { } why && State != SessionState.Restarting)
        {
            throw SessionErrors.Dead(Id, options.OwnsKernel, why);
        }
    }
}
