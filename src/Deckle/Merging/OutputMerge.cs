using Deckle.Json;

namespace Deckle.Merging;

/// <summary>
/// Merges the outputs of a cell. A run replaces all of them, so mostly one side's are taken whole; where both sides have run the cell,
/// equal outputs count once, and what contradicts stands between outputs that hold the marker lines.
/// </summary>
internal sealed class OutputMerge(MergeStrategy strategy, ConflictMarkers markers)
{
    private static readonly JsonPath Outputs = JsonPath.Root.Key("outputs");

    private bool isCleared;

    /// <summary>Whether <see cref="Merge"/> left a contradiction between markers.</summary>
    public bool HasConflict { get; private set; }

    public JsonArray Merge(JsonArray ancestor, JsonArray local, JsonArray remote)
    {
        if (local == remote || ancestor == remote)
        {
            return local;
        }

        if (ancestor == local)
        {
            return remote;
        }

        JsonArray old = Bare(ancestor);
        JsonArray mine = Bare(local);
        JsonArray yours = Bare(remote);
        if (mine == yours)
        {
            return JsonArray.From(local.Zip(remote, Counted));
        }

        // Cleared and run again: nbdime takes the run too, because the other side can have it back with a key press.
        if (old == yours || remote.Count == 0)
        {
            return local;
        }

        if (old == mine || local.Count == 0)
        {
            return remote;
        }

        var merged = new List<JsonValue>();
        foreach (MergeChunk chunk in SequenceMerge.Compute(old, mine, yours))
        {
            IEnumerable<JsonValue> left = Items(local, chunk.Local);
            IEnumerable<JsonValue> right = Items(remote, chunk.Remote);
            switch (chunk.Kind)
            {
                case MergeChunkKind.Conflict:
                    Contradicted([.. Items(ancestor, chunk.Base)], [.. left], [.. right], merged);
                    break;
                case MergeChunkKind.Unchanged:
                    merged.AddRange(Items(ancestor, chunk.Base).Zip(left, right).Select(three =>
                        three.Second == three.First ? three.Third : three.Third == three.First ? three.Second : Counted(three.Second, three.Third)));
                    break;
                case MergeChunkKind.Same:
                    merged.AddRange(left.Zip(right, Counted));
                    break;
                default:
                    merged.AddRange(chunk.Kind == MergeChunkKind.Local ? left : right);
                    break;
            }
        }

        return isCleared ? JsonArray.Empty : JsonArray.From(merged);
    }

    private void Contradicted(JsonValue[] old, JsonValue[] mine, JsonValue[] yours, List<JsonValue> merged)
    {
        if (old.Length == mine.Length && mine.Length == yours.Length)
        {
            for (int i = 0; i < mine.Length; i++)
            {
                One(old[i], mine[i], yours[i], merged);
            }

            return;
        }

        JsonArray left = Bare(JsonArray.From(mine));
        JsonArray right = Bare(JsonArray.From(yours));
        foreach (MergeChunk chunk in SequenceMerge.Refine(left, new ItemRange(0, left.Count), right, new ItemRange(0, right.Count)))
        {
            if (chunk.Kind == MergeChunkKind.Same)
            {
                merged.AddRange(Items(mine, chunk.Local).Zip(Items(yours, chunk.Remote), Counted));
            }
            else
            {
                Both(old, [.. Items(mine, chunk.Local)], [.. Items(yours, chunk.Remote)], merged);
            }
        }
    }

    private void One(JsonValue old, JsonValue mine, JsonValue yours, List<JsonValue> merged)
    {
        if (old is JsonObject before && mine is JsonObject left && yours is JsonObject right && before.GetText("output_type") == left.GetText("output_type")
            && left.GetText("output_type") == right.GetText("output_type"))
        {
            var merge = new ValueMerge(ConflictPart.Outputs, MergeStrategy.Inline, markers, path => path.LastKey is "collapsed" or "autoscroll" or "scrolled");
            JsonValue? value = merge.Merge(Bare(before), Bare(left), Bare(right), Outputs);
            if (merge.Conflicts.Count == 0 && value is JsonObject output)
            {
                merged.Add(left.Has("execution_count") ? Counted(output.With("execution_count", left["execution_count"]!), right) : output);
                return;
            }
        }

        Both([old], [mine], [yours], merged);
    }

    private void Both(JsonValue[] old, JsonValue[] mine, JsonValue[] yours, List<JsonValue> merged)
    {
        switch (strategy)
        {
            case MergeStrategy.UseBase:
                merged.AddRange(old);
                break;
            case MergeStrategy.UseLocal:
                merged.AddRange(mine);
                break;
            case MergeStrategy.UseRemote:
                merged.AddRange(yours);
                break;
            case MergeStrategy.Union:
                merged.AddRange([.. mine, .. yours]);
                break;
            case MergeStrategy.Remove:
                break;
            case MergeStrategy.ClearAll:
                isCleared = true;
                break;
            default:
                HasConflict = true;
                merged.AddRange([Marker(markers.Local), .. mine]);
                merged.AddRange(markers.Ancestor is { } ancestor ? [Marker(ancestor), .. old] : []);
                merged.AddRange([Marker(markers.Middle), .. yours, Marker(markers.Remote)]);
                break;
        }
    }

    // nbdime's form: an output that every viewer shows as text, and no program prints by itself.
    private static JsonObject Marker(string line) =>
        JsonObject.Of(("name", "stderr"), ("output_type", "stream"), ("text", line + "\n"));

    private static IEnumerable<JsonValue> Items(IReadOnlyList<JsonValue> outputs, ItemRange range) => outputs.Skip(range.Start).Take(range.Length);

    // The prompt number of a result says nothing about it.
    private static JsonArray Bare(JsonArray outputs) => JsonArray.From(outputs.Select(output => output is JsonObject members ? Bare(members) : output));

    private static JsonObject Bare(JsonObject output) => output.Has("execution_count") ? output.With("execution_count", JsonNull.Value) : output;

    // Two counts contradict each other: as nbdime, neither.
    private static JsonValue Counted(JsonValue output, JsonValue other) =>
        output is JsonObject left && other is JsonObject right && left.Has("execution_count") && left["execution_count"] != right["execution_count"]
            ? left.With("execution_count", JsonNull.Value)
            : output;
}
