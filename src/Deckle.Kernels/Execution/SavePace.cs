namespace Deckle.Kernels.Execution;

/// <summary>When a run in progress is saved: when something changed, but not too often, and for a twentieth of the time at most.</summary>
internal sealed class SavePace(ExecutionOptions options, TimeProvider time)
{
    private bool isDirty;

    // Whether a cell began or ended since the last save.
    private bool hasMoved;
    private long last;
    private long next;

    /// <summary>When a save is due; never while nothing changed.</summary>
    public long Due => !isDirty || options.Save is null ? long.MaxValue : options.SaveWithinCellEvery switch
    {
        null => next,

        // A cell's begin that was saved too late to be told at once is told before its outputs are due.
        _ when hasMoved => next,
        { } every when every == Timeout.InfiniteTimeSpan => long.MaxValue,
        { } every => Math.Max(next, last + Ticks(every)),
    };

    /// <summary>A cell put something out.</summary>
    public void Touch() => isDirty = true;

    /// <summary>A cell began or ended.</summary>
    public void Move() => isDirty = hasMoved = true;

    public async ValueTask SaveIfDueAsync(Func<Notebook> snapshot)
    {
        long now = time.GetTimestamp();
        if (now < Due)
        {
            return;
        }

        try
        {
            await SaveAsync(snapshot()).ConfigureAwait(false);
        }
        catch (DeckleException)
        {
            // A place that is full for a while is no reason to lose hours of work: it is tried again, and at the end it counts.
            next = now + (20 * Ticks(options.SaveEvery));
        }
    }

    public async ValueTask SaveAsync(Notebook snapshot)
    {
        if (options.Save is null)
        {
            return;
        }

        long began = time.GetTimestamp();
        await options.Save(snapshot).ConfigureAwait(false);
        last = time.GetTimestamp();
        next = last + Math.Max(Ticks(options.SaveEvery), 20 * (last - began));
        isDirty = hasMoved = false;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
