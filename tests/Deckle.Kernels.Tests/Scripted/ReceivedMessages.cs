namespace Deckle.Kernels.Tests.Scripted;

/// <summary>What clients sent to a <see cref="ScriptedKernel"/>, in the order it arrived.</summary>
internal sealed class ReceivedMessages
{
    private readonly Lock gate = new();
    private readonly List<(string Channel, WireMessage Message)> all = [];
    private readonly List<(string Type, int Count, TaskCompletionSource<WireMessage> Waiter)> waiters = [];
    private int rejected;

    public IReadOnlyList<(string Channel, WireMessage Message)> All
    {
        get
        {
            lock (gate)
            {
                return [.. all];
            }
        }
    }

    /// <summary>How many messages had a wrong signature or no shape.</summary>
    public int Rejected => Volatile.Read(ref rejected);

    /// <summary>The n-th message of a type, when it is there.</summary>
    public Task<WireMessage> Next(string type, int nth = 1)
    {
        lock (gate)
        {
            if (Find(type, nth) is { } there)
            {
                return Task.FromResult(there);
            }

            var waiter = new TaskCompletionSource<WireMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((type, nth, waiter));
            return waiter.Task;
        }
    }

    internal void Add(string channel, WireMessage message)
    {
        lock (gate)
        {
            all.Add((channel, message));
            foreach ((string type, int nth, TaskCompletionSource<WireMessage> waiter) in waiters.ToArray())
            {
                if (Find(type, nth) is { } there)
                {
                    waiter.TrySetResult(there);
                }
            }
        }
    }

    internal void AddRejected() => Interlocked.Increment(ref rejected);

    private WireMessage? Find(string type, int nth) => all.Select(entry => entry.Message).Where(message => message.Type == type).ElementAtOrDefault(nth - 1);
}
