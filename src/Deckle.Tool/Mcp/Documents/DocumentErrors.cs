namespace Deckle.Tool.Mcp.Documents;

/// <summary>The errors of the tools about notebooks as documents.</summary>
internal static class DocumentErrors
{
    private const int MostDifference = 6_000;

    /// <param name="difference">What changed since the expected revision; null where that is not known any more.</param>
    public static DeckleException Outdated(string shown, string expected, string current, string? difference) =>
        new("revision-outdated", $"{shown} is not at revision {expected}: it has changed since you read it, and nothing was written", "look at what changed, decide again, and give the current revision")
        {
            Facts =
            [
                ("current revision", current),
                ("difference", difference is null ? "not known: read the notebook again" : BoundedText.Of(difference, MostDifference)),
            ],
        };

    public static DeckleException Gone(string shown, string expected) =>
        new("revision-outdated", $"{shown} is not at revision {expected}: there is no such file any more", "leave expected_revision out to make a new one");

    public static DeckleException Exists(string shown, string revision) =>
        new("notebook-exists", $"{shown} exists, and nothing was written", "choose another path, or give expected_revision to replace it") { Facts = [("current revision", revision)] };

    public static DeckleException Busy(string shown) =>
        new("notebook-busy", $"another process is writing beside {shown} and does not come to an end", "try again in a moment") { Kind = ErrorKind.Unavailable };

    public static DeckleException NoNotebookName(string shown) => McpErrors.Argument($"{shown} is no name of a notebook", "give a path that ends with .ipynb");

    public static DeckleException NoOutput(string cell, int index, int count) =>
        new("output-not-found", $"cell '{cell}' has no output {index}", "take a number from cell_read") { Facts = [("available", count == 0 ? "none" : $"0 to {count - 1}")] };

    public static DeckleException NoMediaType(string type, IEnumerable<string> known) =>
        new("output-not-found", $"the output has no '{type}' that is text", "name one of those that are available, or read the resource") { Facts = [("available", string.Join(", ", known))] };

    public static DeckleException Breaks(string path, string finding) =>
        new("notebook-would-break", $"the notebook would not be well-formed any more: {BoundedText.Short(path)}: {BoundedText.Of(finding, 400)}; nothing was written", "give a value that nbformat allows there");

    public static DeckleException NotKnown(string revision) =>
        new("revision-unknown", $"what revision {revision} held is not known any more", "compare with another file, or read the notebook again");

    /// <summary>An error of one of several operations, none of which was done.</summary>
    public static DeckleException Operation(int number, string name, DeckleException error) =>
        new(error.Code, $"operations[{number}] ({name}): {error.Message}; nothing was written", error.Help, error) { Facts = error.Facts, Kind = error.Kind };

    /// <summary>An error that names a file as clients know it: where the folder is, is not their business.</summary>
    public static DeckleException Shown(DeckleException error, string path, string shown) =>
        new(error.Code, error.Message.Replace(path, shown, StringComparison.Ordinal), error.Help?.Replace(path, shown, StringComparison.Ordinal), error)
        {
            Facts = [.. error.Facts.Select(fact => (fact.Label, fact.Text.Replace(path, shown, StringComparison.Ordinal)))],
            Kind = error.Kind,
        };
}
