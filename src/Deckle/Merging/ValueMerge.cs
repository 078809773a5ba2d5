using Deckle.Json;

namespace Deckle.Merging;

/// <summary>
/// Merges the changes of two sides to a JSON value: objects key by key, lists as sequences, texts of several lines by lines. Where the
/// sides contradict each other it keeps the local value and notes both.
/// </summary>
/// <param name="part">What contradictions are about.</param>
/// <param name="strategy">What becomes of them.</param>
/// <param name="isTransient">Whether the value at the end of a way never contradicts anything.</param>
internal sealed class ValueMerge(ConflictPart part, MergeStrategy strategy, ConflictMarkers markers, Func<JsonPath, bool> isTransient)
{
    private readonly List<PartConflict> conflicts = [];

    public IReadOnlyList<PartConflict> Conflicts => conflicts;

    /// <summary>The merged value; null where there is none.</summary>
    public JsonValue? Merge(JsonValue? ancestor, JsonValue? local, JsonValue? remote, JsonPath path)
    {
        if (local == remote || ancestor == remote)
        {
            return local;
        }

        if (ancestor == local)
        {
            return remote;
        }

        return (local, remote) switch
        {
            _ when isTransient(path) => Transient(local, remote),
            (null, _) or (_, null) when ancestor is not null && Lasting((local ?? remote)!, path) == Lasting(ancestor, path) => null,
            (JsonObject mine, JsonObject yours) => Objects(ancestor as JsonObject ?? JsonObject.Empty, mine, yours, path),
            (JsonArray mine, JsonArray yours) => Lists(ancestor, mine, yours, path),
            (JsonString mine, JsonString yours) when ancestor is JsonString text => Texts(text, mine, yours, path),
            _ => Contradicted(ancestor, local, remote, path),
        };
    }

    // What one side removed and the other changed in nothing that contradicts anything.
    private JsonValue Lasting(JsonValue value, JsonPath path) => value is not JsonObject members
        ? value
        : members.Aggregate(members, (rest, member) => path.Key(member.Key) is var inner && isTransient(inner)
            ? rest.Without(member.Key)
            : rest.With(member.Key, Lasting(member.Value, inner)));

    // Of two versions the greater: who has the newer kernel has run the notebook with it.
    private static JsonValue? Transient(JsonValue? local, JsonValue? remote) =>
        local is JsonString mine && remote is JsonString yours
        && Version.TryParse(Leading(mine.Text), out Version? left) && Version.TryParse(Leading(yours.Text), out Version? right) && right > left
            ? remote
            : local;

    // 3.9.4-final and 3.12.0rc1 are Python's.
    private static string Leading(string version) => string.Concat(version.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')).TrimEnd('.');

    private JsonObject Objects(JsonObject ancestor, JsonObject local, JsonObject remote, JsonPath path)
    {
        JsonObject merged = local;
        foreach (string key in local.Keys.Union(remote.Keys).ToList())
        {
            JsonValue? value = Merge(ancestor[key], local[key], remote[key], path.Key(key));
            merged = value is null ? merged.Without(key) : merged.With(key, value);
        }

        return merged;
    }

    private JsonValue? Lists(JsonValue? ancestor, JsonArray local, JsonArray remote, JsonPath path)
    {
        JsonArray old = ancestor as JsonArray ?? JsonArray.Empty;
        if (IsSet(path))
        {
            return JsonArray.From(local.Where(item => remote.Contains(item) || !old.Contains(item)).Concat(remote.Where(item => !local.Contains(item) && !old.Contains(item))));
        }

        bool isSettled = strategy is MergeStrategy.UseBase or MergeStrategy.UseLocal or MergeStrategy.UseRemote or MergeStrategy.Union;
        return ListMerge.Merge(old, local, remote, isSettled ? Settled : null) is { } items ? JsonArray.From(items) : Contradicted(ancestor, local, remote, path);
    }

    private IEnumerable<JsonValue> Settled(IReadOnlyList<JsonValue> old, IReadOnlyList<JsonValue> mine, IReadOnlyList<JsonValue> yours) => strategy switch
    {
        MergeStrategy.UseBase => old,
        MergeStrategy.UseLocal => mine,
        MergeStrategy.UseRemote => yours,
        _ => mine.Concat(yours),
    };

    // Tags have no order, and the conflicts that a merge recorded earlier neither.
    private static bool IsSet(JsonPath path) => path.LastKey == "tags" || (path.LastKey == ConflictRecord.Conflicts && path.Parent.LastKey == ConflictRecord.Deckle);

    private JsonValue? Texts(JsonString ancestor, JsonString local, JsonString remote, JsonPath path)
    {
        MergedText merged = TextMerge.Merge(ancestor.Text, local.Text, remote.Text, markers, strategy == MergeStrategy.Union ? strategy : MergeStrategy.Inline);
        return merged.HasConflict ? Contradicted(ancestor, local, remote, path) : new JsonString(merged.Text);
    }

    private JsonValue? Contradicted(JsonValue? ancestor, JsonValue? local, JsonValue? remote, JsonPath path)
    {
        switch (strategy)
        {
            case MergeStrategy.UseBase:
                return ancestor;
            case MergeStrategy.UseLocal:
                return local;
            case MergeStrategy.UseRemote:
                return remote;
            default:
                conflicts.Add(new PartConflict(part, path, ancestor, local, remote));
                return local;
        }
    }
}
