using Deckle.Json;

namespace Deckle.Merging;

/// <summary>The conflicts that a merge recorded in the metadata of a cell.</summary>
internal static class RecordedConflicts
{
    /// <summary>nbdime's key for contradicting changes of metadata.</summary>
    public const string Nbdime = "nbdime-conflicts";

    /// <summary>The records of a cell; none where it has none.</summary>
    public static IReadOnlyList<JsonObject> Of(JsonObject cell) =>
        [.. (Ours(cell)?.Get<JsonArray>(ConflictRecord.Conflicts) ?? JsonArray.Empty).OfType<JsonObject>()];

    /// <summary>What a marker cell stands for: an id, an index or <c>"notebook"</c>; null for any other cell.</summary>
    public static JsonValue? MarkerFor(JsonObject cell) => Ours(cell)?[ConflictRecord.MarkerFor];

    public static string PartOf(JsonObject record) => record.GetText("part") ?? "";

    /// <summary>The cell with only those records; without their keys where none are left.</summary>
    public static JsonObject Keep(JsonObject cell, Func<JsonObject, bool> isKept)
    {
        if (Ours(cell) is not { } ours || ours[ConflictRecord.Conflicts] is not JsonArray records)
        {
            return cell;
        }

        JsonArray kept = JsonArray.From(records.Where(record => record is not JsonObject members || isKept(members)));
        if (kept.Count == records.Count)
        {
            return cell;
        }

        JsonObject rest = kept.Count > 0 ? ours.With(ConflictRecord.Conflicts, kept) : ours.Without(ConflictRecord.Conflicts);
        JsonObject metadata = (JsonObject)cell["metadata"]!;
        return cell.With("metadata", rest.Count > 0 ? metadata.With(ConflictRecord.Deckle, rest) : metadata.Without(ConflictRecord.Deckle));
    }

    private static JsonObject? Ours(JsonObject cell) => cell.Get<JsonObject>("metadata")?.Get<JsonObject>(ConflictRecord.Deckle);
}
