using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>Compares objects member by member.</summary>
internal static class MemberDiffer
{
    /// <param name="inside">How a member's value becomes the other, which differs; null where it is replaced as a whole.</param>
    public static Diff Compare(JsonObject before, JsonObject after, Func<string, JsonValue, JsonValue, Diff?> inside)
    {
        var entries = new List<DiffEntry>();
        foreach (string key in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(CodePointOrder.Instance))
        {
            switch (before[key], after[key])
            {
                case (null, { } added):
                    entries.Add(DiffEntry.Add(key, added));
                    break;
                case ({ }, null):
                    entries.Add(DiffEntry.Remove(key));
                    break;
                case ({ } from, { } to) when from != to:
                    entries.Add(inside(key, from, to) is { } inner ? DiffEntry.Patch(key, inner) : DiffEntry.Replace(key, to));
                    break;
            }
        }

        return new Diff(entries);
    }
}
