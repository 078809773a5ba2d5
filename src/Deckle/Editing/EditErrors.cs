using System.Globalization;
using Deckle.Json;
using Deckle.Text;

namespace Deckle.Editing;

/// <summary>The errors of editing notebooks by cells.</summary>
public static class EditErrors
{
    private const int MostNames = 20;

    public static DeckleException NoCell(string name, IReadOnlyList<string> names) =>
        new("cell-not-found", $"there is no cell '{name}'", "take a cell's id from notebook_outline")
        {
            Facts =
            [
                .. NearestName.Of(name, names) is { } meant ? [("did you mean", meant)] : Array.Empty<(string, string)>(),
                ("cells", names.Count == 0 ? "none" : string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "")),
            ],
        };

    public static DeckleException SeveralCells(string name, IReadOnlyList<int> places) =>
        new("cell-ambiguous", $"{places.Count} cells have the id '{name}'", "give each an id of its own first: deckle validate FILE --fix") { Facts = [("indexes", List(places))] };

    public static DeckleException NoPlace(int index, int count) =>
        new("cell-place-invalid", $"index {index.ToString(CultureInfo.InvariantCulture)} is no place among {count} cells", $"give 0 to {count}");

    public static DeckleException SeveralPlaces() =>
        new("cell-place-invalid", "more than one place is given for the cell", "give one of index, before and after");

    public static DeckleException BadTag(string tag) =>
        new("cell-tag-invalid", $"'{tag}' cannot be a tag", "a tag has at least one character and no comma; give each as a text of its own");

    public static DeckleException BadId(string id) =>
        new("cell-id-invalid", $"'{id}' cannot be a cell's id", "an id has 1 to 64 letters, digits, - and _ (nbformat 4.5); leave it out to have one made");

    public static DeckleException IdTaken(string id) =>
        new("cell-id-invalid", $"there is a cell '{id}' already", "choose another id, or leave it out to have one made");

    public static DeckleException NoIds(NotebookFormat format) =>
        new("cell-id-invalid", $"cells of nbformat {format} have no ids", "leave the id out, or upgrade the notebook first: deckle upgrade FILE");

    public static DeckleException EmptyText(string cell) =>
        new("text-not-unique", $"the text to replace in cell '{cell}' is empty", "give the text that is to go, or replace the whole source");

    /// <param name="near">A line that differs in white space or case; null for none.</param>
    public static DeckleException NoText(string cell, string? near) =>
        new("text-not-found", $"the text to replace does not stand in cell '{cell}' (0 matches)", "give it exactly as cell_read shows the source, white space included")
        {
            Facts = near is null ? [] : [("nearest", near)],
        };

    public static DeckleException SeveralTexts(string cell, int count, IReadOnlyList<int> lines) =>
        new("text-not-unique", $"the text to replace stands {count} times in cell '{cell}'", "give more of what surrounds the one that is meant")
        {
            Facts = [("lines", List(lines) + (count > lines.Count ? $" and {count - lines.Count} more" : ""))],
        };

    public static DeckleException BadPointer(string pointer, string why) =>
        new("metadata-pointer-invalid", $"'{pointer}' is no place in metadata: {why}", "give a JSON pointer from the metadata, such as /kernelspec/name or /slideshow");

    public static DeckleException NoMetadata(string pointer, JsonObject metadata) =>
        new("metadata-not-found", $"'{pointer}' leads to nothing in the metadata", "look at the metadata with cell_read or notebook_read")
        {
            Facts = [("available", metadata.Count == 0 ? "none" : string.Join(", ", metadata.Keys.Take(MostNames)))],
        };

    private static string List(IReadOnlyList<int> numbers) => string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
