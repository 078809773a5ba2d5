using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.HostTools;
using Deckle.Tool.HostTools.Files;

namespace Deckle.Tool.HostTools;

/// <summary>One call, as it is logged (<c>deckle.tool-call/1</c>).</summary>
internal sealed record ToolCallRecord(HostToolCall Call, DateTimeOffset Time)
{
    /// <summary><c>allow</c>, <c>deny</c>, <c>ask-allow</c>, <c>ask-deny</c>; or <c>invalid</c>, when it never came to a judgement.</summary>
    public string Verdict { get; init; } = "invalid";

    /// <summary>The error's code; null when the call was done.</summary>
    public string? Code { get; init; }

    public string? Reason { get; init; }

    public TimeSpan Duration { get; init; }

    public long AnswerBytes { get; init; }

    public JsonObject ToJson()
    {
        JsonObject line = JsonObject.Of(
            ("schema", "deckle.tool-call/1"),
            ("time", Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)),
            ("process", Environment.ProcessId),
            ("cell_id", Call.Origin.CellId is { } id ? new JsonString(id) : JsonNull.Value),
            ("cell_index", Call.Origin.CellIndex is { } index ? index : JsonNull.Value),
            ("tool", ShownArguments.Cut(Call.Tool)),
            ("arguments", ShownArguments.Of(Call.Arguments, Call.Tool == WriteFileTool.ToolName ? WriteFileTool.TextArgument : null)),
            ("verdict", Verdict),
            ("status", Code is null ? "ok" : "error"),
            ("duration_seconds", Math.Round(Duration.TotalSeconds, 6)),
            ("argument_bytes", JsonWriter.ToUtf8(Call.Arguments, JsonWriterOptions.Compact).Length),
            ("answer_bytes", AnswerBytes));
        line = Call.Origin.JobId is { } job ? line.With("job_id", job) : line;
        return Code is null ? line : line.With("code", Code).With("reason", ShownArguments.Cut(Reason ?? ""));
    }
}
