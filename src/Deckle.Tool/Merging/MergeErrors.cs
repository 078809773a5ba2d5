using Deckle.Json;

namespace Deckle.Tool.Merging;

/// <summary>The errors of merging and settling conflicts.</summary>
internal static class MergeErrors
{
    /// <summary>An error of one side, with the side's name.</summary>
    public static DeckleException Side(string side, string path, DeckleException error) =>
        new(error.Code, $"the {side} side, {path}: {error.Message}", error.Code == "notebook-not-json" ? $"make it a notebook again with: deckle fix {path}" : error.Help, error) { Facts = error.Facts, Kind = error.Kind };

    public static DeckleException Count(int count) =>
        new("usage", $"two or three notebooks are merged, and there {(count == 1 ? "is one" : $"are {count}")}", "give BASE LOCAL REMOTE, or LOCAL REMOTE where there is no base; for leftover conflicts: deckle merge --check");

    public static DeckleException TwoFromStdin() =>
        new("usage", "only one notebook can come from standard input", "write the other to a file first");

    public static DeckleException ApplyTakesBase(int count) =>
        new("usage", $"--apply takes the notebook that the decisions were made from, and there {(count == 1 ? "is one" : $"are {count}")}", "deckle merge --apply DECISIONS BASE");

    public static DeckleException NoDecisions(string path, JsonSyntaxException cause) =>
        new("decisions-invalid", $"not decisions: {path}: {cause.Message}", "write them with: deckle merge --decisions BASE LOCAL REMOTE", cause);

    public static DeckleException OutputTakesOne(int count) =>
        new("usage", $"--output takes one notebook, and there are {count}", "leave --output out to repair them in place");

    public static DeckleException BothToStdout() =>
        new("usage", "the notebook and --json cannot both go to stdout", "leave --json out, or add --check or --output FILE");

    public static DeckleException NoConflict(int number, int count) =>
        new("conflict-not-found", $"there is no conflict {number}", "list them with: deckle resolve FILE")
        {
            Facts = [("available", count == 0 ? "none" : $"1 to {count}")],
        };

    public static DeckleException UnknownPart(string part, IEnumerable<string> known) =>
        new("usage", $"'{part}' is no part of a cell", "name one of those that are available") { Facts = [("available", string.Join(", ", known))] };
}
