using Deckle.Json;

namespace Deckle.Merging;

/// <summary>Merges the cells of three notebooks: which of them stay, in what order, and what they hold.</summary>
internal sealed class CellSequenceMerge(IReadOnlyList<Cell> ancestor, IReadOnlyList<Cell> local, IReadOnlyList<Cell> remote, MergeOptions options)
{
    private readonly CellMerge merge = new(options, new ConflictMarkers(options));

    public List<MergedPiece> Merge()
    {
        (IReadOnlyList<CellLineage> cells, IReadOnlySet<CellLineage> contradicted) = CellOrder.Of(CellLineages.Find(ancestor, local, remote));
        if (contradicted.Count > 0 && options.Strategy is MergeStrategy.UseBase or MergeStrategy.UseLocal or MergeStrategy.UseRemote)
        {
            (cells, contradicted) = CellOrder.Of([.. cells.Select(cell => contradicted.Contains(cell) ? Placed(cell) : cell)]);
        }

        var pieces = new List<MergedPiece>();
        foreach (CellLineage cell in cells)
        {
            if (Piece(cell) is { } piece)
            {
                pieces.Add(contradicted.Contains(cell) ? piece with { Conflicts = [.. piece.Conflicts, Order(cell)] } : piece);
            }
        }

        return pieces;
    }

    private CellLineage Placed(CellLineage cell) => cell with
    {
        IsMovedLocally = options.Strategy == MergeStrategy.UseLocal,
        IsMovedRemotely = options.Strategy == MergeStrategy.UseRemote,
    };

    private MergedPiece? Piece(CellLineage cell)
    {
        var origin = new MergedCell(cell.Base, cell.Local, cell.Remote);
        JsonObject? old = At(ancestor, cell.Base);
        switch (At(local, cell.Local), At(remote, cell.Remote))
        {
            case ({ } mine, { } yours):
                (JsonObject merged, IReadOnlyList<PartConflict> conflicts) = merge.Merge(old, mine, yours);
                return new MergedPiece(merged, origin, conflicts);
            case ({ } mine, null):
                return old is null ? new MergedPiece(mine, origin, []) : Removed(old, mine, null, origin);
            case (null, { } yours):
                return old is null ? new MergedPiece(yours, origin, []) : Removed(old, null, yours, origin);
            default:
                return null;
        }
    }

    private MergedPiece? Removed(JsonObject old, JsonObject? mine, JsonObject? yours, MergedCell origin)
    {
        if (merge.IsUntouched(old, (mine ?? yours)!))
        {
            return null;
        }

        switch (options.Strategy)
        {
            case MergeStrategy.UseBase:
                return new MergedPiece(old, origin, []);
            case MergeStrategy.UseLocal:
                return mine is null ? null : new MergedPiece(mine, origin, []);
            case MergeStrategy.UseRemote:
                return yours is null ? null : new MergedPiece(yours, origin, []);
            default:
                (JsonObject cell, PartConflict conflict) = merge.Removed(old, mine, yours);
                return new MergedPiece(cell, origin, [conflict]);
        }
    }

    private PartConflict Order(CellLineage cell) =>
        new(ConflictPart.Order, JsonPath.Root, Place(ancestor, cell.Base!.Value), Place(local, cell.Local!.Value), Place(remote, cell.Remote!.Value));

    // Where the cell stands on one side: its index, and the cell before it.
    private static JsonObject Place(IReadOnlyList<Cell> cells, int at)
    {
        JsonObject place = JsonObject.Of(("index", at));
        return at > 0 && cells[at - 1].Id is { } id ? place.With("after", id) : place;
    }

    private static JsonObject? At(IReadOnlyList<Cell> cells, int? at) => at is { } index ? cells[index].Json : null;
}
