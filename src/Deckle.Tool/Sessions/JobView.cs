using Deckle.Json;

namespace Deckle.Tool.Sessions;

/// <summary>A job as its host tells of it: an execution of code in a session.</summary>
/// <param name="Json">Also what <c>--json</c> prints.</param>
internal sealed record JobView(JsonObject Json)
{
    public string Id => Json.GetText("job") ?? "";

    public string Session => Json.GetText("session") ?? "";

    /// <summary>
    /// <c>pending</c>, <c>running</c>, <c>completed</c>, <c>failed</c>, <c>timeout</c>, <c>dead</c>, <c>interrupted</c>, <c>incomplete</c> for one whose outputs did not all come, or <c>aborted</c> for one that a
    /// restart or the end of the session kept from running.
    /// </summary>
    public string Status => Json.GetText("status") ?? "";

    public bool IsOver => Status is not ("pending" or "running");

    public long? ExecutionCount => Json.Get<JsonNumber>("execution_count") is { } count && count.TryGetInt64(out long value) ? value : null;

    /// <summary>nbformat's outputs as they stand. Longer ones than were asked for are cut, which <see cref="IsTruncated"/> says.</summary>
    public JsonArray Outputs => Json.Get<JsonArray>("outputs") ?? JsonArray.Empty;

    public bool IsTruncated => Json["truncated"] is JsonBoolean { Value: true };

    /// <summary>The bytes of all outputs, also where they are cut.</summary>
    public long OutputBytes => Json.Get<JsonNumber>("output_bytes") is { } bytes && bytes.TryGetInt64(out long value) ? value : 0;

    /// <summary>Pictures as files that live as long as the session: <c>{mime, path, bytes}</c>.</summary>
    public IEnumerable<JsonObject> Files => (Json.Get<JsonArray>("files") ?? JsonArray.Empty).OfType<JsonObject>();

    /// <summary>What a server left out or lost: <c>{reason, help}</c>.</summary>
    public IEnumerable<JsonObject> Losses => (Json.Get<JsonArray>("losses") ?? JsonArray.Empty).OfType<JsonObject>();

    /// <summary>How many output messages there are.</summary>
    public long Messages => Json.Get<JsonNumber>("messages") is { } count && count.TryGetInt64(out long value) ? value : 0;

    /// <summary>From where to read on: the first output message that this answer does not hold.</summary>
    public int Next => Json.Get<JsonNumber>("next") is { } next && next.TryGetInt64(out long value) ? (int)value : 0;

    /// <summary><c>{ename, evalue, traceback}</c> of code that raised, of a kernel that died, of a limit; null for none.</summary>
    public JsonObject? Error => Json.Get<JsonObject>("error");

    /// <summary>What else is to be known, such as why it never ran; empty for nothing.</summary>
    public string Note => Json.GetText("note") ?? "";

    /// <summary>The cell its code came from; empty for none.</summary>
    public string CellId => Json.GetText("cell_id") ?? "";

    public string Code => Json.GetText("code") ?? "";
}
