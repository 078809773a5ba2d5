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

    public static DeckleException OutputIsInput(string path) =>
        McpErrors.Argument($"'output_path' is {path}, the notebook that is to run, which stays as it is", "name another output, or leave output_path out");

    public static DeckleException RevisionOfNothing() =>
        McpErrors.Argument("'expected_revision' is given without 'output_path', whose revision it is", "give output_path too, or leave expected_revision out");

    public static DeckleException OneOf(string first, string second) =>
        McpErrors.Argument($"give either '{first}' or '{second}'", $"give {first}, or {second}, and not both");

    public static DeckleException NoResult(string id, string status) =>
        new("run-without-result", $"the run {id} ({status}) has written no notebook", "look at its error and log with run_status") { Kind = ErrorKind.BadNews };

    /// <param name="cell">The id or place of the cell that ran last; null where that had ended.</param>
    public static DeckleException Lost(string? cell) =>
        new("run-lost", "the run's process was killed, by the system for want of memory or by somebody, and could not say how far it was", "look at what it has saved with run_results, and run it again")
        {
            Kind = ErrorKind.Unavailable,
            Facts = cell is null ? [] : [("in cell", cell)],
        };

    public static DeckleException TestFailed(int code, string log) =>
        new("test-not-completed", $"the test ended with exit code {code} and without a report", "run deckle test by hand to see more")
        {
            Kind = ErrorKind.Unavailable,
            Facts = log.Length > 0 ? [("log", log)] : [],
        };
}
