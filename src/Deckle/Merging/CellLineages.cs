using Deckle.Diffing;
using Deckle.Text;

namespace Deckle.Merging;

/// <summary>Finds out which cells of three notebooks are the same cell.</summary>
internal static class CellLineages
{
    /// <summary>Every cell of the three notebooks once: those of the base in order, then those that a side added.</summary>
    /// <param name="joinsAlike">Whether cells that both sides added and that are alike count as one.</param>
    public static List<CellLineage> Find(IReadOnlyList<Cell> ancestor, IReadOnlyList<Cell> local, IReadOnlyList<Cell> remote, bool joinsAlike)
    {
        CellAlignment ours = CellAligner.Align(ancestor, local);
        CellAlignment theirs = CellAligner.Align(ancestor, remote);
        Dictionary<int, int> inLocal = ours.Matches.Concat(ours.Moves).ToDictionary(pair => pair.Before, pair => pair.After);
        Dictionary<int, int> inRemote = theirs.Matches.Concat(theirs.Moves).ToDictionary(pair => pair.Before, pair => pair.After);
        HashSet<int> movedByUs = [.. ours.Moves.Select(move => move.Before)];
        HashSet<int> movedByThem = [.. theirs.Moves.Select(move => move.Before)];
        var lineages = new List<CellLineage>();
        for (int at = 0; at < ancestor.Count; at++)
        {
            lineages.Add(new CellLineage(at, At(inLocal, at), At(inRemote, at)) { IsMovedLocally = movedByUs.Contains(at), IsMovedRemotely = movedByThem.Contains(at) });
        }

        List<CellLineage> fixedCells = [.. lineages.Where(cell => cell is { Local: not null, Remote: not null, IsMovedLocally: false, IsMovedRemotely: false })];
        List<List<int>> left = Regions(local.Count, inLocal.Values, [.. fixedCells.Select(cell => cell.Local!.Value)]);
        List<List<int>> right = Regions(remote.Count, inRemote.Values, [.. fixedCells.Select(cell => cell.Remote!.Value)]);
        foreach ((List<int> mine, List<int> yours) in left.Zip(right))
        {
            lineages.AddRange(AddedByBoth(local, mine, remote, yours, joinsAlike));
        }

        return [.. SameElsewhere(lineages, local, remote).Select(cell => cell switch
        {
            { Base: null, Local: { } at, Remote: null } when ours.Splits.TryGetValue(at, out int whole) => cell with { SplitOf = whole },
            { Base: null, Local: null, Remote: { } at } when theirs.Splits.TryGetValue(at, out int whole) => cell with { SplitOf = whole },
            _ => cell,
        })];
    }

    private static int? At(Dictionary<int, int> places, int key) => places.TryGetValue(key, out int place) ? place : null;

    /// <summary>The added cells before, between and behind cells that all three notebooks have.</summary>
    private static List<List<int>> Regions(int count, IEnumerable<int> known, List<int> borders)
    {
        var regions = new List<List<int>> { new() };
        HashSet<int> matched = [.. known];
        int next = 0;
        for (int at = 0; at < count; at++)
        {
            if (next < borders.Count && borders[next] == at)
            {
                regions.Add([]);
                next++;
            }
            else if (!matched.Contains(at))
            {
                regions[^1].Add(at);
            }
        }

        return regions;
    }

    // First equal cells, whatever their ids; between them those that are alike; the rest are cells of one side.
    private static IEnumerable<CellLineage> AddedByBoth(IReadOnlyList<Cell> local, List<int> mine, IReadOnlyList<Cell> remote, List<int> yours, bool joinsAlike)
    {
        if (mine.Count == 0 || yours.Count == 0)
        {
            return [.. mine.Select(at => new CellLineage(null, at, null)), .. yours.Select(at => new CellLineage(null, null, at))];
        }

        var cells = new List<CellLineage>();
        var (left, right) = (0, 0);
        foreach (EditRun run in SequenceDiff.Compute([.. mine.Select(at => Key(local[at]))], [.. yours.Select(at => Key(remote[at]))]).Where(run => run.Kind == EditKind.Keep))
        {
            cells.AddRange(Alike(local, mine[left..run.Before], remote, yours[right..run.After], joinsAlike));
            cells.AddRange(Enumerable.Range(0, run.Length).Select(at => new CellLineage(null, mine[run.Before + at], yours[run.After + at])));
            (left, right) = (run.Before + run.Length, run.After + run.Length);
        }

        cells.AddRange(Alike(local, mine[left..], remote, yours[right..], joinsAlike));
        return cells;
    }

    private static IEnumerable<CellLineage> Alike(IReadOnlyList<Cell> local, List<int> mine, IReadOnlyList<Cell> remote, List<int> yours, bool joins)
    {
        IReadOnlyList<(int Before, int After)> matches = !joins || mine.Count == 0 || yours.Count == 0
            ? []
            : CellAligner.Align([.. mine.Select(at => local[at])], [.. yours.Select(at => remote[at])]).Matches;
        HashSet<int> left = [.. matches.Select(match => match.Before)];
        HashSet<int> right = [.. matches.Select(match => match.After)];
        return
        [
            .. matches.Select(match => new CellLineage(null, mine[match.Before], yours[match.After])),
            .. mine.Where((_, at) => !left.Contains(at)).Select(at => new CellLineage(null, at, null)),
            .. yours.Where((_, at) => !right.Contains(at)).Select(at => new CellLineage(null, null, at)),
        ];
    }

    // One cell that both sides added at different places, as a cherry-picked one that was moved: its id and source tell. Local's place counts.
    private static List<CellLineage> SameElsewhere(List<CellLineage> lineages, IReadOnlyList<Cell> local, IReadOnlyList<Cell> remote)
    {
        var theirs = new Dictionary<(string, CellKind, string), CellLineage>();
        foreach (CellLineage cell in lineages.Where(cell => cell is { Base: null, Local: null }))
        {
            if (remote[cell.Remote!.Value] is { Id: { } id } added)
            {
                theirs.TryAdd((id, added.Kind, added.Source), cell);
            }
        }

        if (theirs.Count == 0)
        {
            return lineages;
        }

        var joined = new HashSet<CellLineage>();
        var all = new List<CellLineage>();
        foreach (CellLineage cell in lineages)
        {
            bool isSame = cell is { Base: null, Remote: null, Local: { } at } && local[at] is { Id: { } id } added
                && theirs.TryGetValue((id, added.Kind, added.Source), out CellLineage? other) && joined.Add(other);
            all.Add(isSame ? cell with { Remote = theirs[(local[cell.Local!.Value].Id!, local[cell.Local!.Value].Kind, local[cell.Local!.Value].Source)].Remote, IsMovedLocally = true } : cell);
        }

        return [.. all.Where(cell => !joined.Contains(cell))];
    }

    private static (CellKind, string) Key(Cell cell) => (cell.Kind, cell.Source);
}
