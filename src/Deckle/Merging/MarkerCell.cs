using System.Text;
using Deckle.Json;

namespace Deckle.Merging;

/// <summary>A Markdown cell that shows a contradiction about something without a text of its own, before the cell it is about.</summary>
internal static class MarkerCell
{
    private const int MostShown = 300;

    public static JsonObject Of(PartConflict conflict, ConflictMarkers markers)
    {
        string text = markers.Around(Shown(conflict, conflict.Base), Shown(conflict, conflict.Local), Shown(conflict, conflict.Remote));
        return JsonObject.Of(("cell_type", "markdown"), ("metadata", JsonObject.Empty), ("source", text));
    }

    /// <summary>The marker cell with the name of what it stands for.</summary>
    public static JsonObject For(JsonObject marker, JsonValue target)
    {
        JsonObject metadata = marker.Get<JsonObject>("metadata")!;
        return marker.With("metadata", metadata.With(ConflictRecord.Deckle, metadata.Get<JsonObject>(ConflictRecord.Deckle)!.With(ConflictRecord.MarkerFor, target)));
    }

    private static string Shown(PartConflict conflict, JsonValue? value) => value is null ? "" : conflict.Part switch
    {
        ConflictPart.Order when value is JsonObject place => $"cell {place["index"]}" + (place.GetText("after") is { } after ? $", after {after}" : ""),
        ConflictPart.Attachments when value is JsonObject bundle => $"{conflict.Path.LastKey}: {string.Join(", ", bundle.Select(Size))}",
        _ => $"{conflict.Path.ToReadable()}: {Short(value)}",
    };

    private static string Size(JsonMember content) =>
        $"{content.Key}, {((content.Value as JsonString)?.Utf8.Length ?? Short(content.Value).Length).ToString(System.Globalization.CultureInfo.InvariantCulture)} characters";

    private static string Short(JsonValue value)
    {
        string text = value.ToString();
        if (text.Length <= MostShown)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[MostShown - 1]) ? MostShown - 1 : MostShown;
        return new StringBuilder(text, 0, end, MostShown + 1).Append('…').ToString();
    }
}
