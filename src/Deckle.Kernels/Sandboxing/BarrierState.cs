using Deckle.Json;

namespace Deckle.Kernels.Sandboxing;

/// <summary>Whether a barrier stands.</summary>
/// <param name="By">What enforces it, such as <c>landlock</c> or <c>cgroup v1</c>; null when nothing does.</param>
/// <param name="Note">Why nothing does; or what is to be known of how it is done. Empty for nothing.</param>
public sealed record BarrierState(Barrier Barrier, string? By, string Note = "")
{
    public bool IsEnforced => By is not null;

    /// <summary>The barrier's name in reports: <c>unix-sockets</c>.</summary>
    public string Name => Barrier switch
    {
        Barrier.UnixSockets => "unix-sockets",
        Barrier.AbstractSockets => "abstract-sockets",
        Barrier.SharedMemory => "shared-memory",
        Barrier.ProcessCount => "pids",
        _ => Barrier.ToString().ToLowerInvariant(),
    };

    /// <summary><c>{what, by}</c> with <c>note</c> where there is one; <c>{what, why}</c> where nothing enforces it.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = JsonObject.Of(("what", Name));
        return By is null ? json.With("why", Note)
            : Note.Length == 0 ? json.With("by", By)
            : json.With("by", By).With("note", Note);
    }
}
