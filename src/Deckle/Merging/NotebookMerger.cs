using Deckle.Json;

namespace Deckle.Merging;

/// <summary>Merges the changes of two sides.</summary>
public static class NotebookMerger
{
    private const string Cells = "cells";
    private const string Minor = "nbformat_minor";
    private static readonly NotebookFormat FirstWithIds = new(4, 5);

    /// <param name="ancestor">The notebook before both changes, of nbformat 4 with joined texts (<see cref="Editing.JoinedNotebook"/>); null where there was none.</param>
    /// <param name="local">The local side, likewise.</param>
    /// <param name="remote">The remote side, likewise.</param>
    public static MergeResult Merge(Notebook? ancestor, Notebook local, Notebook remote, MergeOptions options)
    {
        var markers = new ConflictMarkers(options);
        var conflicts = new List<PartConflict>();
        bool hasCells = HasCells(local) && HasCells(remote);
        JsonObject members = Members(ancestor?.Json ?? JsonObject.Empty, local.Json, remote.Json, hasCells, options, markers, conflicts);
        if (!hasCells)
        {
            // As the empty object: its members are merged, and that is all there is.
            return new MergeResult(new Notebook(members), [.. conflicts.Select(conflict => Told(conflict, 0))], []);
        }

        IReadOnlyList<Cell> old = ancestor is not null && HasCells(ancestor) ? CellsOf(ancestor) : [];
        IReadOnlyList<Cell> mine = CellsOf(local);
        List<MergedPiece> pieces = new CellSequenceMerge(old, mine, CellsOf(remote), options).Merge();
        if (new Notebook(members).Format < FirstWithIds && (local.Format >= FirstWithIds || remote.Format >= FirstWithIds))
        {
            pieces = [.. pieces.Select(piece => piece with { Cell = piece.Cell.Without("id") })];
        }

        return Assemble(members, pieces, conflicts, mine, options, markers);
    }

    private static bool HasCells(Notebook notebook) => notebook.Json[Cells] is JsonArray cells && cells.All(cell => cell is JsonObject);

    private static Cell[] CellsOf(Notebook notebook) => [.. notebook.Json.Get<JsonArray>(Cells)!.Cast<JsonObject>().Select(cell => new Cell(cell))];

    private static JsonObject Members(
        JsonObject ancestor, JsonObject local, JsonObject remote, bool hasCells, MergeOptions options, ConflictMarkers markers, List<PartConflict> conflicts)
    {
        JsonObject merged = local;
        MergeStrategy strategy = options.MetadataStrategy ?? options.Strategy;
        strategy = strategy is MergeStrategy.Remove or MergeStrategy.ClearAll ? MergeStrategy.Inline : strategy;
        foreach (string key in local.Keys.Union(remote.Keys).ToList().Where(key => key != Cells || !hasCells))
        {
            (JsonValue? old, JsonValue? left, JsonValue? right) = (ancestor[key], local[key], remote[key]);
            ConflictPart part = key == "metadata" ? ConflictPart.Metadata : ConflictPart.Notebook;
            var merge = new ValueMerge(part, strategy, markers, path => options.IgnoresTransients && Transients.HasNotebook(path));
            JsonValue? value = key == Minor && left is JsonNumber mine && right is JsonNumber yours && old != left && old != right
                ? mine.ToDouble() >= yours.ToDouble() ? mine : yours
                : merge.Merge(old, left, right, JsonPath.Root.Key(key));
            conflicts.AddRange(merge.Conflicts);
            merged = value is null ? merged.Without(key) : merged.With(key, (JsonValue)LocalSharing.Share(value, left));
        }

        return merged;
    }

    private static MergeResult Assemble(
        JsonObject members, List<MergedPiece> pieces, List<PartConflict> aboutNotebook, IReadOnlyList<Cell> local, MergeOptions options, ConflictMarkers markers)
    {
        var cells = new List<JsonObject>();
        var origins = new List<MergedCell>();
        var conflicts = new List<MergeConflict>();
        var markedAt = new List<(int Marker, int? Target)>();
        void Mark(PartConflict conflict, int? target)
        {
            MergeConflict told = Told(conflict, cells.Count);
            conflicts.Add(told);
            markedAt.Add((cells.Count, target));
            cells.Add(ConflictRecord.AddTo(MarkerCell.Of(conflict, markers), [ConflictRecord.Of(told, options)]));
            origins.Add(new MergedCell(null, null, null));
        }

        foreach (PartConflict conflict in aboutNotebook)
        {
            Mark(conflict, null);
        }

        foreach (MergedPiece piece in pieces)
        {
            List<PartConflict> outside = [.. piece.Conflicts.Where(conflict => !conflict.IsShownInside)];
            int place = cells.Count + outside.Count;
            outside.ForEach(conflict => Mark(conflict, place));
            MergeConflict[] inside = [.. piece.Conflicts.Where(conflict => conflict.IsShownInside).Select(conflict => Told(conflict, place))];
            conflicts.AddRange(inside);
            JsonObject cell = inside.Length == 0 ? piece.Cell : ConflictRecord.AddTo(piece.Cell, inside.Select(conflict => ConflictRecord.Of(conflict, options)));
            cells.Add((JsonObject)LocalSharing.Share(cell, piece.Origin.Local is { } at ? local[at].Json : null));
            origins.Add(piece.Origin);
        }

        Notebook merged = NotebookUpgrader.RepairIds(new Notebook(members.With(Cells, JsonArray.From(cells))));
        foreach ((int marker, int? target) in markedAt)
        {
            JsonValue name = target is not { } at ? ConflictRecord.Notebook : CellsOf(merged)[at].Id is { } id ? id : at;
            merged = merged.WithCell(marker, new Cell(MarkerCell.For(CellsOf(merged)[marker].Json, name)));
        }

        return new MergeResult(merged, conflicts, origins);
    }

    private static MergeConflict Told(PartConflict conflict, int cell) =>
        new(conflict.Part, cell, conflict.Path.ToPointer(), conflict.Base, conflict.Local, conflict.Remote);
}
