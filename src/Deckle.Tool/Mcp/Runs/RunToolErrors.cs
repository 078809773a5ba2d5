using Deckle.Text;

namespace Deckle.Tool.Mcp.Runs;

/// <summary>The errors of the tools that run notebooks.</summary>
internal static class RunToolErrors
{
    public static DeckleException Unknown(string id, IReadOnlyList<string> known) =>
        new("run-not-found", $"there is no run '{id}' below this folder", "take an id that notebook_run or runs_list gave")
        {
            Facts =
            [
                .. NearestName.Of(id, known) is { } meant ? [("did you mean", meant)] : Array.Empty<(string, string)>(),
                ("latest", known.Count == 0 ? "none" : string.Join(", ", known.Take(5))),
            ],
        };

    public static DeckleException NotStarted(string why) =>
        new("run-not-started", $"the run's process did not start{(why.Length > 0 ? $": {why}" : "")}", "try again; the server's log may tell more") { Kind = ErrorKind.Unavailable };

    public static DeckleException TooMany(int most) =>
        new("too-many-runs", $"{most} runs are under way, and more would slow all of them down", "wait for one with run_status, or stop one with run_cancel")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException Template(string name, string path) =>
        McpErrors.Argument($"'{name}' is {path}: braces stand for parameters, which could lead anywhere", "give a path without { and }");

    public static DeckleException OneOf(string first, string second) =>
        McpErrors.Argument($"give either '{first}' or '{second}'", $"give {first}, or {second}, and not both");

    public static DeckleException NoResult(string id, string status) =>
        new("run-without-result", $"the run {id} ({status}) has written no notebook", "look at its error and log with run_status") { Kind = ErrorKind.BadNews };

    public static DeckleException TestFailed(int code, string log) =>
        new("test-not-completed", $"the test ended with exit code {code} and without a report", "run deckle test by hand to see more")
        {
            Kind = ErrorKind.Unavailable,
            Facts = log.Length > 0 ? [("log", log)] : [],
        };
}
