using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Mcp.Sessions;

/// <summary>Sessions and their jobs as clients are told of them.</summary>
internal static class SessionAnswers
{
    // Above that a picture costs a model more than it tells.
    private const int MostPicture = 400_000;

    public static JsonObject Session { get; } = Schema.Of(
        """
        {"type": "object", "required": ["session", "state", "kernel"], "properties": {
          "session": {"type": "string"}, "name": {"type": "string"}, "kernel": {"type": "string"}, "language": {"type": "string"},
          "state": {"type": "string", "description": "idle, busy, restarting or dead"}, "cause": {"type": "string"}, "running_job": {"type": "string"}, "jobs": {"type": "integer"},
          "sandbox": {"type": ["object", "null"], "description": "what is enforced around the kernel, by what, and what is not"},
          "warnings": {"type": "array", "items": {"type": "string"}}}}
        """);

    public static JsonObject Job { get; } = Schema.Of(
        """
        {"type": "object", "required": ["job", "session", "status", "outputs", "truncated", "next"], "properties": {
          "job": {"type": "string"}, "session": {"type": "string"},
          "status": {"type": "string", "enum": ["pending", "running", "completed", "failed", "timeout", "dead", "incomplete", "interrupted", "aborted"]},
          "execution_count": {"type": ["integer", "null"]}, "error": {"type": ["object", "null"]}, "note": {"type": "string"},
          "truncated": {"type": "boolean"}, "output_bytes": {"type": "integer"},
          "next": {"type": "integer", "description": "the first output message that is not in this answer"}, "messages": {"type": "integer", "description": "how many there are"},
          "outputs": {"type": "array", "items": OUTPUT}}}
        """.Replace("OUTPUT", OutputView.Shape, StringComparison.Ordinal));

    public static McpAnswer Of(SessionView session) => new(JsonObject.Of(
        ("session", session.Id),
        ("name", session.Name),
        ("kernel", session.Kernel),
        ("language", session.Language),
        ("state", session.State),
        ("cause", session.Cause),
        ("running_job", session.RunningJob),
        ("jobs", session.Jobs),
        ("sandbox", session.Json.Get<JsonObject>("sandbox") ?? (JsonValue)JsonNull.Value),
        ("warnings", JsonArray.From(session.Warnings))));

    public static McpAnswer Of(JobView job, int mostBytes)
    {
        Output[] outputs = [.. job.Outputs.OfType<JsonObject>().Select(output => new Output(output))];
        int each = Math.Max(200, mostBytes / Math.Max(1, outputs.Length));
        JsonObject structured = JsonObject.Of(
            ("job", job.Id),
            ("session", job.Session),
            ("status", job.Status),
            ("execution_count", Schema.Optional(job.ExecutionCount)),
            ("outputs", JsonArray.From(outputs.Select((output, index) => OutputView.Of(output, index, each)))),
            ("error", job.Error ?? (JsonValue)JsonNull.Value),
            ("note", string.Join('\n', [.. job.Note.Length > 0 ? [job.Note] : (string[])[], .. job.Losses.Select(loss => loss.GetText("reason"))])),
            ("truncated", job.IsTruncated),
            ("output_bytes", job.OutputBytes),
            ("next", job.Next),
            ("messages", job.Messages));
        return new McpAnswer(structured) { Text = Text(job, structured), Blocks = [.. outputs.Select(Picture).OfType<JsonObject>().Take(3)] };
    }

    private static JsonObject? Picture(Output output)
    {
        string? mime = output.Data.MediaTypes.FirstOrDefault(type => type is "image/png" or "image/jpeg");
        return mime is not null && output.Data.Text(mime) is { Length: <= MostPicture and > 0 } data
            ? JsonObject.Of(("type", "image"), ("mimeType", mime), ("data", string.Concat(data.Where(letter => !char.IsWhiteSpace(letter)))))
            : null;
    }

    private static string Text(JobView job, JsonObject structured)
    {
        IEnumerable<string> texts = (structured.Get<JsonArray>("outputs") ?? JsonArray.Empty).OfType<JsonObject>().Select(output => (output.GetText("text") ?? "").TrimEnd('\n'));
        string rest = job.IsTruncated ? string.Create(CultureInfo.InvariantCulture, $"\n[… cut; {job.OutputBytes} bytes in all …]") : "";
        string next = job.IsOver && job.Next < job.Messages ? string.Create(CultureInfo.InvariantCulture, $"\nmore with session_results {{\"job\": \"{job.Id}\", \"from\": {job.Next}}}")
            : job.IsOver ? "" : $"\nask again with session_results {{\"job\": \"{job.Id}\"}}";
        return $"{job.Id} {job.Status}\n{string.Join('\n', texts)}{rest}{next}".TrimEnd();
    }
}
