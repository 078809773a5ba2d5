using Deckle.Json;

namespace Deckle.Tool.Running;

/// <summary>What was asked about a run on a server.</summary>
/// <param name="Name">The server's address, as errors and records name it.</param>
/// <param name="OpenAsync">Gives the server: one that runs, or one that is started for this run.</param>
internal sealed record RemoteRequest(string Name, Func<CancellationToken, Task<ServerLease>> OpenAsync)
{
    /// <summary>The kernel's working folder, below the server's own; empty for that one.</summary>
    public string Folder { get; init; } = "";

    /// <summary>
    /// What another process opens the server by, see <see cref="RemoteAddress"/>. It holds the token: not for logs, files or command lines.
    /// </summary>
    public JsonObject Address { get; init; } = JsonObject.Empty;

    /// <summary>The folder that relative paths of <see cref="Uploads"/> begin at.</summary>
    public string UploadsFrom { get; init; } = ".";

    /// <summary>Files and folders of this machine that are there before the first cell.</summary>
    public IReadOnlyList<string> Uploads { get; init; } = [];

    /// <summary>Patterns of files that come back after the last cell.</summary>
    public IReadOnlyList<string> Downloads { get; init; } = [];

    /// <summary>The folder that they come back into; null for the output's own.</summary>
    public string? DownloadsTo { get; init; }

    /// <summary>What else decides what runs there, as a hub's options do; empty for nothing. A batch runs again what ran with others.</summary>
    public string Particulars { get; init; } = "";

    /// <summary>Whether a server is started for each run, and ends behind it.</summary>
    public bool StartsServer { get; init; }

    public bool MovesFiles => Uploads.Count > 0 || Downloads.Count > 0;

    /// <summary>The same for one of several runs, whose files may have the same names: they come back beside the output in a folder of its own, <c>eu.files</c> of <c>eu.ipynb</c>.</summary>
    public RemoteRequest Among(string output) =>
        this with { DownloadsTo = $"{(output.EndsWith(".ipynb", StringComparison.Ordinal) ? output[..^".ipynb".Length] : output)}.files" };
}
