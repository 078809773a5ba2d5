using Deckle.Json;

namespace Deckle.Merging;

/// <summary>Merges the cells of three notebooks: which of them stay, in what order, and what they hold.</summary>
internal sealed class CellSequenceMerge(IReadOnlyList<Cell> ancestor, IReadOnlyList<Cell> local, IReadOnlyList<Cell> remote, MergeOptions options)
{
    private const string Source = "source";

    private readonly CellMerge merge = new(options, new ConflictMarkers(options));

    public List<MergedPiece> Merge()
    {
        (IReadOnlyList<CellLineage> cells, IReadOnlySet<CellLineage> contradicted) = CellOrder.Of(CellLineages.Find(ancestor, local, remote, options.Strategy != MergeStrategy.Union));
        if (contradicted.Count > 0 && options.Strategy is MergeStrategy.UseBase or MergeStrategy.UseLocal or MergeStrategy.UseRemote)
        {
            (cells, contradicted) = CellOrder.Of([.. cells.Select(cell => contradicted.Contains(cell) ? Placed(cell) : cell)]);
        }

        Dictionary<CellLineage, MergedText> cut = Cut(cells);
        var pieces = new List<MergedPiece>();
        foreach (CellLineage cell in cells)
        {
            if ((cut.TryGetValue(cell, out MergedText? text) ? Part(cell, text) : Piece(cell)) is { } piece)
            {
                pieces.Add(contradicted.Contains(cell) ? piece with { Conflicts = [.. piece.Conflicts, Order(cell)] } : piece);
            }
        }

        return pieces;
    }

    /// <summary>The sources of cells that one side cut in pieces and the other changed.</summary>
    private Dictionary<CellLineage, MergedText> Cut(IReadOnlyList<CellLineage> cells)
    {
        var texts = new Dictionary<CellLineage, MergedText>();
        foreach (IGrouping<int, CellLineage> group in cells.Where(cell => cell.SplitOf is not null).GroupBy(cell => cell.SplitOf!.Value))
        {
            CellLineage? whole = cells.FirstOrDefault(cell => cell.Base == group.Key);
            bool isLocal = group.First().Local is not null;
            if (whole is not { Base: { } old, Local: { } mine, Remote: { } yours } || group.Any(cell => cell.Local is not null != isLocal))
            {
                continue;
            }

            string other = isLocal ? remote[yours].Source : local[mine].Source;
            if (other != ancestor[old].Source)
            {
                CellLineage[] parts = [.. group.Append(whole).OrderBy(cell => isLocal ? cell.Local : cell.Remote)];
                var split = new SplitMerge(new ConflictMarkers(options), options.InputStrategy ?? options.Strategy);
                IReadOnlyList<MergedText> sources = split.Merge(
                    ancestor[old].Source, [.. parts.Select(cell => isLocal ? local[cell.Local!.Value].Source : remote[cell.Remote!.Value].Source)], other, isLocal);
                parts.Zip(sources).ToList().ForEach(pair => texts[pair.First] = pair.Second);
            }
        }

        return texts;
    }

    private MergedPiece? Part(CellLineage cell, MergedText text)
    {
        (JsonObject? old, JsonObject? mine, JsonObject? yours) = (At(ancestor, cell.Base), At(local, cell.Local), At(remote, cell.Remote));

        // The rest of the cell merges as ever, as if nobody had changed its source.
        MergedPiece? piece = old is null || mine is null || yours is null
            ? Piece(cell)
            : Merged(old.With(Source, JsonString.Empty), mine.With(Source, JsonString.Empty), yours.With(Source, JsonString.Empty), new MergedCell(cell.Base, cell.Local, cell.Remote));
        PartConflict[] conflicts = text.HasConflict ? [new PartConflict(ConflictPart.Source, JsonPath.Root.Key(Source), old?[Source], mine?[Source], yours?[Source])] : [];
        return piece is null ? null : piece with { Cell = piece.Cell.With(Source, text.Text), Conflicts = [.. conflicts, .. piece.Conflicts] };
    }

    private MergedPiece Merged(JsonObject? old, JsonObject mine, JsonObject yours, MergedCell origin)
    {
        (JsonObject merged, IReadOnlyList<PartConflict> conflicts) = merge.Merge(old, mine, yours);
        return new MergedPiece(merged, origin, conflicts);
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
                return Merged(old, mine, yours, origin);
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
