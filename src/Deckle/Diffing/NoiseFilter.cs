using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>
/// Takes out of a diff the entries that are noise. Each is judged by itself, as if the value it is in were all there is, so that
/// one change with a meaning does not bring along the others, and many entries take no square of their number.
/// </summary>
internal sealed class NoiseFilter(DiffNoise noise)
{
    private delegate bool Judge(JsonValue? before, JsonValue? after);

    public Diff OnCell(JsonObject cell, Diff diff) => On(diff, cell, (before, after) => NoiseClassifier.AreSameCells((JsonObject)before!, (JsonObject)after!, noise));

    public Diff OnNotebook(JsonObject notebook, Diff diff) =>
        On(diff, notebook, (before, after) => NoiseClassifier.AreSameNotebooks((JsonObject)before!, (JsonObject)after!, noise));

    private static Diff On(Diff diff, JsonValue value, Judge isNoise) => value switch
    {
        JsonObject members => new Diff(diff.SelectMany(entry => OnMember(entry, members, isNoise))),
        JsonArray items => OnItems(diff, items, (before, after) => isNoise(JsonArray.From([before!]), JsonArray.From([after!])), isDeep: true),
        JsonString text => OnItems(diff, PythonLines.Split(text), isNoise, isDeep: false),
        _ => diff,
    };

    private static IEnumerable<DiffEntry> OnMember(DiffEntry entry, JsonObject members, Judge isNoise)
    {
        string key = entry.Key.Name!;
        if (key is "source" or "attachments")
        {
            // No noise is in these, and they may be large.
            return [entry];
        }

        JsonObject Alone(JsonValue? value) => value is null ? JsonObject.Empty : JsonObject.Of((key, value));
        bool IsNoise(JsonValue? before, JsonValue? after) => isNoise(Alone(before), Alone(after));
        JsonValue? value = members[key];
        return IsNoise(value, entry.Op == DiffOp.Patch ? DiffPatcher.Patch(value!, entry.Inner!) : entry.Value) ? []
            : entry.Op == DiffOp.Patch ? Patch(entry, On(entry.Inner!, value!, IsNoise))
            : [entry];
    }

    private static Diff OnItems(Diff diff, IReadOnlyList<JsonValue> items, Judge isNoise, bool isDeep)
    {
        var kept = new List<DiffEntry>(diff.Count);
        for (int i = 0; i < diff.Count; i++)
        {
            DiffEntry entry = diff[i];
            if (entry.Op == DiffOp.Patch)
            {
                JsonValue before = items[entry.Key.Index];
                JsonValue after = isDeep ? DiffPatcher.Patch(before, entry.Inner!) : DiffPatcher.Patch(before, new Diff(DiffEntry.Patch(0, entry.Inner!)));
                kept.AddRange(isNoise(before, after) ? [] : isDeep ? Patch(entry, On(entry.Inner!, before, isNoise)) : [entry]);
            }
            else if (entry is { Op: DiffOp.AddRange, Value: JsonArray added } && i + 1 < diff.Count
                && diff[i + 1] is { Op: DiffOp.RemoveRange } removed && removed.Key == entry.Key && removed.Length == added.Count)
            {
                AddPairs(kept, entry.Key.Index, items, added, isNoise);
                i++;
            }
            else
            {
                kept.Add(entry);
            }
        }

        return new Diff(kept);
    }

    /// <summary>Of as many new items as went, those that are not the old ones with other noise.</summary>
    private static void AddPairs(List<DiffEntry> kept, int at, IReadOnlyList<JsonValue> items, JsonArray added, Judge isNoise)
    {
        int start = 0;
        for (int i = 0; i <= added.Count; i++)
        {
            if (i < added.Count && !isNoise(items[at + i], added[i]))
            {
                continue;
            }

            if (i > start)
            {
                kept.Add(DiffEntry.AddRange(at + start, JsonArray.From(added.Skip(start).Take(i - start))));
                kept.Add(DiffEntry.RemoveRange(at + start, i - start));
            }

            start = i + 1;
        }
    }

    private static IEnumerable<DiffEntry> Patch(DiffEntry entry, Diff inner) => inner.IsEmpty ? [] : [DiffEntry.Patch(entry.Key, inner)];
}
