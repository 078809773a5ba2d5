using Deckle.Json;

namespace Deckle.Merging;

/// <summary>
/// Gives a merged value the very objects of the local one where they are equal, so that writing it into the local file changes no byte
/// of them. What comes from the remote file forgets where it stood there.
/// </summary>
internal static class LocalSharing
{
    public static JsonValue Share(JsonValue merged, JsonValue? local) => (merged, local) switch
    {
        _ when ReferenceEquals(merged, local) => merged,
        _ when merged == local => local!,
        (JsonObject members, _) => Objects(members, local as JsonObject),
        (JsonArray items, _) => Lists(items, local as JsonArray),
        (JsonString { Span.IsNone: false } text, _) => new JsonString(text.Utf8),
        _ => merged,
    };

    private static JsonObject Objects(JsonObject merged, JsonObject? local) =>
        merged.Aggregate(merged, (all, member) => all.With(member.Key, Share(member.Value, local?[member.Key])));

    private static JsonArray Lists(JsonArray merged, JsonArray? local)
    {
        var known = new Dictionary<JsonValue, JsonValue>();
        foreach (JsonValue item in local ?? JsonArray.Empty)
        {
            known.TryAdd(item, item);
        }

        bool isParallel = local?.Count == merged.Count;
        return JsonArray.From(merged.Select((item, at) => known.TryGetValue(item, out JsonValue? same) ? same : Share(item, isParallel ? local![at] : null)));
    }
}
