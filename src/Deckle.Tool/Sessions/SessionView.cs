using Deckle.Json;

namespace Deckle.Tool.Sessions;

/// <summary>A session as its host tells of it.</summary>
/// <param name="Json">Also what <c>--json</c> prints.</param>
internal sealed record SessionView(JsonObject Json)
{
    public string Id => Json.GetText("session") ?? "";

    /// <summary>Empty for none.</summary>
    public string Name => Json.GetText("name") ?? "";

    /// <summary>The kernelspec's name; empty for a kernel that somebody else started and did not name.</summary>
    public string Kernel => Json.GetText("kernel") ?? "";

    public string Language => Json.GetText("language") ?? "";

    /// <summary><c>idle</c>, <c>busy</c>, <c>restarting</c> or <c>dead</c>.</summary>
    public string State => Json.GetText("state") ?? "";

    /// <summary>Why the kernel is gone; empty for one that runs.</summary>
    public string Cause => Json.GetText("cause") ?? "";

    public string Folder => Json.GetText("folder") ?? "";

    /// <summary>What <c>jupyter console --existing</c> takes; empty for a kernel behind a server.</summary>
    public string ConnectionFile => Json.GetText("connection_file") ?? "";

    /// <summary>What the sandbox around the kernel could not do.</summary>
    public IReadOnlyList<string> Warnings => [.. (Json.Get<JsonArray>("warnings") ?? JsonArray.Empty).OfType<JsonString>().Select(warning => warning.Text)];

    /// <summary>The job that runs; empty for none.</summary>
    public string RunningJob => Json.GetText("running") ?? "";

    /// <summary>How many jobs there were, those that wait included.</summary>
    public long Jobs => Json.Get<JsonNumber>("jobs") is { } jobs && jobs.TryGetInt64(out long count) ? count : 0;
}
