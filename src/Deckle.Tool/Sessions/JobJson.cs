using Deckle.Json;
using Deckle.Kernels;
using Deckle.Kernels.Sessions;

namespace Deckle.Tool.Sessions;

/// <summary>Jobs as the host tells of them.</summary>
internal static class JobJson
{
    /// <summary>A job without its outputs.</summary>
    public static JsonObject Summary(string session, SessionJob job) => JsonObject.Of(
        ("session", session),
        ("job", job.Id),
        ("status", Word(job.Status)),
        ("execution_count", job.ExecutionCount is { } count ? count : JsonNull.Value),
        ("code", job.Request.Code),
        ("cell_id", job.Request.CellId is { } cell ? cell : JsonNull.Value),
        ("submitted", HostedSession.Time(job.Submitted)),
        ("started", job.Started is { } started ? HostedSession.Time(started) : JsonNull.Value),
        ("ended", job.Ended is { } ended ? HostedSession.Time(ended) : JsonNull.Value),
        ("duration_seconds", job is { Started: { } from, Ended: { } to } ? (to - from).TotalSeconds : JsonNull.Value),
        ("next", job.Position),
        ("messages", job.Position),
        ("files", job.Files),
        ("error", job.Error is { } error
            ? JsonObject.Of(("ename", error.Name), ("evalue", error.Value), ("traceback", JsonArray.From(error.Traceback)))
            : JsonNull.Value),
        ("losses", JsonArray.From(job.Losses.Select(loss => (JsonValue)JsonObject.Of(("reason", loss.Reason), ("help", loss.Help is { } help ? help : JsonNull.Value))))),
        ("note", job.Note.Length > 0 ? job.Note : JsonNull.Value));

    /// <summary>A job and its outputs.</summary>
    /// <param name="from">The position that a page of them begins at; null for all as they stand.</param>
    public static JsonObject Full(string session, SessionJob job, long? maxBytes, int? from)
    {
        JsonObject summary = Summary(session, job);
        JobOutputs outputs = from is { } position ? job.OutputsFrom(position, maxBytes) : job.Outputs(maxBytes);
        return summary.With("next", outputs.Next).With("outputs", outputs.Outputs).With("output_bytes", outputs.Bytes).With("truncated", outputs.IsTruncated);
    }

    private static string Word(ExecutionStatus status) => status == ExecutionStatus.Skipped ? "aborted" : status.ToString().ToLowerInvariant();
}
