using Deckle.Json;

namespace Deckle.Scraps;

/// <summary>An executed notebook, as the run that made it left it.</summary>
/// <param name="Path">Where it was read from.</param>
public sealed record ScrapRun(string Path, ScrapSet Scraps)
{
    /// <summary>The name in its collection: the file's, without extension.</summary>
    public string Key { get; init; } = System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary><c>metadata.papermill.parameters</c>: what was injected.</summary>
    public JsonObject Parameters { get; init; } = JsonObject.Empty;

    /// <summary><c>completed</c>, <c>failed</c>, <c>timeout</c>, …; null for a notebook that nobody ran by a program.</summary>
    public string? Status { get; init; }

    /// <summary>Seconds; null where nobody wrote them down.</summary>
    public double? Duration { get; init; }

    /// <summary>One for each cell, of any kind.</summary>
    public IReadOnlyList<CellTiming> Cells { get; init; } = [];
}
