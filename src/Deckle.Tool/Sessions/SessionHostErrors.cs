using System.Globalization;
using Deckle.Json;
using Deckle.Text;

namespace Deckle.Tool.Sessions;

/// <summary>The errors of the session host and of those who talk with it.</summary>
internal static class SessionHostErrors
{
    public static DeckleException Unknown(string session, IReadOnlyCollection<string> known)
    {
        string help = known.Count == 0 ? "start one with: deckle session start" : NearestName.Of(session, known) is { } near ? $"did you mean {near}?" : "list them with: deckle session list";
        return new("session-unknown", session.Length == 0 ? "there is no session" : $"there is no session '{session}'", help)
        {
            Facts = [("sessions", known.Count == 0 ? "none" : string.Join(", ", known))],
        };
    }

    public static DeckleException Ambiguous(IEnumerable<string> known) =>
        new("session-ambiguous", "there are several sessions", "name one with --session, or by the environment variable DECKLE_SESSION")
        {
            Facts = [("sessions", string.Join(", ", known))],
        };

    public static DeckleException NameTaken(string name) =>
        new("session-name-taken", $"a session is called '{name}' already", "choose another name, or stop that one with: deckle session stop --session " + name);

    public static DeckleException NameInvalid(string name) =>
        new("session-name-invalid", $"'{name}' cannot name a session", "use letters, digits, _ and -, at most 64, a letter first");

    public static DeckleException JobUnknown(string job, IReadOnlyCollection<string> known)
    {
        string help = NearestName.Of(job, known) is { } near ? $"did you mean {near}?" : "list the jobs of a session with: deckle session log";
        return new("job-unknown", $"there is no job '{job}'", help)
        {
            Facts = [("jobs", known.Count == 0 ? "none" : string.Join(", ", known.TakeLast(10)))],
        };
    }

    /// <param name="what">What the option is about.</param>
    public static DeckleException Misplaced(string option, string what, string help) => new("usage", $"{option} is about {what}", help);

    public static DeckleException Missing() =>
        new("session-host-missing", "there is no session: no session host runs", "start one with: deckle session start");

    public static DeckleException OtherVersion(string version, int process) =>
        new(
            "session-host-other-version",
            string.Create(CultureInfo.InvariantCulture, $"the session host (process {process}) is that of another version of deckle, {version}, and speaks another protocol"),
            "use that version, or end it and its sessions with: deckle session stop --host")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException Silent(string? process) =>
        new("session-host-silent", $"the session host{(process is null ? "" : $" (process {process})")} does not answer", "end it and its sessions with: deckle session stop --host")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException Failed(string why) =>
        new("session-host-failed", $"the session host did not start: {why}", "run it by hand to see more: deckle session host")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException Gone() =>
        new("session-host-gone", "the session host has ended, and its sessions with it", "start a new session with: deckle session start")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException BadRequest(string what) =>
        new("session-request-invalid", $"the session host was asked what it does not understand: {what}", "use the same version of deckle on both ends");

    public static DeckleException CellUnknown(string notebook, string cell, IReadOnlyList<string> nearest) =>
        new("session-cell-unknown", $"{notebook} has no cell '{cell}'", nearest.Count == 0 ? "list the cells with: deckle show" : $"did you mean {nearest[0]}?")
        {
            Facts = [("cells", nearest.Count == 0 ? "none with an id" : string.Join(", ", nearest))],
        };

    public static DeckleException NotCode(string notebook, string cell) =>
        new("session-cell-not-code", $"the cell '{cell}' of {notebook} holds no code", "name a code cell");

    public static DeckleException NotebookChanged(string notebook, string cell) =>
        new("session-cell-changed", $"{notebook} was changed while the cell '{cell}' ran; nothing was written", "run the cell again; its outputs of now are in: deckle session log")
        {
            Kind = ErrorKind.BadNews,
        };

    /// <summary>An error as it travels.</summary>
    public static JsonObject ToJson(DeckleException error) => ErrorRenderer.Json(error).With("kind", error.Kind.ToString());

    /// <summary>The error that travelled.</summary>
    public static DeckleException Parse(JsonObject error)
    {
        // The code is the host's; each has its paragraph there.
        string code = error.GetText("code") ?? "";
        return new DeckleException(code, error.GetText("message") ?? "", error.GetText("help"))
        {
            Kind = Enum.TryParse(error.GetText("kind"), out ErrorKind kind) ? kind : ErrorKind.Unavailable,
            Facts = [.. (error.Get<JsonObject>("facts") ?? JsonObject.Empty).Select(fact => (fact.Key, (fact.Value as JsonString)?.Text ?? ""))],
        };
    }
}
