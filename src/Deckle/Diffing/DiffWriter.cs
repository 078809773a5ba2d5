using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>Writes diffs in nbdime's JSON, as its <c>diff_format.schema.json</c> has it.</summary>
public static class DiffWriter
{
    public static JsonArray Write(Diff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return JsonArray.From(diff.Select(WriteEntry));
    }

    private static JsonObject WriteEntry(DiffEntry entry)
    {
        JsonValue key = entry.Key.Name is { } name ? name : entry.Key.Index;
        return entry.Op switch
        {
            DiffOp.Add => JsonObject.Of(("op", "add"), ("key", key), ("value", entry.Value!)),
            DiffOp.Remove => JsonObject.Of(("op", "remove"), ("key", key)),
            DiffOp.Replace => JsonObject.Of(("op", "replace"), ("key", key), ("value", entry.Value!)),
            DiffOp.Patch => JsonObject.Of(("op", "patch"), ("key", key), ("diff", Write(entry.Inner!))),
            DiffOp.AddRange => JsonObject.Of(("op", "addrange"), ("key", key), ("valuelist", entry.Value!)),
            DiffOp.RemoveRange => JsonObject.Of(("op", "removerange"), ("key", key), ("length", entry.Length)),
            _ => throw new ArgumentOutOfRangeException(nameof(entry)),
        };
    }
}
