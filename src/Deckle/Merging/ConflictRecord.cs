using Deckle.Json;

namespace Deckle.Merging;

/// <summary>How conflicts stand in a notebook's metadata for programs to read.</summary>
public static class ConflictRecord
{
    /// <summary><c>metadata.deckle.conflicts</c>: the conflicts that a cell shows.</summary>
    public const string Deckle = "deckle";

    /// <inheritdoc cref="Deckle"/>
    public const string Conflicts = "conflicts";

    /// <summary><c>metadata.deckle.marker_for</c>: the id or the index of the cell that a marker cell stands for, or <c>"notebook"</c>.</summary>
    public const string MarkerFor = "marker_for";

    /// <summary>What <see cref="MarkerFor"/> holds where the conflict is not in a cell.</summary>
    public const string Notebook = "notebook";

    /// <summary>
    /// A conflict as an object. Outputs are not repeated in it: both versions stand in the cell, and may be large.
    /// </summary>
    public static JsonObject Of(MergeConflict conflict, MergeOptions options)
    {
        JsonObject record = JsonObject.Of(("part", NameOf(conflict.Part)), ("path", conflict.Path));
        if (conflict.Part != ConflictPart.Outputs)
        {
            record = WithSide(record, "base", conflict.Base);
            record = WithSide(record, "local", conflict.Local);
            record = WithSide(record, "remote", conflict.Remote);
        }

        return record.With("labels", JsonObject.Of(("base", options.BaseLabel), ("local", options.LocalLabel), ("remote", options.RemoteLabel)));
    }

    /// <summary>The part's name in JSON, such as <c>cell_type</c>.</summary>
    public static string NameOf(ConflictPart part) => part switch
    {
        ConflictPart.Cell => "cell",
        ConflictPart.CellType => "cell_type",
        ConflictPart.Source => "source",
        ConflictPart.Outputs => "outputs",
        ConflictPart.Attachments => "attachments",
        ConflictPart.Metadata => "metadata",
        ConflictPart.Order => "order",
        _ => "notebook",
    };

    /// <summary>The part of a name; <see cref="ConflictPart.Notebook"/> for one nobody knows.</summary>
    public static ConflictPart PartOf(string name) => Enum.GetValues<ConflictPart>().FirstOrDefault(part => NameOf(part) == name, ConflictPart.Notebook);

    /// <summary>The cell with more conflicts recorded in its metadata.</summary>
    public static JsonObject AddTo(JsonObject cell, IEnumerable<JsonObject> records)
    {
        JsonObject metadata = cell.Get<JsonObject>("metadata") ?? JsonObject.Empty;
        JsonObject ours = metadata.Get<JsonObject>(Deckle) ?? JsonObject.Empty;
        JsonArray earlier = ours.Get<JsonArray>(Conflicts) ?? JsonArray.Empty;
        return cell.With("metadata", metadata.With(Deckle, ours.With(Conflicts, JsonArray.From([.. earlier, .. records]))));
    }

    private static JsonObject WithSide(JsonObject record, string side, JsonValue? value) => value is null ? record : record.With(side, value);
}
