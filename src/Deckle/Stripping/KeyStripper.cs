using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>Takes keys out of metadata and cells.</summary>
internal static class KeyStripper
{
    private const string Metadata = "metadata";

    /// <summary>A cell, or a notebook's metadata, without a key.</summary>
    /// <param name="path">Where the holder stands.</param>
    public static JsonObject Strip(JsonObject holder, StripKey key, JsonPath path, StripReport report)
    {
        if (key.Find(holder) is not { } way)
        {
            return holder;
        }

        bool isWhole = key.IsCell && way is [Metadata];
        if (isWhole && holder[Metadata] is JsonObject { Count: 0 })
        {
            return holder;
        }

        StripKind kind = !key.IsCell ? StripKind.NotebookMetadata : way[0] == Metadata ? StripKind.CellMetadata : StripKind.CellKey;
        report.Add(kind, way.Aggregate(path, (to, name) => to.Key(name)), string.Join('.', key.IsCell ? way : [Metadata, .. way]));

        // A cell must have metadata.
        return isWhole ? holder.With(Metadata, JsonObject.Empty) : Without(holder, way, 0);
    }

    /// <summary>A cell whose metadata holds only some keys.</summary>
    public static JsonObject StripOthers(JsonObject cell, IReadOnlyList<string> only, JsonPath path, StripReport report)
    {
        if (cell[Metadata] is not JsonObject metadata)
        {
            return cell;
        }

        JsonObject kept = metadata;
        foreach (string key in metadata.Keys.Where(key => !only.Contains(key)))
        {
            report.Add(StripKind.CellMetadata, path.Key(Metadata).Key(key), $"{Metadata}.{key}");
            kept = kept.Without(key);
        }

        return cell.With(Metadata, kept);
    }

    private static JsonObject Without(JsonObject holder, IReadOnlyList<string> way, int at) => at == way.Count - 1
        ? holder.Without(way[at])
        : holder.With(way[at], Without((JsonObject)holder[way[at]]!, way, at + 1));
}
