namespace Deckle.Kernels.Execution;

/// <summary>When a run in progress is saved: when something changed, but not too often, and for a twentieth of the time at most.</summary>
internal sealed class SavePace(ExecutionOptions options, TimeProvider time)
{
    private bool isDirty;

    /// <summary>When a save is due; never while nothing changed.</summary>
    public long Due => isDirty && options.Save is not null ? Next : long.MaxValue;

    private long Next { get; set; }

    public void Touch() => isDirty = true;

    public async ValueTask SaveIfDueAsync(Func<Notebook> snapshot)
    {
        long now = time.GetTimestamp();
        if (now < Next || options.Save is null)
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
            Next = now + (20 * Ticks(options.SaveEvery));
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
        long now = time.GetTimestamp();
        Next = now + Math.Max(Ticks(options.SaveEvery), 20 * (now - began));
        isDirty = false;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
