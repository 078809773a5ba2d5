using Deckle.Json;

namespace Deckle.Tool.HostTools;

/// <summary>A call that the policy's limits allow, ready to be done.</summary>
/// <param name="Summary">What would be done, for the one who is asked.</param>
/// <param name="Timeout">The longest it may take.</param>
internal sealed record HostToolPlan(string Summary, TimeSpan Timeout, Func<CancellationToken, Task<JsonValue>> RunAsync);
