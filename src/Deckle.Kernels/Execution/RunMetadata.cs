using System.Globalization;
using Deckle.Json;

namespace Deckle.Kernels.Execution;

/// <summary>
/// What a run writes into metadata: papermill's keys, for its many readers, and <c>metadata.deckle.status</c> where papermill has no word for the truth.
/// </summary>
internal static class RunMetadata
{
    /// <summary>Python's <c>datetime.isoformat()</c> in UTC: microseconds left out when they are zero.</summary>
    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString(
        time.Ticks % TimeSpan.TicksPerSecond / 10 == 0 ? "yyyy-MM-ddTHH:mm:ss+00:00" : "yyyy-MM-ddTHH:mm:ss.ffffff+00:00",
        CultureInfo.InvariantCulture);

    /// <summary>The status as it is written: lower case.</summary>
    public static string Word(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Pending => "pending",
        ExecutionStatus.Running => "running",
        ExecutionStatus.Completed => "completed",
        ExecutionStatus.Failed => "failed",
        ExecutionStatus.Timeout => "timeout",
        ExecutionStatus.Dead => "dead",
        ExecutionStatus.Incomplete => "incomplete",
        ExecutionStatus.Interrupted => "interrupted",
        _ => "skipped",
    };

    public static bool IsBad(ExecutionStatus status) =>
        status is ExecutionStatus.Failed or ExecutionStatus.Timeout or ExecutionStatus.Dead or ExecutionStatus.Incomplete or ExecutionStatus.Interrupted;

    /// <summary>A cell's metadata with its status and times.</summary>
    public static JsonObject Cell(JsonObject metadata, ExecutionStatus status, DateTimeOffset? start, DateTimeOffset? end, MetadataStyle style)
    {
        // papermill knows pending, running, completed and failed, and calls a skipped cell completed.
        string mirrored = status switch
        {
            ExecutionStatus.Skipped => "completed",
            _ when IsBad(status) => "failed",
            _ => Word(status),
        };
        JsonValue exception = status is ExecutionStatus.Pending ? JsonNull.Value : JsonBoolean.Of(IsBad(status));
        JsonObject papermill = JsonObject.Of(
            ("duration", start is { } from && end is { } to ? (to - from).TotalSeconds : JsonNull.Value),
            ("end_time", Time(end)),
            ("exception", exception),
            ("start_time", Time(start)),
            ("status", mirrored));
        metadata = metadata.With("papermill", papermill);
        metadata = metadata.Has("tags") ? metadata : metadata.With("tags", JsonArray.Empty);
        return style == MetadataStyle.Deckle ? WithStatus(metadata, status, mirrored) : metadata;
    }

    /// <summary>The notebook's metadata with the run's status and times.</summary>
    /// <param name="hasFailed">Whether a cell failed, which need not end the run badly.</param>
    public static JsonObject Notebook(JsonObject metadata, ExecutionStatus status, bool hasFailed, DateTimeOffset start, DateTimeOffset? end, MetadataStyle style)
    {
        JsonObject papermill = (metadata.Get<JsonObject>("papermill") ?? JsonObject.Empty)
            .With("duration", end is { } to ? (to - start).TotalSeconds : JsonNull.Value)
            .With("end_time", Time(end))
            .With("exception", hasFailed || IsBad(status) ? JsonBoolean.True : JsonNull.Value)
            .With("start_time", Time(start));
        metadata = metadata.With("papermill", papermill);
        return style == MetadataStyle.Papermill
            ? metadata
            : metadata.With("deckle", (metadata.Get<JsonObject>("deckle") ?? JsonObject.Empty).With("status", Word(status)));
    }

    /// <summary>What a failed run leaves for the one that continues it.</summary>
    /// <param name="ran">The cells that ran to a good end.</param>
    /// <param name="held">Under which name the kernel is kept; null when it is not.</param>
    public static JsonObject Continuable(JsonObject metadata, IReadOnlyList<string> ran, string? held)
    {
        JsonObject deckle = (metadata.Get<JsonObject>("deckle") ?? JsonObject.Empty).With("ran", JsonArray.From(ran));
        JsonObject kernel = deckle.Get<JsonObject>("kernel") ?? JsonObject.Empty;
        return metadata.With("deckle", held is null ? deckle : deckle.With("kernel", kernel.With("held", held)));
    }

    private static JsonObject WithStatus(JsonObject metadata, ExecutionStatus status, string mirrored)
    {
        JsonObject deckle = metadata.Get<JsonObject>("deckle") ?? JsonObject.Empty;
        deckle = Word(status) == mirrored ? deckle.Without("status") : deckle.With("status", Word(status));
        return deckle.Count == 0 ? metadata.Without("deckle") : metadata.With("deckle", deckle);
    }

    private static JsonValue Time(DateTimeOffset? time) => time is { } value ? new JsonString(Timestamp(value)) : JsonNull.Value;
}
