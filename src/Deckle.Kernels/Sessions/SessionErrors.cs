namespace Deckle.Kernels.Sessions;

/// <summary>The errors of sessions.</summary>
internal static class SessionErrors
{
    public static DeckleException Dead(string session, bool isOurs, string cause) =>
        new("session-dead", $"the session {session} has no kernel: {cause}", isOurs
            ? $"start another one in its place with: deckle session restart --session {session}"
            : $"end it with: deckle session stop --session {session}; then attach another one to the kernel that runs")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException Busy(string session, string? job) =>
        new("session-busy", $"the session {session} is busy{(job is null ? "" : $" with the job {job}")}", $"wait, or interrupt it with: deckle session interrupt --session {session}")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException NotOurs(string session) =>
        new("session-not-ours", $"the kernel of the session {session} was started by somebody else and is not restarted from here", "restart it where it was started");

    public static DeckleException LanguageUnsupported(string language) =>
        new("session-language-unsupported", $"variables are not listed for {(language.Length == 0 ? "a kernel that does not say its language" : language)}", "run code that prints what you want to know")
        {
            Facts = [("supported", "python, R")],
        };

    public static DeckleException NoAnswer(string session, string what) =>
        new("session-no-answer", $"the kernel of the session {session} gave no answer that can be read: {what}", "run code that prints what you want to know")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException KernelSilent(TimeSpan waited) =>
        new("kernel-silent", $"the kernel does not answer for {waited.TotalSeconds:0.#} s", "check that it runs, and that the connection file is that of the running kernel")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException FolderNotPrivate(string why) =>
        new("session-folder-not-private", $"sessions cannot be kept: {why}", "remove the folder, or set XDG_RUNTIME_DIR to a folder of your own")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException ServedByAnother(string path) =>
        new("session-folder-not-private", $"{path} is served by another user", "remove the folder, or set XDG_RUNTIME_DIR to a folder of your own")
        {
            Kind = ErrorKind.Unavailable,
        };
}
