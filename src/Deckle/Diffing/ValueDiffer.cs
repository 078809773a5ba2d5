using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>Compares JSON values: objects member by member, lists and the lines of texts as sequences.</summary>
public static class ValueDiffer
{
    /// <summary>How one value becomes another of the same kind: two objects, two lists or two texts.</summary>
    public static Diff Compare(JsonValue before, JsonValue after) =>
        before == after ? Diff.Empty
        : TryCompare(before, after) ?? throw new ArgumentException("values of different kinds have no diff; they are replaced", nameof(after));

    /// <summary>The same; null for values of different kinds, and for numbers and the like.</summary>
    internal static Diff? TryCompare(JsonValue before, JsonValue after) => (before, after) switch
    {
        (JsonObject from, JsonObject to) => MemberDiffer.Compare(from, to, (_, old, young) => TryCompare(old, young)),
        (JsonArray from, JsonArray to) => ListDiffer.Compare([.. from], [.. to], PairContainers, Compare),
        (JsonString from, JsonString to) => TextDiffer.Compare(from, to),
        _ => null,
    };

    // As many as went came: objects and lists that have something in common are the same ones, changed inside.
    private static IEnumerable<(int Before, int After)> PairContainers(ArraySegment<JsonValue> removed, ArraySegment<JsonValue> added) =>
        removed.Count == added.Count ? Enumerable.Range(0, removed.Count).Where(place => Shares(removed[place], added[place])).Select(place => (place, place)) : [];

    private static bool Shares(JsonValue before, JsonValue after) => (before, after) switch
    {
        (JsonObject from, JsonObject to) => from.Count > 0 && 2 * from.Keys.Count(to.Has) >= Math.Max(from.Count, to.Count),
        (JsonArray from, JsonArray to) => new HashSet<JsonValue>(from).Overlaps(to),
        _ => false,
    };
}
