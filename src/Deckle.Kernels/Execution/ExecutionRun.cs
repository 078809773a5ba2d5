using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Execution.Preludes;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.HostTools;
using Deckle.Kernels.Protocol;
using Deckle.Resuming;
using Deckle.Selecting;

namespace Deckle.Kernels.Execution;

/// <summary>One run of one notebook: the state between its first message and its last.</summary>
internal sealed class ExecutionRun : IAsyncDisposable
{
    // Stands for a reply that will never come.
    private static readonly Message Nothing = new(Channel.Shell, JsonObject.Empty, JsonObject.Empty, JsonObject.Empty, JsonObject.Empty);

    private readonly KernelClient kernel;
    private readonly Notebook notebook;
    private readonly ExecutionOptions options;
    private readonly TimeProvider time;
    private readonly CancellationToken stop;
    private readonly OutputReducer reducer;
    private readonly CellRun[] cells;
    private readonly CellPlan plan;
    private readonly SavePace saves;
    private readonly SecretHandover secrets;
    private readonly HostToolChannel tools;
    private readonly LimitWatch limits;

    private readonly CellMessages messages;
    private readonly List<string> warnings = [];

    // The cells that ran to a good end, in order.
    private readonly List<string> ran = [];
    private readonly DateTimeOffset start;
    private readonly long startStamp;
    private ExecutionStatus status = ExecutionStatus.Running;
    private CellFailure? failure;
    private int executed;
    private DateTimeOffset? end;
    private bool hasFailed;

    // Whether an interrupted kernel did not come back.
    private bool isStuck;

    public ExecutionRun(KernelClient kernel, Notebook notebook, ExecutionOptions options, TimeProvider time, CancellationToken stop)
    {
        this.kernel = kernel;
        this.notebook = notebook;
        this.options = options;
        this.time = time;
        this.stop = stop;
        reducer = new OutputReducer(options.CoalesceStreams);
        messages = new CellMessages(reducer, options.RecordTiming, time, (cell, message) => Report(ExecutionEventKind.CellOutput, cell, cell.Status, message));
        cells = [.. notebook.Cells.Select((cell, index) => new CellRun(index, cell, reducer.NewArea(), options.Metadata))];
        plan = options.Plan ?? CellPlanner.Plan(notebook, new SelectOptions { SkipTag = options.SkipTag });
        saves = new SavePace(options, time);
        secrets = new SecretHandover(kernel, options.Secrets);
        tools = new HostToolChannel(kernel, options.Tools);
        limits = new LimitWatch(kernel.Process);
        start = time.GetUtcNow();
        startStamp = time.GetTimestamp();
    }

    private enum Wake
    {
        Message,
        KernelGone,
        Stopped,
        Deadline,
    }

    public async Task<ExecutionResult> RunAsync()
    {
        Report(ExecutionEventKind.RunStarted, null, status);
        foreach (CellRun cell in cells)
        {
            cell.Plan(plan[cell.Index].Action);
        }

        await SaveAsync().ConfigureAwait(false);
        await OfferModulesAsync().ConfigureAwait(false);
        status = await RunCellsAsync().ConfigureAwait(false);
        TakeLate();
        status = status == ExecutionStatus.Completed && messages.Losses.Count > 0 ? ExecutionStatus.Incomplete : status;
        failure ??= IsPapermill ? PapermillAccount.LastError(cells) : null;
        end = time.GetUtcNow();
        await FinishAsync().ConfigureAwait(false);
        await tools.DisposeAsync().ConfigureAwait(false);
        TimeSpan duration = time.GetElapsedTime(startStamp);
        Report(ExecutionEventKind.RunFinished, null, status, duration: duration);
        return new ExecutionResult(Snapshot(), status, failure, executed, duration, warnings)
        {
            IsKernelKept = KeepsKernel,
            Ran = ran,
            Losses = messages.Losses,
        };
    }

