using Deckle.Json;
using Deckle.Kernels.Execution;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Sessions;

/// <summary>
/// One execution of code in a session. It goes on whoever listens, and its outputs can be read at any time, from any position.
/// </summary>
public sealed class SessionJob
{
    private readonly Lock gate;
    private readonly Func<JsonObject, JsonObject> restore;
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JsonArray files = JsonArray.Empty;
    private IReadOnlyList<MessageLoss> losses = [];

    /// <param name="gate">The session's: outputs of one job can change those of another.</param>
    /// <param name="restore">Gives outputs what is in files.</param>
    internal SessionJob(string id, JobRequest request, DateTimeOffset submitted, OutputTape tape, Lock gate, Func<JsonObject, JsonObject> restore)
    {
        Id = id;
        Request = request;
        Submitted = submitted;
        Tape = tape;
        this.gate = gate;
        this.restore = restore;
    }

    public string Id { get; }

    public JobRequest Request { get; }

    public DateTimeOffset Submitted { get; }

    /// <summary>Null for a job that waits, or that never ran.</summary>
    public DateTimeOffset? Started { get; private set; }

    public DateTimeOffset? Ended { get; private set; }

    /// <summary><see cref="ExecutionStatus.Skipped"/> is a job that was kept from running; <see cref="Note"/> says by what.</summary>
    public ExecutionStatus Status { get; private set; }

    public long? ExecutionCount { get; private set; }

    /// <summary>Null for a job that went well, or never ran.</summary>
    public JobError? Error { get; private set; }

    /// <summary>What else is to be known; empty for nothing.</summary>
    public string Note { get; private set; } = "";

    public bool IsOver => over.Task.IsCompleted;

    /// <summary>Completes when the job is over.</summary>
    public Task Over => over.Task;

    /// <summary>Pictures as files, where the session has a folder: <c>{mime, path, bytes}</c>.</summary>
    public JsonArray Files
    {
        get
        {
            lock (gate)
            {
                return files;
            }
        }
    }

    /// <summary>What a server left out of what it put out, or lost.</summary>
    public IReadOnlyList<MessageLoss> Losses
    {
        get
        {
            lock (gate)
            {
                return losses;
            }
        }
    }

    /// <summary>How many output messages there are.</summary>
    public int Position
    {
        get
        {
            lock (gate)
            {
                return Tape.Count;
            }
        }
    }

    internal OutputTape Tape { get; }

    internal OutputArea Area { get; } = new(coalesceStreams: true);

    /// <summary>Whether somebody interrupted it, so that its error is not its own.</summary>
    internal bool IsInterrupted { get; set; }

    /// <summary>
    /// The output message at a position, in nbformat's form; <c>update_display_data</c> and <c>clear_output</c> are kinds of their own, and
    /// <c>files</c> lists the pictures.
    /// </summary>
    public JsonObject EventAt(int position)
    {
        lock (gate)
        {
            return Tape.Read(position);
        }
    }

    /// <summary>Completes when there is a message at a position, or the job is over.</summary>
    public Task ChangeAfter(int position)
    {
        lock (gate)
        {
            return Tape.Count > position || IsOver ? Task.CompletedTask : changed.Task;
        }
    }

    /// <summary>The outputs as they stand.</summary>
    /// <param name="most">The bytes they are kept within; null for all.</param>
    public JobOutputs Outputs(long? most = null)
    {
        JsonArray outputs;
        int next;
        lock (gate)
        {
            outputs = Area.ToJson();
            next = Tape.Count;
        }

        return BoundedOutputs.Cut([.. outputs.OfType<JsonObject>().Select(restore)], most) with { Next = next };
    }

    /// <summary>A page: what was put out by the messages from a position on, as many of them as fit.</summary>
    /// <param name="most">The bytes of a page; a message that is larger is cut and has one to itself. Null for all.</param>
    public JobOutputs OutputsFrom(int position, long? most)
    {
        var page = new OutputPage(most);
        int at = position;
        for (int end = Position; at < end && page.TryAdd(EventAt(at)); at++)
        {
        }

        return BoundedOutputs.Cut(page.Outputs, most) with { Next = at };
    }

    /// <summary>Takes an output message; the caller holds the gate.</summary>
    /// <returns>Its position.</returns>
    internal int Add(JsonObject output, JsonArray pictures)
    {
        files = JsonArray.From(files.Concat(pictures));
        int at = Tape.Append(output);
        Changed();
        return at;
    }

    internal void Lose(MessageLoss loss)
    {
        lock (gate)
        {
            losses = [.. losses, loss];
        }
    }

    internal void Begin(DateTimeOffset now)
    {
        lock (gate)
        {
            Status = ExecutionStatus.Running;
            Started = now;
        }
    }

    internal void Count(JsonNumber? count)
    {
        if (count is not null && count.TryGetInt64(out long value))
        {
            ExecutionCount = value;
        }
    }

    /// <summary>Says how it ended. Only the first word counts.</summary>
    internal void Finish(ExecutionStatus status, DateTimeOffset now, JobError? error = null, string note = "")
    {
        lock (gate)
        {
            if (IsOver)
            {
                return;
            }

            Status = status;
            Ended = now;
            Error = error;
            Note = note;
            over.SetResult();
            Changed();
        }
    }

    private void Changed()
    {
        changed.TrySetResult();
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
