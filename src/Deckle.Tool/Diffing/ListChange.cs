using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tool.Diffing;

/// <summary>What happened at one place of a list: an item changed inside, or some went and others came in their place.</summary>
/// <param name="Index">In the list before.</param>
/// <param name="Inner">How the item changed; null where items went or came.</param>
/// <param name="Removed">How many went.</param>
/// <param name="Added">What came.</param>
internal sealed record ListChange(int Index, Diff? Inner, int Removed, JsonArray Added)
{
    /// <summary>What a diff of a list says, in order.</summary>
    public static IEnumerable<ListChange> In(Diff diff)
    {
        for (int at = 0; at < diff.Count; at++)
        {
            DiffEntry entry = diff[at];
            if (entry.Op == DiffOp.Patch)
            {
                yield return new ListChange(entry.Key.Index, entry.Inner, 0, JsonArray.Empty);
                continue;
            }

            // What is added where something goes takes its place.
            DiffEntry? next = at + 1 < diff.Count && diff[at + 1].Key == entry.Key && diff[at + 1].Op != DiffOp.Patch && diff[at + 1].Op != entry.Op ? diff[++at] : null;
            DiffEntry? adds = entry.Op == DiffOp.AddRange ? entry : next;
            DiffEntry? removes = entry.Op == DiffOp.RemoveRange ? entry : next;
            yield return new ListChange(entry.Key.Index, null, removes?.Length ?? 0, adds?.Value as JsonArray ?? JsonArray.Empty);
        }
    }
}
