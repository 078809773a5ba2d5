using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>Applies diffs.</summary>
public static class DiffPatcher
{
    /// <summary>The value that a diff makes of another.</summary>
    /// <exception cref="DeckleException"><c>diff-does-not-fit</c>.</exception>
    public static JsonValue Patch(JsonValue value, Diff diff) => Patch(value, diff, JsonPath.Root);

    private static JsonValue Patch(JsonValue value, Diff diff, JsonPath place) => diff.IsEmpty ? value : value switch
    {
        JsonObject members => PatchObject(members, diff, place),
        JsonArray items => PatchList([.. items], diff, place),
        JsonString text => PatchText(text, diff, place),
        _ => throw DiffErrors.DoesNotFit(place, diff[0], "there is nothing inside to change"),
    };

    private static JsonObject PatchObject(JsonObject members, Diff diff, JsonPath place)
    {
        JsonObject patched = members;
        foreach (DiffEntry entry in diff)
        {
            string key = entry.Key.Name ?? throw DiffErrors.DoesNotFit(place, entry, "an object has no indexes");
            JsonValue? value = members[key];
            patched = entry.Op switch
            {
                DiffOp.Add when value is null => patched.With(key, entry.Value!),
                DiffOp.Remove when value is not null => patched.Without(key),
                DiffOp.Replace when value is not null => patched.With(key, entry.Value!),
                DiffOp.Patch when value is not null => patched.With(key, Patch(value, entry.Inner!, place.Key(key))),
                _ => throw DiffErrors.DoesNotFit(place, entry, value is null ? "there is no such member" : "there is such a member"),
            };
        }

        return patched;
    }

    private static JsonArray PatchList(IReadOnlyList<JsonValue> items, Diff diff, JsonPath place)
    {
        var patched = new List<JsonValue>();
        int next = 0;
        foreach (DiffEntry entry in diff)
        {
            int at = entry.Key.Index;
            if (at < next || at > items.Count)
            {
                throw DiffErrors.DoesNotFit(place, entry, $"there are {items.Count} items, and the entries before end at {next}");
            }

            patched.AddRange(items.Skip(next).Take(at - next));
            next = at;
            switch (entry.Op)
            {
                case DiffOp.AddRange:
                    patched.AddRange((JsonArray)entry.Value!);
                    break;
                case DiffOp.RemoveRange:
                    next += entry.Length;
                    break;
                case DiffOp.Patch:
                    patched.Add(Patch(items[at], entry.Inner!, place.Item(at)));
                    next++;
                    break;
                default:
                    throw DiffErrors.DoesNotFit(place, entry, "a list has no members");
            }
        }

        patched.AddRange(items.Skip(next));
        return JsonArray.From(patched);
    }

    private static JsonString PatchText(JsonString text, Diff diff, JsonPath place) =>
        new(string.Concat(PatchList(PythonLines.Split(text), diff, place).Cast<JsonString>().Select(line => line.Text)));
}