    // Sent ahead of the first cell and not waited for: whatever comes back belongs to no cell, and is passed over.
    private async Task OfferModulesAsync()
    {
        if (!options.OfferModules || KernelPrelude.Of(kernel.LanguageInfo.GetText("name")) is not { } prelude)
        {
            return;
        }

        try
        {
            await kernel.SendSilentlyAsync(prelude, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The kernel is gone; the first cell will tell.
        }
    }

    /// <summary>Ends what cells have asked this program for, also when the run came to no end of its own.</summary>
    public ValueTask DisposeAsync() => tools.DisposeAsync();

    private bool IsPapermill => options.Metadata == MetadataStyle.Papermill;

    /// <summary>Whether the kernel outlives the run: only one that can go on is worth it.</summary>
    private bool KeepsKernel => !options.ShutdownKernel || (options.HoldAs is not null && !isStuck && status is ExecutionStatus.Failed or ExecutionStatus.Timeout);

    private async Task<ExecutionStatus> RunCellsAsync()
    {
        foreach (CellRun cell in cells)
        {
            if (stop.IsCancellationRequested)
            {
                Note(cell, CellVerdict.Stopped(reply: null));
                return ExecutionStatus.Interrupted;
            }

            CellAction action = plan[cell.Index].Action;
            if (action != CellAction.Run || !CellPlan.IsRunnable(cell.Given))
            {
                PassBy(cell, action);
                continue;
            }

            cell.Begin(time.GetUtcNow());
            saves.Move();
            Report(ExecutionEventKind.CellStarted, cell, ExecutionStatus.Running);
            await SaveIfDueAsync().ConfigureAwait(false);
            CellVerdict verdict = await secrets.BeforeAsync(cell, Apply, stop).ConfigureAwait(false) ?? await RunCellAsync(cell).ConfigureAwait(false);
            ExecutionStatus outcome = verdict.Status == ExecutionStatus.Completed && cell.HasLost ? ExecutionStatus.Incomplete : verdict.Status;
            Note(cell, verdict);
            if (limits.Look() is { } met)
            {
                warnings.Add(string.Create(CultureInfo.InvariantCulture, $"cell {cell.Index}: {met}"));
            }

            cell.Finish(IsPapermill && outcome != ExecutionStatus.Incomplete ? PapermillAccount.StatusOf(cell.Given, verdict) : outcome, time.GetUtcNow());
            hasFailed |= IsPapermill && verdict.IsSystemExit;
            bool goesOn = !RunMetadata.IsBad(verdict.Status) || MayGoOn(cell, verdict.Status);
            if (goesOn && outcome != ExecutionStatus.Incomplete)
            {
                // Before the save, so that whoever continues a run that was killed knows of it.
                ran.Add(CellTrace.Of(cell.Given));
            }

            saves.Move();
            Report(ExecutionEventKind.CellFinished, cell, outcome, duration: cell.End - cell.Start);
            await SaveIfDueAsync().ConfigureAwait(false);

            if (verdict.EndsNotebook && !(verdict.IsSystemExit && options.RunsPastSystemExit))
            {
                // In papermill's words they stay pending.
                foreach (CellRun rest in IsPapermill ? [] : cells.AsSpan((cell.Index + 1)..))
                {
                    rest.Pass();
                }

                return ExecutionStatus.Completed;
            }

            if (!goesOn)
            {
                return outcome;
            }
        }

        return ExecutionStatus.Completed;
    }

    private void PassBy(CellRun cell, CellAction action)
    {
        if (action == CellAction.Keep)
        {
            // What it did, it did in an earlier run.
            ran.Add(CellTrace.Of(cell.Given));
            return;
        }

        if (action != CellAction.Leave)
        {
            cell.Finish(action == CellAction.Skip ? ExecutionStatus.Skipped : ExecutionStatus.Completed, time.GetUtcNow());
        }

        Report(ExecutionEventKind.CellFinished, cell, cell.Status);
    }

    private bool MayGoOn(CellRun cell, ExecutionStatus outcome) => outcome switch
    {
        ExecutionStatus.Failed => options.AllowErrors || cell.Given.HasTag("raises-exception"),

        // A kernel that came back from the interrupt can run the next cell (nbclient's interrupt_on_timeout).
        ExecutionStatus.Timeout => options.AllowErrors && !isStuck && !IsOver(options.RunTimeout),
        _ => false,
    };

    private bool IsOver(TimeSpan? limit) => limit is { } longest && time.GetElapsedTime(startStamp) >= longest;

    /// <summary>Runs one cell until its reply and its "idle" have come, in either order, or it is ended otherwise.</summary>
    private async Task<CellVerdict> RunCellAsync(CellRun cell)
    {
        bool mayFail = options.AllowErrors || cell.Given.HasTag("raises-exception");
        string request;
        try
        {
            request = await kernel.ExecuteAsync(cell.Given.Source, stopOnError: !mayFail, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return await CellVerdict.DeadAsync(kernel).ConfigureAwait(false);
        }

        messages.Expect(request, cell);
        executed++;
        TimeSpan? cellLimit = cell.TaggedTimeout ?? options.CellTimeout;
        long began = time.GetTimestamp();
        long runEnd = options.RunTimeout is { } runLimit ? startStamp + Ticks(runLimit) : long.MaxValue;
        long cellEnd = cellLimit is { } limit ? began + Ticks(limit) : long.MaxValue;
        long giveUp = long.MaxValue;
        long askAgain = long.MaxValue;
        var ending = ExecutionStatus.Running;
        Message? reply = null;
        bool isIdle = false;

        while (reply is null || !isIdle)
        {
            bool isEnding = ending != ExecutionStatus.Running;
            long limits = isEnding ? Math.Min(giveUp, askAgain) : Math.Min(Math.Min(cellEnd, runEnd), giveUp);
            (Wake wake, Message? message) = await NextAsync(limits, mayStop: !isEnding).ConfigureAwait(false);
            switch (wake)
            {
                case Wake.Message:
                    await TakeAsync(message!).ConfigureAwait(false);
                    if (message!.ParentId == request)
                    {
                        if (message.Loss is { IsOutcome: true } lost)
                        {
                            return CellVerdict.OutcomeLost(lost);
                        }

                        reply = message is { Channel: Channel.Shell, Type: "execute_reply" } ? message : reply;
                        isIdle |= IsIdle(message);
                        if (!isEnding && (reply is not null || isIdle))
                        {
                            // One of the two is there; a kernel that stays silent now has lost the other.
                            giveUp = time.GetTimestamp() + Ticks(options.IdleGrace);
                        }
                    }

                    break;
                case Wake.KernelGone when isEnding:
                    // It did not survive the interrupt, which is not why the cell ended.
                    isStuck = isIdle = true;
                    reply ??= Nothing;
                    break;
                case Wake.KernelGone:
                    return await CellVerdict.DeadAsync(kernel).ConfigureAwait(false);
                case Wake.Stopped:
                    ending = ExecutionStatus.Interrupted;
                    giveUp = time.GetTimestamp() + Ticks(options.InterruptGrace);
                    askAgain = time.GetTimestamp() + Ticks(options.InterruptGrace / 2);
                    await InterruptAsync().ConfigureAwait(false);
                    break;
                case Wake.Deadline when time.GetTimestamp() >= giveUp:
                    if (!isEnding && reply is not null)
                    {
                        warnings.Add(string.Create(
                            CultureInfo.InvariantCulture,
                            $"cell {cell.Index}: the kernel sent no 'idle' for {options.IdleGrace.TotalSeconds:0.#} s; the cell was taken as over"));
                    }

                    isStuck = isEnding;
                    isIdle = true;
                    reply ??= Nothing;
                    break;
                case Wake.Deadline when !isEnding && time.GetTimestamp() >= Math.Min(cellEnd, runEnd):
                    ending = ExecutionStatus.Timeout;
                    giveUp = time.GetTimestamp() + Ticks(options.InterruptGrace);
                    askAgain = time.GetTimestamp() + Ticks(options.InterruptGrace / 2);
                    await InterruptAsync().ConfigureAwait(false);
                    break;
                case Wake.Deadline when isEnding && time.GetTimestamp() >= askAgain:
                    askAgain = long.MaxValue;
                    if (reply is null)
                    {
                        // Python drops an interrupt that meets it in a destructor or a callback; a cell that cleans up meanwhile has had its time.
                        await InterruptAsync().ConfigureAwait(false);
                    }

                    break;
                default:
                    await SaveIfDueAsync().ConfigureAwait(false);
                    break;
            }
        }

        return ending == ExecutionStatus.Running && !ReferenceEquals(reply, Nothing)
            ? await CellVerdict.ByReplyAsync(reply, kernel, time).ConfigureAwait(false)
            : Judge(reply, ending, cellEnd <= runEnd ? cellLimit : null);
    }

    // A kernel that waits for a tool is told, too: not every one can be interrupted while it waits.
    private async Task InterruptAsync()
    {
        await kernel.InterruptAsync(CancellationToken.None).ConfigureAwait(false);
        tools.Interrupt();
    }

    private CellVerdict Judge(Message reply, ExecutionStatus ending, TimeSpan? cellLimit) => ending switch
    {
        ExecutionStatus.Timeout when cellLimit is { } limit => CellVerdict.ByLimit("the cell ran longer", limit, reply),
        ExecutionStatus.Timeout => CellVerdict.ByLimit("the run took longer", options.RunTimeout!.Value, reply),
        ExecutionStatus.Interrupted => CellVerdict.Stopped(reply),
        _ => CellVerdict.NoReply(options.IdleGrace),
    };

    /// <summary>The first cell that ended badly is what the run tells of, but for one that was allowed to fail.</summary>
    private void Note(CellRun cell, CellVerdict verdict)
    {
        bool isAllowed = verdict.Status == ExecutionStatus.Failed && cell.Given.HasTag("raises-exception");
        if (failure is null && RunMetadata.IsBad(verdict.Status) && !isAllowed)
        {
            failure = new CellFailure(
                cell.Index, cell.Given.Id, cell.Given.Source, cell.ExecutionCount, verdict.ErrorName, verdict.ErrorValue, verdict.Traceback);
        }
    }

    /// <summary>Waits for whatever comes first: a message, the kernel's end, the stop of the run, a time limit, or a save that is due.</summary>
    private async ValueTask<(Wake, Message?)> NextAsync(long limit, bool mayStop)
    {
        if (mayStop && stop.IsCancellationRequested)
        {
            return (Wake.Stopped, null);
        }

        // Looked at on every turn: a kernel that prints without end must not outrun its limit.
        long now = time.GetTimestamp();
        if (now >= limit)
        {
            return (Wake.Deadline, null);
        }

        long until = Math.Min(limit, saves.Due);
        using var deadline = until == long.MaxValue ? null : new CancellationTokenSource(Span(Math.Max(0, until - now)), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline?.Token ?? default, mayStop ? stop : default);
        try
        {
            Message? message = await kernel.ReceiveAsync(either.Token).ConfigureAwait(false);
            return message is null ? (Wake.KernelGone, null) : (Wake.Message, message);
        }
        catch (OperationCanceledException)
        {
            return (mayStop && stop.IsCancellationRequested ? Wake.Stopped : Wake.Deadline, null);
        }
    }

    /// <summary>Takes one message into the cell that caused it, which may be an earlier one.</summary>
    private async ValueTask TakeAsync(Message message)
    {
        Apply(message);
        foreach (JsonObject answer in reducer.TakeAnswers())
        {
            try
            {
                await kernel.SendAsync(Channel.Shell, "comm_msg", answer, CancellationToken.None).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // The kernel is gone; the loop that reads its messages will say so.
            }
        }

        saves.Touch();
        await SaveIfDueAsync().ConfigureAwait(false);
    }

    private void Apply(Message message)
    {
        if (message.Channel == Channel.Stdin)
        {
            tools.Take(message, messages.CellOf(message.ParentId) is { } asking ? new HostToolOrigin(asking.Given.Id) { CellIndex = asking.Index } : null);
            return;
        }

        messages.Apply(message);
    }

    private static bool IsIdle(Message message) => message.Type == "status" && message.Content.GetText("execution_state") == "idle";

    private void TakeLate()
    {
        while (kernel.TryReceive(out Message? message))
        {
            Apply(message);
        }
    }

    private async Task FinishAsync()
    {
        if (KeepsKernel)
        {
            await SaveAsync().ConfigureAwait(false);
            return;
        }

        // The file is written while the kernel ends; only what it prints at its very end costs a second save.
        Notebook snapshot = Snapshot();
        Task shutdown = kernel.ShutdownAsync(options.ShutdownGrace, Apply);
        await saves.SaveAsync(snapshot).ConfigureAwait(false);
        await shutdown.ConfigureAwait(false);
        if (Array.Exists(cells, cell => cell.HasChanged))
        {
            await SaveAsync().ConfigureAwait(false);
        }
    }

    private ValueTask SaveIfDueAsync() => saves.SaveIfDueAsync(Snapshot);

    private ValueTask SaveAsync() => options.Save is null ? ValueTask.CompletedTask : saves.SaveAsync(Snapshot());

    /// <summary>The notebook as it stands. Cells that did not change are the very objects of the last time.</summary>
    private Notebook Snapshot()
    {
        JsonObject metadata = RunMetadata.Notebook(notebook.Metadata, status, hasFailed, start, end, options.Metadata);
        metadata = status != ExecutionStatus.Completed ? RunMetadata.Continuable(metadata, ran, KeepsKernel ? options.HoldAs : null) : metadata;
        metadata = kernel.LanguageInfo.Count > 0 ? metadata.With("language_info", kernel.LanguageInfo) : metadata;
        metadata = reducer.Widgets.ToJson() is { } widgets ? metadata.With("widgets", widgets) : metadata;
        Notebook snapshot = notebook.WithMetadata(metadata).WithCells(cells.Select(cell => cell.Current));
        bool isMarked = RunMetadata.IsBad(status) || IsPapermill;
        return failure is not null && isMarked ? ErrorMarkers.Insert(snapshot, failure.Index, failure.ExecutionCount) : snapshot;
    }

    private void Report(ExecutionEventKind kind, CellRun? cell, ExecutionStatus of, Message? message = null, TimeSpan? duration = null) =>
        options.Report?.Invoke(new ExecutionEvent(kind, time.GetUtcNow(), of)
        {
            Index = cell?.Index ?? -1,
            Cell = cell?.Given,
            CellCount = cells.Length,
            Message = message,
            Duration = duration ?? TimeSpan.Zero,
        });

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private TimeSpan Span(long ticks) => TimeSpan.FromSeconds((double)ticks / time.TimestampFrequency);
}
