namespace Deckle.Tool.Batch;

/// <summary>What became of a run of a batch.</summary>
internal enum BatchStatus
{
    Completed,

    /// <summary>A cell raised an error.</summary>
    Failed,

    Timeout,

    /// <summary>The kernel died.</summary>
    Dead,

    /// <summary>Not all that its cells gave reached us.</summary>
    Incomplete,

    Interrupted,

    /// <summary>It did not come to its first cell: an unreadable notebook, no kernel, a corrupt record.</summary>
    Error,

    /// <summary>It was completed by an earlier call, and nothing has changed since.</summary>
    Skipped,

    /// <summary>It was not started.</summary>
    Pending,
}
