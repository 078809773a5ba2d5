using Deckle.Json;
using Deckle.Text;

namespace Deckle.Diffing;

/// <summary>Compares JSON values: objects member by member, lists and the lines of texts as sequences.</summary>
public static class ValueDiffer
{
    /// <summary>How one value becomes another of the same kind: two objects, two lists or two texts.</summary>
    public static Diff Compare(JsonValue before, JsonValue after) => (before, after) switch
    {
        _ when before == after => Diff.Empty,
        (JsonObject from, JsonObject to) => Objects(from, to),
        (JsonArray from, JsonArray to) => Lists(from, to),
        (JsonString from, JsonString to) => Lists(JsonArray.From(PythonLines.Split(from)), JsonArray.From(PythonLines.Split(to))),
        _ => throw new ArgumentException("values of different kinds have no diff; they are replaced", nameof(after)),
    };

    private static Diff Objects(JsonObject before, JsonObject after)
    {
        var entries = new List<DiffEntry>();
        foreach (string key in before.Keys.Union(after.Keys).Order(CodePointOrder.Instance))
        {
            switch (before[key], after[key])
            {
                case (null, { } added):
                    entries.Add(DiffEntry.Add(key, added));
                    break;
                case ({ }, null):
                    entries.Add(DiffEntry.Remove(key));
                    break;
                case ({ } from, { } to) when from == to:
                    break;
                case ({ } from, { } to):
                    entries.Add(CanPatch(from, to) && key != "id" ? DiffEntry.Patch(key, Compare(from, to)) : DiffEntry.Replace(key, to));
                    break;
            }
        }

        return new Diff(entries);
    }

    private static bool CanPatch(JsonValue before, JsonValue after) =>
        before.GetType() == after.GetType() && before is JsonObject or JsonArray or JsonString;

    private static Diff Lists(JsonArray before, JsonArray after)
    {
        var entries = new List<DiffEntry>();
        int at = 0;
        IReadOnlyList<EditRun> runs = SequenceDiff.Compute([.. before], [.. after]);
        while (at < runs.Count)
        {
            EditRun? removed = runs[at].Kind == EditKind.Remove ? runs[at++] : null;
            if (at < runs.Count && runs[at].Kind == EditKind.Add)
            {
                EditRun added = runs[at++];
                entries.Add(DiffEntry.AddRange(removed?.Before ?? added.Before, JsonArray.From(after.Skip(added.After).Take(added.Length))));
            }

            if (removed is { } run)
            {
                entries.Add(DiffEntry.RemoveRange(run.Before, run.Length));
            }

            at += at < runs.Count && runs[at].Kind == EditKind.Keep ? 1 : 0;
        }

        return new Diff(entries);
    }
}
