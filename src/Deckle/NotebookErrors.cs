using Deckle.Json;

namespace Deckle;

/// <summary>The errors of reading, checking and upgrading notebooks.</summary>
public static class NotebookErrors
{
    public static DeckleException NotJson(JsonSyntaxException cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return new("notebook-not-json", $"not a notebook: {cause.Message}", "check that the file is complete and holds no merge-conflict markers", cause);
    }

    public static DeckleException Empty() =>
        new("notebook-empty", "the file is empty", "an empty notebook is {\"cells\": [], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}");

    public static DeckleException NotANotebook(string what) =>
        new("notebook-not-a-notebook", $"JSON, but not a notebook: {what}", "a notebook is an object with nbformat, nbformat_minor, metadata and cells");

    public static DeckleException UnknownMajor(int major) =>
        new("notebook-too-new", $"nbformat {major} is not known; this version reads 1 to 4", "save the notebook as nbformat 4, or use a newer Deckle");

    public static DeckleException TooOld(NotebookFormat format) =>
        new("notebook-too-old", $"the notebook is nbformat {format}; this needs nbformat 4", "upgrade it: deckle upgrade FILE");

    public static DeckleException Shape(string what) =>
        new("notebook-invalid", $"the notebook is broken: {what}", "see every finding with: deckle validate FILE");

    public static DeckleException UnknownTarget(NotebookFormat target) =>
        new("notebook-format-unknown", $"nbformat {target} cannot be written", "choose one of 2.0, 3.0, 4.0, 4.1, 4.2, 4.3, 4.4, 4.5");

    public static DeckleException DowngradeLoses(NotebookFormat from, NotebookFormat to, IReadOnlyList<string> losses) =>
        new("notebook-downgrade-loses", $"nbformat {to} has no place for everything in this nbformat {from} notebook", "remove it first, or choose a newer version")
        {
            Facts = [.. losses.Take(MaxLosses).Select(loss => ("would be lost", loss)), .. More(losses.Count - MaxLosses)],
        };

    private const int MaxLosses = 20;

    private static IEnumerable<(string Label, string Text)> More(int count) => count > 0 ? [("would be lost", $"and {count} more")] : [];
}
