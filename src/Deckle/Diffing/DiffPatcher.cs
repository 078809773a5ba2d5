using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>
/// Applies diffs: ours and nbdime's, with what its patcher takes beyond its format. A removal may stand before the addition at its index;
/// lists and texts may have the single <c>add</c>, <c>remove</c> and <c>replace</c> of older versions; a line may change by characters, which
/// are code points. What does not fit is refused, also where nbdime would lose or double an item without a word.
/// </summary>
public static class DiffPatcher
{
    /// <summary>The value that a diff makes of another. What the diff leaves alone is shared.</summary>
    /// <exception cref="DeckleException"><c>diff-does-not-fit</c>.</exception>
    public static JsonValue Patch(JsonValue value, Diff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return Patch(value, diff, new PatchPlace(value, JsonPath.Root));
    }

    /// <summary>The notebook that a diff makes of another.</summary>
    /// <param name="notebook">A notebook with joined texts (<see cref="Editing.JoinedNotebook"/>).</param>
    /// <exception cref="DeckleException"><c>diff-does-not-fit</c>.</exception>
    public static Notebook Patch(Notebook notebook, Diff diff)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        return new Notebook((JsonObject)Patch(notebook.Json, diff));
    }

    internal static JsonValue Patch(JsonValue value, Diff diff, PatchPlace place) => diff.IsEmpty ? value : value switch
    {
        JsonObject members => PatchObject(members, diff, place),
        JsonArray items => PatchList(items, diff, place),
        JsonString text => TextPatcher.Patch(text, diff, place),
        _ => throw place.DoesNotFit(diff[0], "there is nothing inside to change"),
    };

    private static JsonObject PatchObject(JsonObject members, Diff diff, PatchPlace place)
    {
        // A null stands for a member that goes.
        var changes = new Dictionary<string, JsonValue?>(diff.Count, StringComparer.Ordinal);
        var added = new List<JsonMember>();
        foreach (DiffEntry entry in diff)
        {
            string key = entry.Key.Name ?? throw place.DoesNotFit(entry, "an object has no indexes");
            JsonValue? value = members[key];
            JsonValue? change = entry.Op switch
            {
                DiffOp.Add when value is null => entry.Value,
                DiffOp.Remove when value is not null => null,
                DiffOp.Replace when value is not null => entry.Value,
                DiffOp.Patch when value is not null => Patch(value, entry.Inner!, place.Key(key)),
                DiffOp.AddRange or DiffOp.RemoveRange => throw place.DoesNotFit(entry, "an object has no ranges"),
                _ => throw place.DoesNotFit(entry, value is null ? "there is no such member" : "there is such a member already"),
            };
            if (!changes.TryAdd(key, change))
            {
                throw place.DoesNotFit(entry, "an entry before changes the same member");
            }

            if (value is null)
            {
                added.Add(new JsonMember(key, change!));
            }
        }

        var patched = new List<JsonMember>(members.Count + added.Count);
        foreach (JsonMember member in members.Members)
        {
            if (!changes.TryGetValue(member.Key, out JsonValue? change))
            {
                patched.Add(member);
            }
            else if (change is not null)
            {
                patched.Add(member with { Value = change });
            }
        }

        return JsonObject.From([.. patched, .. added]);
    }

    private static JsonArray PatchList(JsonArray items, Diff diff, PatchPlace place)
    {
        var patched = new List<JsonValue>(items.Count);
        var order = new EntryOrder(items.Count, "items", place);
        int next = 0;
        foreach (DiffEntry entry in diff)
        {
            int end = order.Enter(entry);
            for (; next < entry.Key.Index; next++)
            {
                patched.Add(items[next]);
            }

            switch (entry.Op)
            {
                case DiffOp.AddRange:
                    patched.AddRange(entry.Value as JsonArray ?? throw place.DoesNotFit(entry, "what a list gets is a list"));
                    break;
                case DiffOp.Add or DiffOp.Replace:
                    patched.Add(entry.Value!);
                    break;
                case DiffOp.Patch:
                    patched.Add(Patch(items[entry.Key.Index], entry.Inner!, place.Item(entry.Key.Index)));
                    break;
            }

            next = Math.Max(next, end);
        }

        for (; next < items.Count; next++)
        {
            patched.Add(items[next]);
        }

        return JsonArray.From(patched);
    }
}
