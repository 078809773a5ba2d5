using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Sessions;
using Deckle.Tool.HostTools;
using Deckle.Tool.Running;

namespace Deckle.Tool.Sessions;

/// <summary>A session of the host and what is told of it.</summary>
internal sealed record HostedSession(Session Session)
{
    /// <summary>Empty for none.</summary>
    public string Name { get; init; } = "";

    public required string Kernel { get; init; }

    public required string DisplayName { get; init; }

    public required string Folder { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>After how long without work it is ended; null for never.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>The connection file of a kernel that somebody else started; null for a kernel of ours.</summary>
    public string? Existing { get; init; }

    /// <summary>The server its kernel runs on; null for this machine.</summary>
    public ServerRun? Server { get; init; }

    /// <summary>What its code may ask of the host; null for nothing.</summary>
    public HostToolbox? Tools { get; init; }

    /// <summary>Whether its kernel ends with it.</summary>
    public required bool IsOwned { get; init; }

    /// <summary>Where its outputs lie.</summary>
    public required string Outputs { get; init; }

    public bool IsCalled(string name) => Session.Id == name || (Name.Length > 0 && Name == name);

    /// <summary>When it is ended for having no work; null for not at all.</summary>
    public DateTimeOffset? Ends => Idle is { } idle && Session.IsAtRest ? Session.LastUsed + idle : null;

    public JsonObject ToJson() => JsonObject.Of(
        ("session", Session.Id),
        ("name", Name),
        ("kernel", Kernel),
        ("display_name", DisplayName),
        ("language", Session.Language),
        ("state", Session.State.ToString().ToLowerInvariant()),
        ("cause", Session.Cause is { } cause ? cause : JsonNull.Value),
        ("folder", Folder),
        ("connection_file", (Existing ?? Session.ConnectionFile) is { } file ? file : JsonNull.Value),
        ("server", Server is { } server ? server.Server.Url.ToString() : JsonNull.Value),
        ("owned", IsOwned),
        ("sandbox", Session.Sandbox is { } sandbox ? sandbox.ToJson() : JsonNull.Value),
        ("warnings", JsonArray.From((Session.Sandbox?.Warnings ?? []).Select(warning => (JsonValue)new JsonString(warning)))),
        ("host_tools", Tools?.Report is { } report ? report : JsonNull.Value),
        ("process", Session.Process is { } process ? process : JsonNull.Value),
        ("running", Session.Running is { } job ? job.Id : JsonNull.Value),
        ("jobs", Session.Jobs.Count),
        ("created", Time(Created)),
        ("last_used", Time(Session.LastUsed)),
        ("ends", Ends is { } ends ? Time(ends) : JsonNull.Value));

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
