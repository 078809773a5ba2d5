using Deckle.Json;

namespace Deckle.Kernels.Hub;

/// <summary>What a hub says of one of a user's servers.</summary>
/// <param name="Name">Empty for the user's default server.</param>
/// <param name="IsReady">Whether it can be used.</param>
/// <param name="Pending"><c>spawn</c>, <c>stop</c>, <c>check</c>; null when nothing is under way.</param>
/// <param name="Url">Its path behind the host, or its whole address where users have hosts of their own.</param>
public sealed record HubServerState(string Name, bool IsReady, string? Pending, string? Url)
{
    internal static HubServerState Parse(string name, JsonObject model) =>
        new(name, model["ready"] is JsonBoolean { Value: true }, model.GetText("pending"), model.GetText("url"));
}
