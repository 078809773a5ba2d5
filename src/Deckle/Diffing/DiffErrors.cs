using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>The errors of reading and applying diffs.</summary>
public static class DiffErrors
{
    private const string Forms = "a diff is a list of entries with op and key, as deckle diff --format nbdime and nbdiff --out write it";

    public static DeckleException NotAList(JsonPath place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new("diff-invalid", $"not a diff: {Where(place)} stands no list of entries", Forms);
    }

    /// <param name="place">The value the diff is of.</param>
    /// <param name="number">The entry's index in the list.</param>
    public static DeckleException InvalidEntry(JsonPath place, int number, DiffKey? key, string why)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new("diff-invalid", $"not a diff: {Where(place)}, entry {number}{(key is { } known ? $" (key '{known}')" : "")}: {why}", Forms);
    }

    /// <param name="place">The value the entry was to change.</param>
    /// <param name="root">The value the whole diff was to change; a notebook's cells are named by their ids.</param>
    public static DeckleException DoesNotFit(JsonPath place, DiffEntry entry, string why, JsonValue? root = null)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(entry);
        return new("diff-does-not-fit", $"the diff does not fit: {Where(place)}{CellName(place, root)}, {entry.Op.ToString().ToLowerInvariant()} '{entry.Key}': {why}", "apply it to the notebook it was made from")
        {
            Kind = ErrorKind.BadNews,
        };
    }

    /// <summary>A comparison in our own form has another shape.</summary>
    /// <param name="where">The member that is wrong.</param>
    public static DeckleException InvalidComparison(string where, string why) =>
        new("diff-invalid", $"not a diff: {where}: {why}", "this is no answer of deckle diff --json; docs/diff-format.md describes it");

    /// <summary>A comparison in our own form is of another notebook.</summary>
    public static DeckleException OtherNotebook(string why) =>
        new("diff-does-not-fit", $"the diff does not fit: {why}", "apply it to the notebook it was made from") { Kind = ErrorKind.BadNews };

    public static DeckleException InvalidIgnore(string path, JsonValue value) =>
        new("diff-ignore-invalid", $"'{path}' is to be ignored, but how is not clear: {value}", "give true, false or a list of keys");

    private static string Where(JsonPath place) => place.Length == 0 ? "at the top" : $"at {place.ToPointer()}";

    private static string CellName(JsonPath place, JsonValue? root)
    {
        JsonPath cell = place;
        while (cell.Length > 2)
        {
            cell = cell.Parent;
        }

        return cell is { Length: 2, LastKey: null, Parent.LastKey: "cells" } && root is not null
            && cell.Find(root) is JsonObject members && members.GetText("id") is { } id ? $" (cell {cell.LastIndex}, id '{id}')" : "";
    }
}
