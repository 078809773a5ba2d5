using System.Globalization;
using Deckle.Json;

namespace Deckle.Merging;

/// <summary>Merges the attachments of a cell by name. Where both sides have another file under one name, both stay.</summary>
internal sealed class AttachmentMerge(MergeStrategy strategy)
{
    private readonly List<PartConflict> conflicts = [];
    private readonly Dictionary<string, string> renamed = new(StringComparer.Ordinal);

    public IReadOnlyList<PartConflict> Conflicts => conflicts;

    /// <summary>The merged attachments; null where the cell has none.</summary>
    public JsonObject? Merge(JsonObject? ancestor, JsonObject? local, JsonObject? remote)
    {
        if (local == remote || ancestor == remote)
        {
            return local;
        }

        if (ancestor == local)
        {
            return remote;
        }

        JsonObject old = ancestor ?? JsonObject.Empty;
        JsonObject mine = local ?? JsonObject.Empty;
        JsonObject yours = remote ?? JsonObject.Empty;
        JsonObject merged = mine;
        foreach (string name in mine.Keys.Union(yours.Keys).ToList())
        {
            (JsonValue? before, JsonValue? left, JsonValue? right) = (old[name], mine[name], yours[name]);
            if (left == right || before == right)
            {
                continue;
            }

            merged = before == left ? Set(merged, name, right) : Contradicted(merged, yours, name, before, left, right);
        }

        return merged.Count == 0 && (local is null || remote is null) ? null : merged;
    }

    /// <summary>The remote side's text with its new references to a renamed attachment following it.</summary>
    /// <param name="others">The texts whose references mean the file that kept its name.</param>
    public string Follow(string remote, params string[] others)
    {
        if (renamed.Count == 0)
        {
            return remote;
        }

        var known = others.SelectMany(text => text.Split('\n')).ToHashSet(StringComparer.Ordinal);
        return string.Join('\n', remote.Split('\n').Select(line => known.Contains(line)
            ? line
            : renamed.Aggregate(line, (text, pair) => text.Replace($"(attachment:{pair.Key})", $"(attachment:{pair.Value})", StringComparison.Ordinal))));
    }

    private static JsonObject Set(JsonObject all, string name, JsonValue? bundle) => bundle is null ? all.Without(name) : all.With(name, bundle);

    private JsonObject Contradicted(JsonObject merged, JsonObject yours, string name, JsonValue? before, JsonValue? left, JsonValue? right)
    {
        switch (strategy)
        {
            case MergeStrategy.UseBase:
                return Set(merged, name, before);
            case MergeStrategy.UseLocal:
                return merged;
            case MergeStrategy.UseRemote:
                return Set(merged, name, right);
        }

        conflicts.Add(new PartConflict(ConflictPart.Attachments, JsonPath.Root.Key("attachments").Key(name), before, left, right));
        if (left is null || right is null)
        {
            // Removed and changed: the changed file stays, so that nothing is lost.
            return Set(merged, name, left ?? right);
        }

        string free = $"remote_{name}";
        for (int count = 2; merged.Has(free) || yours.Has(free); count++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"remote{count}_{name}");
        }

        renamed[name] = free;
        return merged.With(free, right);
    }
}
