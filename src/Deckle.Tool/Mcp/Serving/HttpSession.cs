namespace Deckle.Tool.Mcp.Serving;

/// <summary>One client of the earlier revisions, from its <c>initialize</c> to its DELETE or a long silence.</summary>
internal sealed class HttpSession : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly TimeProvider time;
    private long lastUsed;
    private int uses;
    private int streams;

    public HttpSession(string id, ProtocolServer server, TimeProvider time)
    {
        Id = id;
        this.time = time;
        Conversation = new Conversation(server, end.Token);
    }

    public string Id { get; }

    public Conversation Conversation { get; }

    /// <summary>Cancels what is under way.</summary>
    public CancellationToken End => end.Token;

    /// <summary>Whether a call is under way, or the client listens.</summary>
    public bool IsInUse => Volatile.Read(ref uses) > 0;

    /// <summary>How long nothing was under way.</summary>
    public TimeSpan Idle => IsInUse ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref lastUsed));

    /// <summary>Says that something is under way, until as many times <see cref="Leave"/> is said.</summary>
    public void Enter() => Interlocked.Increment(ref uses);

    public void Leave()
    {
        Volatile.Write(ref lastUsed, time.GetTimestamp());
        Interlocked.Decrement(ref uses);
    }

    /// <summary>Takes the one place there is for a stream that the client listens at.</summary>
    /// <returns>False when it is taken.</returns>
    public bool TryListen() => Interlocked.Exchange(ref streams, 1) == 0;

    public void EndListening() => Interlocked.Exchange(ref streams, 0);

    /// <summary>Ends it. What is under way may still look at its token.</summary>
    public void Dispose() => end.Cancel();
}
