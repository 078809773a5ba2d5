using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Merging;

/// <summary>Where in the notebook that both sides come from a merge left something to people.</summary>
internal sealed class ConflictPlaces
{
    private readonly List<JsonPath> known = [];

    private ConflictPlaces()
    {
    }

    public static ConflictPlaces Of(MergeResult result)
    {
        var places = new ConflictPlaces();
        foreach (MergeConflict conflict in result.Conflicts)
        {
            if (HolderOf(result, conflict.Cell) is { } holder)
            {
                // The member is enough: what is inside may have other indexes on both sides.
                string member = conflict.Path.Split('/') is [_, var first, ..] ? first : "";
                bool isWhole = member.Length == 0 || conflict.Part is ConflictPart.Cell or ConflictPart.Order;
                places.known.Add(isWhole ? holder : holder.Key(member));
            }
        }

        return places;
    }

    /// <summary>Whether changes are about what is left to people.</summary>
    /// <param name="path">The value that the region's diffs are of.</param>
    public bool Touch(JsonPath path, DiffRegion region) =>
        region.Merged.Any(AddsRecord) || region.Local.Concat(region.Remote).Any(entry => known.Exists(place => Touches(path, entry, place)));

    /// <summary>The cell of the ancestor that a conflict is about; the root for one about the notebook; null for a cell that the sides added.</summary>
    private static JsonPath? HolderOf(MergeResult result, int shownBy)
    {
        if (shownBy >= result.Cells.Count || result.Notebook.Cells[shownBy].Metadata.Get<JsonObject>("deckle")?.GetText("marker_for") == "notebook")
        {
            return JsonPath.Root;
        }

        // A marker cell comes from nowhere and stands before the cell it is about.
        int at = shownBy;
        while (at < result.Cells.Count - 1 && result.Cells[at] is { Base: null, Local: null, Remote: null })
        {
            at++;
        }

        return result.Cells[at].Base is { } index ? JsonPath.Root.Key("cells").Item(index) : null;
    }

    private static bool AddsRecord(DiffEntry entry) =>
        entry is { Op: DiffOp.AddRange, Value: JsonArray items } && items.Any(item => (item as JsonObject)?.Get<JsonObject>("metadata")?.Get<JsonObject>("deckle")?.Has("conflicts") == true);

    private static bool Touches(JsonPath path, DiffEntry entry, JsonPath place)
    {
        (IReadOnlyList<JsonPath> way, IReadOnlyList<JsonPath> steps) = (path.Steps(), place.Steps());
        int common = Math.Min(way.Count, steps.Count);
        if (common > 0 && !way[common - 1].Equals(steps[common - 1]))
        {
            return false;
        }

        return steps.Count <= way.Count || (steps[way.Count] is { LastKey: var key, LastIndex: var index } && key == entry.Key.Name && entry.Op switch
        {
            DiffOp.AddRange => false,
            DiffOp.RemoveRange => index >= entry.Key.Index && index < entry.Key.Index + entry.Length,
            _ => index == entry.Key.Index,
        });
    }
}
