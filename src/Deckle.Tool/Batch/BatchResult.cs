using Deckle.Json;

namespace Deckle.Tool.Batch;

/// <summary>How a run of a batch ended.</summary>
internal sealed record BatchResult(BatchRun Run, BatchStatus Status)
{
    /// <summary>Of the last attempt.</summary>
    public TimeSpan Duration { get; init; }

    public int CellsExecuted { get; init; }

    /// <summary>How often it was tried; 0 for a run that was not.</summary>
    public int Attempts { get; init; }

    /// <summary>The attempts before the last, each with <c>status</c>, <c>duration_seconds</c> and <c>reason</c>.</summary>
    public IReadOnlyList<JsonObject> Earlier { get; init; } = [];

    /// <summary>In one line, why it is not completed.</summary>
    public string? Reason { get; init; }

    /// <summary>The failed cell as <c>run --json</c> tells it, or the error.</summary>
    public JsonObject? Failure { get; init; }

    public JsonObject Scraps { get; init; } = JsonObject.Empty;

    public JsonObject Kernel { get; init; } = JsonObject.Empty;

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The exit code that this run alone would give the batch.</summary>
    public int ExitCode { get; init; }

    /// <summary>Whether another attempt may end better: what is wrong with the input stays wrong.</summary>
    public bool MayRetry => Status is BatchStatus.Failed or BatchStatus.Timeout or BatchStatus.Dead or BatchStatus.Incomplete || (Status == BatchStatus.Error && ExitCode == ExitCodes.CouldNot);

    public bool IsBad => Status is BatchStatus.Failed or BatchStatus.Timeout or BatchStatus.Dead or BatchStatus.Incomplete or BatchStatus.Error;

    public static string Word(BatchStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>A run that could not come to its first cell.</summary>
    public static BatchResult Of(BatchRun run, DeckleException error) => new(run, BatchStatus.Error)
    {
        Reason = $"{error.Code}: {error.Message}",
        Failure = ErrorRenderer.Json(error),
        ExitCode = ErrorRenderer.ExitCode(error),
    };

    /// <summary>The run as the summary of the batch tells it.</summary>
    public JsonObject ToJson() => JsonObject.Of(
        ("index", Run.Index),
        ("notebook", Run.Notebook),
        ("parameters", Run.Varied),
        ("status", Word(Status)),
        ("output_path", Run.Output),
        ("duration_seconds", Math.Round(Duration.TotalSeconds, 6)),
        ("cells_executed", CellsExecuted),
        ("attempts", Attempts),
        ("reason", Reason is null ? JsonNull.Value : new JsonString(Reason)),
        ("failure", (JsonValue?)Failure ?? JsonNull.Value),
        ("scraps", Scraps));
}
