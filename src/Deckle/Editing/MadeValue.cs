using Deckle.Json;

namespace Deckle.Editing;

/// <summary>Values of another file as ours: without their places there, which editing would take for places in the notebook.</summary>
internal static class MadeValue
{
    public static JsonValue Of(JsonValue value) => value switch
    {
        JsonObject members => JsonObject.From(members.Select(member => new JsonMember(member.Key, Of(member.Value)))),
        JsonArray items => JsonArray.From(items.Select(Of)),
        JsonString text => new JsonString(text.Utf8),
        _ => value,
    };
}
