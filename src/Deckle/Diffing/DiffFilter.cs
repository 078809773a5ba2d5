using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>Leaves changes out of a comparison that nobody wants to see.</summary>
public static class DiffFilter
{
    /// <summary>
    /// The comparison without what is left out. Its notebook after is as if those changes had not been made; cells that are added,
    /// removed and moved stay so.
    /// </summary>
    public static NotebookDiff Apply(NotebookDiff diff, DiffFilterOptions options)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(options);
        var paths = new PathFilter(options);
        var noise = new NoiseFilter(options.IgnoredNoise);
        JsonValue[] after = [.. diff.After.Cells.Select(cell => cell.Json)];
        var cells = new List<CellChange>(diff.Cells.Count);
        foreach (CellChange change in diff.Cells)
        {
            if (change.Diff.IsEmpty || change is not { Before: { } from, After: { } to })
            {
                cells.Add(change);
                continue;
            }

            JsonObject before = diff.Before.Cells[from].Json;
            Diff kept = paths.OnCell(change.Diff);
            kept = options.IgnoredNoise == DiffNoise.None ? kept : noise.OnCell(before, kept);
            if (kept != change.Diff)
            {
                after[to] = DiffPatcher.Patch(before, kept);
            }

            cells.Add(change with { Diff = kept, Kind = change.Kind == CellChangeKind.Modified && kept.IsEmpty ? CellChangeKind.Unchanged : change.Kind });
        }

        Diff members = paths.OnNotebook(diff.Members);
        members = options.IgnoredNoise == DiffNoise.None ? members : noise.OnNotebook(diff.Before.Json.Without("cells"), members);
        JsonObject root = members.Equals(diff.Members) ? diff.After.Json : (JsonObject)DiffPatcher.Patch(diff.Before.Json, members);
        return diff with { Cells = cells, Members = members, After = new Notebook(root.With("cells", JsonArray.From(after))) };
    }
}
