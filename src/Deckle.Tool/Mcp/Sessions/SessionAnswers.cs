using System.Globalization;
using System.Text;
using Deckle.Json;
using Deckle.Summaries;
using Deckle.Tool.Mcp.Documents;
using Deckle.Tool.Mcp.Redaction;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Mcp.Sessions;

/// <summary>Sessions and their jobs as clients are told of them.</summary>
internal static class SessionAnswers
{
    /// <summary>How many outputs a page of them has at most.</summary>
    public const int MostOfPage = 100;

    private const int MostError = 4_000;
    private const int LeastOfOne = 200;

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
          "outputs_left_out": {"type": "integer", "description": "how many are not in this answer; session_results has them by their numbers, or page by page"},
          "offset": {"type": "integer"}, "next_offset": {"type": ["integer", "null"], "description": "of one output: from where to read on"},
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

    /// <param name="isPage">Whether the job's outputs are a page of them, of which none is left out.</param>
    public static McpAnswer Of(JobView job, int mostBytes, EdgeRedactor redactor, bool isPage = false)
    {
        Output[] all = Outputs(job, redactor);
        Output[] outputs = [.. all.Take(isPage ? MostOfPage : OutputView.Most)];
        OutputDigest[] digests = [.. outputs.Select(output => OutputDigest.Of(output, mostBytes))];
        int share = Math.Max(LeastOfOne, Share([.. digests.Select(digest => Encoding.UTF8.GetByteCount(digest.Text))], mostBytes));
        bool isCut = job.IsTruncated || all.Length > outputs.Length
            || outputs.Any(output => OutputDigest.Of(output, share) is { IsCut: true, Form: OutputForm.Text or OutputForm.Error or OutputForm.Json or OutputForm.Html });
        JsonObject structured = Told(job, JsonArray.From(outputs.Select((output, index) => OutputView.Of(output, index, share))), redactor, mostBytes)
            .With("outputs_left_out", all.Length - outputs.Length)
            .With("truncated", isCut);
        return new McpAnswer(structured) { Text = Text(job, structured), Blocks = [.. outputs.Select(Picture).OfType<JsonObject>().Take(3)] };
    }

    /// <summary>One output of a job, all of it piece by piece.</summary>
    /// <exception cref="DeckleException"><c>output-not-found</c>.</exception>
    public static McpAnswer OfOutput(JobView job, int index, int offset, int mostBytes, EdgeRedactor redactor)
    {
        Output[] all = Outputs(job, redactor);
        Output output = index < all.Length ? all[index] : throw DocumentErrors.NoOutput(job.Id, index, all.Length);
        JsonObject view = OutputView.Of(output, index, mostBytes);
        TextPage page = TextPage.Of(OutputDigest.FullText(output, null) ?? new JsonString(view.GetText("text") ?? "").Utf8, offset, mostBytes);
        view = view.With("text", page.Text).With("bytes", page.Bytes).With("truncated", page.Offset > 0 || page.Next is not null);
        JsonObject structured = Told(job, JsonArray.Create([view]), redactor, mostBytes)
            .With("offset", page.Offset)
            .With("next_offset", Schema.Optional(page.Next));
        string rest = page.Next is { } next
            ? string.Create(CultureInfo.InvariantCulture, $"\nmore with session_results {{\"job\": \"{job.Id}\", \"output\": {index}, \"offset\": {next}}}")
            : "";
        return new McpAnswer(structured) { Text = page.Text + rest, Blocks = Picture(output) is { } picture ? [picture] : [] };
    }

    private static Output[] Outputs(JobView job, EdgeRedactor redactor) => [.. job.Outputs.OfType<JsonObject>().Select(output => redactor.Redact(new Output(output)))];

    private static JsonObject Told(JobView job, JsonArray outputs, EdgeRedactor redactor, int mostBytes) => JsonObject.Of(
        ("job", job.Id),
        ("session", job.Session),
        ("status", job.Status),
        ("execution_count", Schema.Optional(job.ExecutionCount)),
        ("outputs", outputs),
        ("error", job.Error is { } error ? Error(redactor.Redact(error), Math.Clamp(mostBytes / 2, LeastOfOne, MostError)) : JsonNull.Value),
        ("note", BoundedText.Of(redactor.Redact(string.Join('\n', [.. job.Note.Length > 0 ? [job.Note] : (string[])[], .. job.Losses.Select(loss => loss.GetText("reason"))])), MostError)),
        ("truncated", job.IsTruncated),
        ("output_bytes", job.OutputBytes),
        ("next", job.Next),
        ("messages", job.Messages));

    // The traceback's lines, or where they are long their beginning and end.
    private static JsonObject Error(JsonObject error, int mostBytes)
    {
        string traceback = string.Join('\n', (error.Get<JsonArray>("traceback") ?? JsonArray.Empty).OfType<JsonString>().Select(line => line.Text));
        JsonObject bounded = BoundedText.Within(error.Without("traceback"), mostBytes);
        return Encoding.UTF8.GetByteCount(traceback) <= mostBytes
            ? bounded.With("traceback", error["traceback"] ?? JsonArray.Empty)
            : bounded.With("traceback", JsonArray.From([BoundedText.Of(traceback, mostBytes)]));
    }

    // The most that each may have so that all fit: short ones leave the long ones the rest.
    private static int Share(int[] lengths, int most)
    {
        int left = most;
        int waiting = lengths.Length;
        foreach (int length in lengths.Order())
        {
            if (length > left / waiting)
            {
                return left / waiting;
            }

            left -= length;
            waiting--;
        }

        return most;
    }

    private static JsonObject? Picture(Output output) =>
        output.Data.MediaTypes.FirstOrDefault(type => type is "image/png" or "image/jpeg") is { } mime && OutputPicture.Of(output, mime) is { Length: <= OutputPicture.Most } data
            ? OutputPicture.Block(data, mime)
            : null;

    private static string Text(JobView job, JsonObject structured)
    {
        IEnumerable<string> texts = (structured.Get<JsonArray>("outputs") ?? JsonArray.Empty).OfType<JsonObject>().Select(output => (output.GetText("text") ?? "").TrimEnd('\n'));
        bool isCut = structured["truncated"] is JsonBoolean { Value: true };
        string rest = isCut ? string.Create(CultureInfo.InvariantCulture, $"\n[… cut; {job.OutputBytes} bytes in all; one output whole with session_results {{\"job\": \"{job.Id}\", \"output\": 0, \"offset\": 0}} …]") : "";
        string next = job.IsOver && job.Next < job.Messages ? string.Create(CultureInfo.InvariantCulture, $"\nmore with session_results {{\"job\": \"{job.Id}\", \"from\": {job.Next}}}")
            : job.IsOver ? "" : $"\nask again with session_results {{\"job\": \"{job.Id}\"}}";
        return $"{job.Id} {job.Status}\n{string.Join('\n', texts)}{rest}{next}".TrimEnd();
    }
}
