using Deckle.Json;

namespace Deckle.Tool.HostTools;

/// <summary>A call that the policy's limits allow, ready to be done.</summary>
/// <param name="Summary">What would be done, for the one who is asked.</param>
/// <param name="Timeout">The longest it may take.</param>
internal sealed record HostToolPlan(string Summary, TimeSpan Timeout, Func<CancellationToken, Task<JsonValue>> RunAsync) : IDisposable
{
    /// <summary>What was looked at and must still be that when the call is done, such as a folder; null for nothing.</summary>
    public IDisposable? Held { get; init; }

    public void Dispose() => Held?.Dispose();
}
