using System.Collections;
using Deckle.Json;

namespace Deckle.Tool.Sessions;

/// <summary>What the session host is asked, as it travels.</summary>
internal static class SessionMessages
{
    public static JsonObject Start(SessionStart session) => JsonObject.Of(
        ("kernel", Optional(session.Kernel)),
        ("name", Optional(session.Name)),
        ("folder", session.Folder),
        ("environment", JsonObject.From((session.Environment ?? OfThisProcess()).Select(pair => new JsonMember(pair.Key, pair.Value)))),
        ("idle", Seconds(session.Idle)),
        ("start_timeout", session.StartTimeout.TotalSeconds),
        ("existing", Optional(session.Existing)),
        ("remote", session.Remote is { } remote ? SessionOrders.Of(remote, session.Folder) : JsonNull.Value),
        ("kernel_id", Optional(session.KernelId)),
        ("variables", JsonObject.From(session.Variables.Select(pair => new JsonMember(pair.Key, pair.Value)))),
        ("sandbox", session.Sandbox is { } sandbox ? SessionOrders.Of(sandbox) : JsonNull.Value),
        ("tools", SessionOrders.Of(session.HostTools)));

    public static JsonObject Execute(string session, ExecuteRequest request) => OfSession(session)
        .With("code", request.Code)
        .With("timeout", Seconds(request.Timeout))
        .With("cell_id", Optional(request.CellId))
        .With("wait", Seconds(request.Wait))
        .With("max_bytes", request.MaxBytes is { } most ? most : JsonNull.Value)
        .With("events", request.OnEvent is not null);

    public static JsonObject Results(string job, ResultsRequest request) => JsonObject.Of(
        ("job", job),
        ("from", request.From is { } from ? from : JsonNull.Value),
        ("wait", Seconds(request.Wait)),
        ("max_bytes", request.MaxBytes is { } most ? most : JsonNull.Value),
        ("events", request.OnEvent is not null));

    public static JsonObject OfSession(string session) => JsonObject.Of(("session", session));

    public static JsonObject OfSession(string session, TimeSpan? wait) => OfSession(session).With("wait", Seconds(wait));

    public static JsonObject AtCursor(string session, string code, int? cursor, TimeSpan? wait) =>
        OfSession(session, wait).With("code", code).With("cursor_pos", cursor is { } place ? place : JsonNull.Value);

    private static Dictionary<string, string> OfThisProcess() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "");

    private static JsonValue Optional(string? text) => text is null ? JsonNull.Value : new JsonString(text);

    private static JsonValue Seconds(TimeSpan? span) => span is { } time ? time.TotalSeconds : JsonNull.Value;
}
