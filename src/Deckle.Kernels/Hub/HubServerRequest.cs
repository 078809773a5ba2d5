using Deckle.Json;

namespace Deckle.Kernels.Hub;

/// <summary>What server of whom is wanted from a hub.</summary>
public sealed record HubServerRequest
{
    /// <summary>Whose server it is; null for the token's own user.</summary>
    public string? User { get; init; }

    /// <summary>
    /// The name of a server that stays, started if it does not run; empty for the user's default one. Null for one of its own, with a name that
    /// nobody else has, which is stopped and removed at the end.
    /// </summary>
    public string? Server { get; init; }

    /// <summary>For the spawner: what a form would ask for, such as an image or the memory.</summary>
    public JsonObject UserOptions { get; init; } = JsonObject.Empty;

    /// <summary>How long the start may take, waiting for a busy hub counted in.</summary>
    public TimeSpan SpawnTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the end may take. A server that is still starting can be stopped only then.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a token that is made for the server lives; it is made anew at half of that.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Where servers are noted as long as they are ours, so that what a killed program left behind is found; null for nowhere.</summary>
    public string? NotesFolder { get; init; }

    /// <summary>Takes the steps of the start.</summary>
    public Action<SpawnProgress>? Report { get; init; }

    /// <summary>Takes what could not be cleaned up, when it is too late for an exception.</summary>
    public Action<DeckleException>? Warn { get; init; }
}
