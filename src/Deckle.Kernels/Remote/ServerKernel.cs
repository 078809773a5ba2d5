using Deckle.Json;

namespace Deckle.Kernels.Remote;

/// <summary>A kernel that runs on a server, as the server describes it.</summary>
/// <param name="Id">By which it is asked for.</param>
/// <param name="Name">Of its kernelspec.</param>
/// <param name="State"><c>starting</c>, <c>idle</c>, <c>busy</c>, <c>restarting</c> or <c>dead</c>.</param>
public sealed record ServerKernel(string Id, string Name, string State)
{
    /// <summary>How many clients are connected.</summary>
    public long Connections { get; init; }

    /// <summary>Why it is dead, where the server says so.</summary>
    public string Reason { get; init; } = "";

    internal static ServerKernel? Parse(JsonValue? json) => json is JsonObject kernel && kernel.GetText("id") is { } id
        ? new ServerKernel(id, kernel.GetText("name") ?? "", kernel.GetText("execution_state") ?? "")
        {
            Connections = kernel.Get<JsonNumber>("connections")?.TryGetInt64(out long count) == true ? count : 0,
            Reason = kernel.GetText("reason") ?? "",
        }
        : null;
}
