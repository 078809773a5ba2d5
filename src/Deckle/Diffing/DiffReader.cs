using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>
/// Reads diffs in nbdime's JSON: the six operations, and what its patcher takes beside them: <c>add</c>, <c>remove</c> and <c>replace</c> on
/// lists, and operations on characters. Fields nobody knows are ignored.
/// </summary>
public static class DiffReader
{
    /// <param name="json">A list of entries; null for no change.</param>
    /// <exception cref="DeckleException"><c>diff-invalid</c>: an entry is not one of nbdime's.</exception>
    public static Diff Read(JsonValue json) => Read(json, JsonPath.Root);

    /// <param name="place">The value the diff is of, for errors.</param>
    internal static Diff Read(JsonValue? json, JsonPath place)
    {
        switch (json)
        {
            case null or JsonNull or JsonArray { Count: 0 }:
                return Diff.Empty;
            case JsonArray entries:
                var read = new DiffEntry[entries.Count];
                for (int i = 0; i < read.Length; i++)
                {
                    read[i] = ReadEntry(entries[i], i, place);
                }

                return new Diff(read);
            default:
                throw DiffErrors.NotAList(place);
        }
    }

    private static DiffEntry ReadEntry(JsonValue json, int number, JsonPath place)
    {
        if (json is not JsonObject entry)
        {
            throw DiffErrors.InvalidEntry(place, number, null, "it is not an object");
        }

        DiffKey key = ReadKey(entry["key"]) ?? throw DiffErrors.InvalidEntry(place, number, null, "'key' is neither a string nor an index");
        JsonValue Required(string field) => entry[field] ?? throw DiffErrors.InvalidEntry(place, number, key, $"'{field}' is missing");
        int Index() => key.Name is null ? key.Index : throw DiffErrors.InvalidEntry(place, number, key, "a range needs an index");
        switch (entry.GetText("op"))
        {
            case "add":
                return DiffEntry.Add(key, Required("value"));
            case "remove":
                return DiffEntry.Remove(key);
            case "replace":
                return DiffEntry.Replace(key, Required("value"));
            case "patch":
                return DiffEntry.Patch(key, Read(Required("diff"), key.Name is null ? place.Item(key.Index) : place.Key(key.Name)));
            case "addrange":
                JsonValue items = Required("valuelist");
                return items is JsonArray or JsonString
                    ? DiffEntry.AddRange(Index(), items)
                    : throw DiffErrors.InvalidEntry(place, number, key, "'valuelist' is neither a list nor a string");
            case "removerange":
                return ReadIndex(Required("length")) is { } length
                    ? DiffEntry.RemoveRange(Index(), length)
                    : throw DiffErrors.InvalidEntry(place, number, key, "'length' is no number of items");
            case { } unknown:
                throw DiffErrors.InvalidEntry(place, number, key, $"the operation '{unknown}' is not known");
            default:
                throw DiffErrors.InvalidEntry(place, number, key, "'op' is missing");
        }
    }

    private static DiffKey? ReadKey(JsonValue? json) => json switch
    {
        JsonString name => name.Text,
        { } when ReadIndex(json) is { } index => index,
        _ => null,
    };

    private static int? ReadIndex(JsonValue json) =>
        json is JsonNumber number && number.TryGetInt64(out long value) && value is >= 0 and <= int.MaxValue ? (int)value : null;
}
