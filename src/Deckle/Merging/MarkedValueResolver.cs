using System.Globalization;
using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Merging;

/// <summary>Settles conflicts that have no text of their own: values of cells and notebooks.</summary>
internal static class MarkedValueResolver
{
    /// <summary>The cell or notebook with the value of a side; null where that side cannot be had.</summary>
    public static JsonObject? Resolve(JsonObject holder, ConflictPlace place, ConflictSide side)
    {
        JsonObject record = place.Record!;
        if (place.Part == ConflictPart.Attachments)
        {
            return Attachment(holder, place.Path, record, side);
        }

        if (side == ConflictSide.Both)
        {
            return null;
        }

        JsonValue? value = record[side switch { ConflictSide.Local => "local", ConflictSide.Remote => "remote", _ => "base" }];
        var changed = (JsonObject)JsonPointer.Set(holder, place.Path, value);
        return place.Part == ConflictPart.CellType ? CellMerge.Fit(changed) : changed;
    }

    /// <summary>The holder of metadata with the changes that nbdime recorded for a side; null where they do not fit.</summary>
    public static JsonObject? Apply(JsonObject holder, ConflictSide side)
    {
        JsonObject metadata = (JsonObject)holder["metadata"]!;
        var diffs = (JsonObject)metadata[RecordedConflicts.Nbdime]!;
        metadata = metadata.Without(RecordedConflicts.Nbdime);
        try
        {
            return side switch
            {
                ConflictSide.Base => holder.With("metadata", metadata),
                ConflictSide.Both => null,
                _ => holder.With("metadata", DiffPatcher.Patch(metadata, DiffReader.Read(diffs[side == ConflictSide.Local ? "local_diff" : "remote_diff"] ?? JsonNull.Value))),
            };
        }
        catch (DeckleException)
        {
            return null;
        }
    }

    // Both files are in the cell, the remote one under another name: see AttachmentMerge.
    private static JsonObject Attachment(JsonObject cell, string path, JsonObject record, ConflictSide side)
    {
        if (side == ConflictSide.Both)
        {
            return cell;
        }

        string name = path[(path.LastIndexOf('/') + 1)..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        JsonObject files = cell.Get<JsonObject>("attachments") ?? JsonObject.Empty;
        string? renamed = files.FirstOrDefault(file => IsRenamed(file.Key, name) && record["remote"] == file.Value).Key;
        if (renamed is not null)
        {
            files = files.Without(renamed);
        }

        JsonValue? value = record[side switch { ConflictSide.Local => "local", ConflictSide.Remote => "remote", _ => "base" }];
        files = value is null ? files.Without(name) : files.With(name, value);
        JsonObject changed = files.Count == 0 ? cell.Without("attachments") : cell.With("attachments", files);
        return renamed is not null && Multiline.Join(cell["source"]) is { } source && source.Text.Contains($"(attachment:{renamed})", StringComparison.Ordinal)
            ? changed.With("source", source.Text.Replace($"(attachment:{renamed})", $"(attachment:{name})", StringComparison.Ordinal))
            : changed;
    }

    private static bool IsRenamed(string file, string name) =>
        file.Length > name.Length && file.EndsWith($"_{name}", StringComparison.Ordinal) && file.StartsWith("remote", StringComparison.Ordinal)
        && (file.Length == "remote_".Length + name.Length || int.TryParse(file.AsSpan()[6..^(name.Length + 1)], CultureInfo.InvariantCulture, out _));
}
