using Deckle.Json;

namespace Deckle.Tool.Testing;

/// <summary>What the test of a notebook gave.</summary>
/// <param name="Path">As it was given or found, without secrets of an address.</param>
internal sealed record NotebookResult(string Path)
{
    /// <summary>In the order of the notebook; empty where the notebook could not be tested.</summary>
    public IReadOnlyList<CellResult> Cells { get; init; } = [];

    /// <summary>Why the notebook could not be tested: it cannot be read, or there is no kernel for it.</summary>
    public DeckleException? Error { get; init; }

    public TimeSpan Duration { get; init; }

    public JsonObject Kernel { get; init; } = JsonObject.Empty;

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether the test was stopped before the last cell.</summary>
    public bool IsInterrupted { get; init; }

    public TestCounts Counts => TestCounts.Of([this]);

    public bool IsGood => Error is null && !IsInterrupted && !Cells.Any(cell => cell.IsBad);

    public JsonObject ToJson()
    {
        JsonObject json = JsonObject.Of(
            ("path", Path),
            ("passed", IsGood),
            ("duration_seconds", Math.Round(Duration.TotalSeconds, 6)),
            ("kernel", Kernel),
            ("counts", Counts.ToJson()),
            ("warnings", JsonArray.From(Warnings)),
            ("cells", JsonArray.From(Cells.Select(cell => cell.ToJson(Path)))));
        return Error is null ? json : json.With("error", ErrorRenderer.Json(Error));
    }
}
