namespace Deckle.Tool.Mcp.Serving;

/// <summary>One client of the earlier revisions, from its <c>initialize</c> to its DELETE or a long silence.</summary>
internal sealed class HttpSession : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private int streams;

    public HttpSession(string id, ProtocolServer server)
    {
        Id = id;
        Conversation = new Conversation(server, end.Token);
    }

    public string Id { get; }

    public Conversation Conversation { get; }

    /// <summary>Cancels what is under way.</summary>
    public CancellationToken End => end.Token;

    /// <summary>When it was last spoken to, as a timestamp of the clock.</summary>
    public long LastUsed { get; set; }

    /// <summary>Takes the one place there is for a stream that the client listens at.</summary>
    /// <returns>False when it is taken.</returns>
    public bool TryListen() => Interlocked.Exchange(ref streams, 1) == 0;

    public void EndListening() => Interlocked.Exchange(ref streams, 0);

    /// <summary>Ends it. What is under way may still look at its token.</summary>
    public void Dispose() => end.Cancel();
}
