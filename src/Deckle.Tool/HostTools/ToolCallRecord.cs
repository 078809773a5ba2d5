using System.Globalization;
using System.Text.RegularExpressions;
using Deckle.Json;
using Deckle.Kernels.HostTools;

namespace Deckle.Tool.HostTools;

/// <summary>One call, as it is logged (<c>deckle.tool-call/1</c>).</summary>
internal sealed partial record ToolCallRecord(HostToolCall Call, DateTimeOffset Time)
{
    private const int LongestText = 200;
    private const int MostItems = 20;

    /// <summary><c>allow</c>, <c>deny</c>, <c>ask-allow</c> or <c>ask-deny</c>.</summary>
    public string Verdict { get; init; } = "deny";

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
            ("tool", Cut(Call.Tool)),
            ("arguments", Shown(Call.Arguments, "")),
            ("verdict", Verdict),
            ("status", Code is null ? "ok" : "error"),
            ("duration_seconds", Math.Round(Duration.TotalSeconds, 6)),
            ("argument_bytes", JsonWriter.ToUtf8(Call.Arguments, JsonWriterOptions.Compact).Length),
            ("answer_bytes", AnswerBytes));
        line = Call.Origin.JobId is { } job ? line.With("job_id", job) : line;
        return Code is null ? line : line.With("code", Code).With("reason", Cut(Reason ?? ""));
    }

    /// <summary>The arguments without what could be a secret, and no longer than a line should be.</summary>
    private static JsonValue Shown(JsonValue value, string key) => value switch
    {
        _ when SecretName().IsMatch(key) => "***",
        JsonString { Text: var text } when key == "base64" => string.Create(CultureInfo.InvariantCulture, $"({text.Length / 4 * 3} bytes)"),
        JsonString { Text: var text } => Cut(Address().Replace(text, "$1***@").Replace("\0", "", StringComparison.Ordinal)),
        JsonObject members => JsonObject.From(members.Take(MostItems).Select(member => new JsonMember(Cut(member.Key), Shown(member.Value, member.Key)))),
        JsonArray items => JsonArray.From(items.Take(MostItems).Select(item => Shown(item, ""))),
        _ => value,
    };

    private static string Cut(string text)
    {
        text = SecretQuery().Replace(text, "$1***");
        return text.Length <= LongestText ? text : $"{text[..LongestText]}…";
    }

    [GeneratedRegex("token|secret|passw|authorization|cookie|api[-_]?key|credential", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // The user and password of an address.
    [GeneratedRegex("(://)[^/@\\s]+@")]
    private static partial Regex Address();

    // token=…, --password …, Authorization: Bearer …
    [GeneratedRegex("((?:token|secret|passw\\w*|key|sig|signature)\\s*[=:]\\s*|--(?:token|secret|password|api-key) |(?:bearer|basic) )[^\\s&\"']+", RegexOptions.IgnoreCase)]
    private static partial Regex SecretQuery();
}
