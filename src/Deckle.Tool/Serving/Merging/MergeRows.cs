using Deckle.Diffing;
using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tool.Serving.Merging;

/// <summary>Lays a merge out in rows: the cells of the result in order, and between them those that go.</summary>
internal sealed class MergeRows
{
    private readonly MergeInput input;
    private readonly List<MergeRow> rows = [];

    private MergeRows(MergeInput input) => this.input = input;

    /// <summary>The cells.</summary>
    public IReadOnlyList<MergeRow> Rows => rows;

    /// <summary>Conflicts of the notebook beside its cells.</summary>
    public IReadOnlyList<MergeConflict> Conflicts { get; private set; } = [];

    /// <summary>The cells that show <see cref="Conflicts"/>.</summary>
    public IReadOnlyList<Cell> Markers { get; private set; } = [];

    /// <summary>The merged notebook without markers. Its cells are those of the rows.</summary>
    public Notebook Merged { get; private set; } = new(JsonObject.Empty);

    public static MergeRows Of(MergeInput input)
    {
        var rows = new MergeRows(input);
        rows.Fill();
        return rows;
    }

    private void Fill()
    {
        MergeResult marked = NotebookMerger.Merge(input.Base, input.Local, input.Remote, input.Options);
        MergeResult local = Without(MergeStrategy.UseLocal);
        MergeResult remote = Without(MergeStrategy.UseRemote);
        Merged = local.Notebook;

        // A cell that one side removed is in the result of the other alone.
        Dictionary<MergedCell, Cell> clean = Cells(remote).Concat(Cells(local)).GroupBy(cell => cell.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        ILookup<int, MergeConflict> conflicts = marked.Conflicts.ToLookup(conflict => conflict.Cell);
        var pending = new List<(Cell Cell, int Index)>();
        for (int i = 0; i < marked.Cells.Count; i++)
        {
            MergedCell from = marked.Cells[i];
            Cell cell = marked.Notebook.Cells[i];
            if (from is { Base: null, Local: null, Remote: null })
            {
                if (IsOfNotebook(cell))
                {
                    Markers = [.. Markers, cell];
                    Conflicts = [.. Conflicts, .. conflicts[i]];
                }
                else
                {
                    pending.Add((cell, i));
                }

                continue;
            }

            rows.Add(Row(from) with
            {
                Merged = clean.GetValueOrDefault(from) ?? Plain(from) ?? cell,
                Marked = cell,
                Markers = [.. pending.Select(marker => marker.Cell)],
                Conflicts = [.. pending.SelectMany(marker => conflicts[marker.Index]), .. conflicts[i]],
            });
            pending.Clear();
        }

        AddRemoved(marked.Cells);
    }

    private MergeResult Without(MergeStrategy markers) => NotebookMerger.Merge(input.Base, input.Local, input.Remote, input.Options with
    {
        Strategy = Decided(input.Options.Strategy, markers),
        InputStrategy = Decided(input.Options.InputStrategy ?? input.Options.Strategy, markers),
        OutputStrategy = Decided(input.Options.OutputStrategy ?? input.Options.Strategy, markers),
        MetadataStrategy = Decided(input.Options.MetadataStrategy ?? input.Options.Strategy, markers),
    });

    private static MergeStrategy Decided(MergeStrategy strategy, MergeStrategy markers) => strategy is MergeStrategy.Inline or MergeStrategy.Union ? markers : strategy;

    private static IEnumerable<KeyValuePair<MergedCell, Cell>> Cells(MergeResult result) =>
        result.Cells.Select((from, index) => KeyValuePair.Create(from, result.Notebook.Cells[index]));

    private static bool IsOfNotebook(Cell marker) =>
        marker.Metadata.Get<JsonObject>(ConflictRecord.Deckle)?.GetText(ConflictRecord.MarkerFor) == ConflictRecord.Notebook;

    private MergeRow Row(MergedCell from)
    {
        Cell any = Plain(from)!;
        return new MergeRow(At(input.Base, from.Base), At(input.Local, from.Local), At(input.Remote, from.Remote)) { From = from, Merged = any, Marked = any };
    }

    private Cell? Plain(MergedCell from) => At(input.Local, from.Local) ?? At(input.Remote, from.Remote) ?? At(input.Base, from.Base);

    private static Cell? At(Notebook? notebook, int? index) => index is { } at ? notebook?.Cells[at] : null;

    /// <summary>Adds the cells of the ancestor that no merged cell comes from, each behind the one it followed.</summary>
    private void AddRemoved(IReadOnlyList<MergedCell> merged)
    {
        if (input.Base is not { } ancestor)
        {
            return;
        }

        HashSet<int> kept = [.. merged.Select(cell => cell.Base).OfType<int>()];
        Dictionary<int, int> local = Pairs(ancestor, input.Local, merged.Select(cell => cell.Local));
        Dictionary<int, int> remote = Pairs(ancestor, input.Remote, merged.Select(cell => cell.Remote));
        int place = 0;
        for (int at = 0; at < ancestor.Cells.Count; at++)
        {
            if (kept.Contains(at))
            {
                place = rows.FindIndex(row => ReferenceEquals(row.Base, ancestor.Cells[at])) + 1;
                continue;
            }

            var from = new MergedCell(at, local.TryGetValue(at, out int inLocal) ? inLocal : null, remote.TryGetValue(at, out int inRemote) ? inRemote : null);
            rows.Insert(place++, Row(from) with { IsRemoved = true });
        }
    }

    // The cells of a side that the merge left out, by those of the ancestor they come from.
    private static Dictionary<int, int> Pairs(Notebook ancestor, Notebook side, IEnumerable<int?> merged)
    {
        HashSet<int> kept = [.. merged.OfType<int>()];
        CellAlignment alignment = CellAligner.Align(ancestor.Cells, side.Cells);
        return alignment.Matches.Concat(alignment.Moves).Where(pair => !kept.Contains(pair.After)).ToDictionary(pair => pair.Before, pair => pair.After);
    }
}
