namespace Deckle.Kernels;

/// <summary>What happened to a cell or a run.</summary>
public enum ExecutionStatus
{
    /// <summary>Not reached.</summary>
    Pending,

    Running,

    Completed,

    /// <summary>The code raised an error.</summary>
    Failed,

    /// <summary>A time limit was over; the kernel was interrupted.</summary>
    Timeout,

    /// <summary>The kernel ended under the cell.</summary>
    Dead,

    /// <summary>It ran, but not all that it gave reached us: <see cref="ExecutionResult.Losses"/>.</summary>
    Incomplete,

    /// <summary>Whoever started the run stopped it.</summary>
    Interrupted,

    /// <summary>Left out on purpose: a <c>skip-execution</c> tag, or the notebook ended itself before.</summary>
    Skipped,
}
