namespace Deckle.Kernels.Protocol;

/// <summary>Something that a kernel sent and that never reached us.</summary>
/// <param name="Reason">One clause: <c>the server left out output above its limit of 1000000 bytes a second</c>.</param>
/// <param name="Help">What to do so that it comes next time; null where nothing can be done.</param>
public sealed record MessageLoss(string Reason, string? Help = null)
{
    /// <summary>Whether the outcome of the request is lost, too: whether its code ran to its end will never be known.</summary>
    public bool IsOutcome { get; init; }
}
