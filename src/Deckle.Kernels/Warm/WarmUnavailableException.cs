namespace Deckle.Kernels.Warm;

/// <summary>A kernel cannot be had warm, whatever the reason. A run goes on with a cold one.</summary>
internal sealed class WarmUnavailableException : DeckleException
{
    public WarmUnavailableException(string reason, bool isStale = false)
        : base("warm-unavailable", $"kernels cannot be warm here: {reason}", "runs start their kernels cold; nothing else is lost")
    {
        Reason = reason;
        IsStale = isStale;
        Kind = ErrorKind.Unavailable;
    }

    public string Reason { get; }

    /// <summary>Whether the server that refused has ended, so that another one may not.</summary>
    public bool IsStale { get; }
}
