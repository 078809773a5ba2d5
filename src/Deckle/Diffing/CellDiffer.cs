using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>Compares two versions of a cell. Texts, metadata and outputs are patched, never replaced: nbdime's viewer shows nothing else.</summary>
public static class CellDiffer
{
    /// <param name="before">A cell with joined texts.</param>
    /// <param name="after">The same.</param>
    public static Diff Compare(Cell before, Cell after) =>
        before.Json == after.Json ? Diff.Empty : MemberDiffer.Compare(before.Json, after.Json, Inside);

    private static Diff? Inside(string key, JsonValue before, JsonValue after) => (key, before, after) switch
    {
        ("id" or "cell_type", _, _) => null,
        ("outputs", JsonArray from, JsonArray to) => OutputAligner.Compare(from, to),
        ("attachments", JsonObject from, JsonObject to) => MemberDiffer.Compare(from, to, Attachment),
        _ => ValueDiffer.TryCompare(before, after),
    };

    private static Diff? Attachment(string name, JsonValue before, JsonValue after) =>
        before is JsonObject from && after is JsonObject to ? MimeBundleDiffer.Compare(from, to) : null;
}
