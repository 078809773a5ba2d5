using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tool.Diffing;

/// <summary>A value inside another that changed.</summary>
/// <param name="Path">Where, from the value that holds it.</param>
/// <param name="Before">Null for one that is new.</param>
/// <param name="After">Null for one that is gone.</param>
internal sealed record MemberChange(JsonPath Path, JsonValue? Before, JsonValue? After)
{
    /// <summary>What a diff changes, as deep as it tells, in its order.</summary>
    public static IEnumerable<MemberChange> In(JsonValue before, Diff diff, JsonPath place) => before switch
    {
        JsonObject members => diff.SelectMany(entry => InObject(members, entry, place)),
        JsonArray items => ListChange.In(diff).SelectMany(change => InList(items, change, place)),
        _ => [new MemberChange(place, before, DiffPatcher.Patch(before, diff))],
    };

    private static IEnumerable<MemberChange> InObject(JsonObject members, DiffEntry entry, JsonPath place)
    {
        JsonPath path = place.Key(entry.Key.Name!);
        JsonValue? before = members[entry.Key.Name!];
        return entry.Op == DiffOp.Patch ? In(before!, entry.Inner!, path) : [new MemberChange(path, before, entry.Value)];
    }

    private static IEnumerable<MemberChange> InList(JsonArray items, ListChange change, JsonPath place) => change.Inner is { } inner
        ? In(items[change.Index], inner, place.Item(change.Index))
        : Enumerable.Range(0, Math.Max(change.Added.Count, change.Removed)).Select(i => new MemberChange(
            place.Item(change.Index + i),
            i < change.Removed ? items[change.Index + i] : null,
            i < change.Added.Count ? change.Added[i] : null));
}
