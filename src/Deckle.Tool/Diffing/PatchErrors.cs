using Deckle.Json;

namespace Deckle.Tool.Diffing;

/// <summary>The errors of files that hold diffs.</summary>
internal static class PatchErrors
{
    private const string Made = "make one with: deckle diff A B --json, deckle diff A B --format nbdime, or nbdiff --out";
    private const int MaxFiles = 20;

    public static DeckleException NotJson(string name, JsonSyntaxException cause) =>
        new("diff-not-json", $"{name} is not a diff: {cause.Message}", Made, cause);

    public static DeckleException NoDiff(string name) =>
        new("diff-invalid", $"{name} is JSON, but not a diff", Made);

    public static DeckleException NoFile(string notebook, string name, IReadOnlyList<string> files) =>
        new("diff-has-no-file", $"{name} does not say how {notebook} changes", "name the notebook by one of these paths")
        {
            Facts = [("available", string.Join(", ", files.Take(MaxFiles)) + (files.Count > MaxFiles ? $" and {files.Count - MaxFiles} more" : ""))],
        };

    public static DeckleException StdinTwice() =>
        new("usage", "the notebook and the diff are both -, and there is one standard input", "name a file for one of them");

    public static DeckleException NoPlace() =>
        new("usage", "--in-place needs a file, and the notebook comes from standard input", "leave --in-place out to print the result");

    public static DeckleException TwoPlaces() =>
        new("usage", "--in-place and --output name two places", "use one of them");
}
