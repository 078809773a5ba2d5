using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Protocol;

namespace Deckle.Kernels.Execution;

/// <summary>How a cell ended.</summary>
/// <param name="ErrorName">Empty for a cell that completed.</param>
internal sealed record CellVerdict(ExecutionStatus Status, string ErrorName = "", string ErrorValue = "")
{
    // How long a kernel that was interrupted, and not by us, may take to be ended: a server that deletes a kernel interrupts it first.
    private static readonly TimeSpan EndAfterInterrupt = TimeSpan.FromSeconds(2);

    /// <summary>With the kernel's ANSI colours; of a kernel that died, the last its process wrote.</summary>
    public IReadOnlyList<string> Traceback { get; init; } = [];

    /// <summary>Whether the cell asked to run no further, and well.</summary>
    public bool EndsNotebook { get; init; }

    /// <summary>Whether it asked by an error: <c>sys.exit(0)</c>.</summary>
    public bool IsSystemExit { get; init; }

    /// <summary>By the kernel's reply.</summary>
    public static CellVerdict ByReply(Message reply)
    {
        if (reply.Status is not ("error" or "aborted"))
        {
            return new CellVerdict(ExecutionStatus.Completed) { EndsNotebook = AsksToExit(reply) };
        }

        string name = reply.Content.GetText("ename") ?? "";
        string value = reply.Content.GetText("evalue") ?? "";
        if (name == "SystemExit" && value is "" or "0")
        {
            // sys.exit(0): the notebook ends itself, and well.
            return new CellVerdict(ExecutionStatus.Completed) { EndsNotebook = true, IsSystemExit = true };
        }

        return new CellVerdict(ExecutionStatus.Failed, name.Length > 0 ? name : "Aborted", value) { Traceback = TracebackOf(reply) };
    }

    /// <summary>By the kernel's reply, unless that only tells how the kernel's end began: servers interrupt what they shut down.</summary>
    public static async Task<CellVerdict> ByReplyAsync(Message reply, KernelClient kernel, TimeProvider time)
    {
        if (kernel.Process is not { } process || reply.Content.GetText("ename") != "KeyboardInterrupt")
        {
            return ByReply(reply);
        }

        using var waiting = new CancellationTokenSource();
        await Task.WhenAny(process.Exit, Task.Delay(EndAfterInterrupt, time, waiting.Token)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        return process.Exit.IsCompleted ? await DeadAsync(kernel).ConfigureAwait(false) : ByReply(reply);
    }

    /// <summary>
    /// The kernel is idle and never said how the cell ended. ipykernel does so when it cannot encode its own reply, as of an error whose text
    /// holds half a surrogate pair. What is not known to be good is not called good.
    /// </summary>
    public static CellVerdict NoReply(TimeSpan waited) =>
        new(ExecutionStatus.Failed, "NoReplyError", string.Create(CultureInfo.InvariantCulture, $"the kernel is idle but sent no reply for {waited.TotalSeconds:0.#} s: whether the cell failed is not known"));

    /// <summary>Its reply was lost: the notebook is not run on, since what comes next may build on a cell that failed.</summary>
    public static CellVerdict OutcomeLost(MessageLoss loss) => new(ExecutionStatus.Incomplete, "LostResultError", loss.Reason);

    /// <summary>A limit was over; the reply is what came back from the interrupt.</summary>
    /// <param name="what">What ran too long: <c>the cell ran longer</c>.</param>
    public static CellVerdict ByLimit(string what, TimeSpan limit, Message reply) =>
        new(ExecutionStatus.Timeout, "CellTimeoutError", string.Create(CultureInfo.InvariantCulture, $"{what} than {limit.TotalSeconds:0.###} s"))
        {
            Traceback = TracebackOf(reply),
        };

    public static CellVerdict Stopped(Message? reply) => reply is null
        ? new(ExecutionStatus.Interrupted, "KeyboardInterrupt", "the run was stopped before this cell")
        : new(ExecutionStatus.Interrupted, "KeyboardInterrupt", "the run was stopped in this cell") { Traceback = TracebackOf(reply) };

    /// <param name="kernel">Has ended or is about to. Its process is not known when somebody else started it.</param>
    public static async Task<CellVerdict> DeadAsync(KernelClient kernel)
    {
        if (kernel.Process is not { } process)
        {
            return new(ExecutionStatus.Dead, "DeadKernelError", "the connection to the kernel was lost");
        }

        KernelExit exit = await process.Exit.ConfigureAwait(false);
        return new(ExecutionStatus.Dead, "DeadKernelError", exit.Signal is null ? $"the kernel {exit}" : $"the kernel was {exit}")
        {
            Traceback = kernel.LastWords.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        };
    }

    /// <summary>
    /// IPython's <c>exit</c> and <c>quit</c> raise nothing: they ask the front end to leave, and the kernel ends a tenth of a second later,
    /// in the middle of whatever cell runs then.
    /// </summary>
    private static bool AsksToExit(Message reply) =>
        (reply.Content.Get<JsonArray>("payload") ?? JsonArray.Empty).OfType<JsonObject>()
            .Any(payload => payload.GetText("source") == "ask_exit" && payload["keepkernel"] is not JsonBoolean { Value: true });

    private static string[] TracebackOf(Message reply) =>
        [.. (reply.Content.Get<JsonArray>("traceback") ?? JsonArray.Empty).OfType<JsonString>().Select(line => line.Text)];
}
