namespace Deckle.Stores.Tests.Servers;

/// <summary>Time in which every wait is over at once, and noted. Only what waits an hour or more, as patience does here, waits for ever.</summary>
public sealed class HurriedTime : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly List<TimeSpan> waits = [];

    // The present: servers refuse requests that are signed for another time.
    private DateTimeOffset now = TimeProvider.System.GetUtcNow();

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (gate)
            {
                return [.. waits];
            }
        }
    }

    /// <summary>Options under which nothing sleeps and nothing is left to chance.</summary>
    public StoreOptions Options(params (string Name, string Value)[] environment) => new()
    {
        Time = this,
        Retry = new RetryOptions { Patience = Patience, MetadataPatience = Patience, Jitter = () => 1 },
        PartSize = 5 * 1024 * 1024,

        // Nothing on this machine but what a test says.
        Environment = new[] { ("HOME", "/nowhere"), ("AWS_EC2_METADATA_DISABLED", "true"), ("NO_GCE_CHECK", "true") }
            .Concat(environment)
            .GroupBy(pair => pair.Item1)
            .ToDictionary(group => group.Key, group => group.Last().Item2),
    };

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime < Patience)
        {
            lock (gate)
            {
                waits.Add(dueTime);
                now += dueTime;
            }

            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Stopped();
    }

    private sealed class Stopped : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
