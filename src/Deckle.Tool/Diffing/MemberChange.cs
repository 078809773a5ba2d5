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
        JsonArray items => InList(items, diff, place),
        _ => [new MemberChange(place, before, DiffPatcher.Patch(before, diff))],
    };

    private static IEnumerable<MemberChange> InObject(JsonObject members, DiffEntry entry, JsonPath place)
    {
        JsonPath path = place.Key(entry.Key.Name!);
        JsonValue? before = members[entry.Key.Name!];
        return entry.Op == DiffOp.Patch ? In(before!, entry.Inner!, path) : [new MemberChange(path, before, entry.Value)];
    }

    private static IEnumerable<MemberChange> InList(JsonArray items, Diff diff, JsonPath place)
    {
        for (int at = 0; at < diff.Count; at++)
        {
            DiffEntry entry = diff[at];
            int index = entry.Key.Index;
            if (entry.Op == DiffOp.Patch)
            {
                foreach (MemberChange inner in In(items[index], entry.Inner!, place.Item(index)))
                {
                    yield return inner;
                }

                continue;
            }

            // What is added where something goes takes its place.
            DiffEntry? next = at + 1 < diff.Count && diff[at + 1].Key == entry.Key && diff[at + 1].Op != DiffOp.Patch && diff[at + 1].Op != entry.Op ? diff[++at] : null;
            DiffEntry? adds = entry.Op == DiffOp.AddRange ? entry : next;
            DiffEntry? removes = entry.Op == DiffOp.RemoveRange ? entry : next;
            var added = adds?.Value as JsonArray ?? JsonArray.Empty;
            int removed = removes?.Length ?? 0;
            for (int i = 0; i < Math.Max(added.Count, removed); i++)
            {
                yield return new MemberChange(place.Item(index + i), i < removed ? items[index + i] : null, i < added.Count ? added[i] : null);
            }
        }
    }
}
