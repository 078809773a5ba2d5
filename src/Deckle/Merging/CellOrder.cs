namespace Deckle.Merging;

/// <summary>
/// The order of the merged cells: that of the base, with what a side added or moved between its neighbours on that side. Cells that a
/// side removed keep their place until the end, so that what the other side put beside them has one.
/// </summary>
internal sealed class CellOrder
{
    private readonly IReadOnlyList<CellLineage> cells;
    private readonly List<int>[] followers;
    private readonly List<int>[] softFollowers;
    private readonly int[] waitsFor;
    private readonly int[] waitsSoftlyFor;

    private CellOrder(IReadOnlyList<CellLineage> cells)
    {
        this.cells = cells;
        followers = [.. cells.Select(_ => new List<int>())];
        softFollowers = [.. cells.Select(_ => new List<int>())];
        waitsFor = new int[cells.Count];
        waitsSoftlyFor = new int[cells.Count];
    }

    /// <summary>The cells in order, and those that both sides moved to places that cannot both be had; they stand where local has them.</summary>
    public static (IReadOnlyList<CellLineage> Cells, IReadOnlySet<CellLineage> Contradicted) Of(IReadOnlyList<CellLineage> cells)
    {
        var order = new CellOrder(cells);
        order.Chain([.. order.Indexes(cell => cell.Base).Where(at => !IsMoved(cells[at]))]);
        order.ChainSide(cell => cell.Local, cell => cell.Remote, cell => cell.IsMovedRemotely && !cell.IsMovedLocally, cell => cell.IsMovedRemotely);
        order.ChainSide(cell => cell.Remote, cell => cell.Local, cell => cell.IsMovedLocally, cell => cell.IsMovedLocally);
        List<int> sorted = order.Sort();
        return ([.. sorted.Select(at => cells[at])], order.Contradicted(sorted));
    }

    private static bool IsMoved(CellLineage cell) => cell.IsMovedLocally || cell.IsMovedRemotely;

    private int[] Indexes(Func<CellLineage, int?> place) =>
        [.. Enumerable.Range(0, cells.Count).Where(at => place(cells[at]) is not null).OrderBy(at => place(cells[at])!.Value)];

    private void Chain(int[] order)
    {
        for (int at = 1; at < order.Length; at++)
        {
            Follow(order[at - 1], order[at]);
        }
    }

    private void Follow(int first, int second)
    {
        followers[first].Add(second);
        waitsFor[second]++;
    }

    private void FollowSoftly(int first, int second)
    {
        softFollowers[first].Add(second);
        waitsSoftlyFor[second]++;
    }

    /// <param name="isForeign">Whether the place of a cell is the other side's to say.</param>
    /// <param name="isCarried">Whether the other side moved it.</param>
    private void ChainSide(Func<CellLineage, int?> place, Func<CellLineage, int?> otherPlace, Func<CellLineage, bool> isForeign, Func<CellLineage, bool> isCarried)
    {
        int[] order = Indexes(place);
        int last = -1;
        int end = 0;
        for (int at = 0; at < order.Length; at++)
        {
            // What was put between two cells that the other side moved away goes with them.
            bool isFirst = end <= at;
            end = Math.Max(end, at);
            while (end < order.Length && cells[order[end]].Base is null && otherPlace(cells[order[end]]) is null)
            {
                end++;
            }

            if (isFirst && end > at && at > 0 && end < order.Length && isCarried(cells[order[at - 1]]) && isCarried(cells[order[end]]))
            {
                Chain(order[(at - 1)..(end + 1)]);
                at = end - 1;
                continue;
            }

            if (isForeign(cells[order[at]]))
            {
                Accompany(order, at, cell => cell.Base is null && otherPlace(cell) is null);
                continue;
            }

            if (last >= 0)
            {
                Follow(last, order[at]);
            }

            last = order[at];
        }

        Precede(order, place);
    }

    // Where both sides moved a cell its place is the other side's to say; what this side added beside it stays there where it can.
    private void Accompany(int[] order, int at, Func<CellLineage, bool> isAdded)
    {
        if (cells[order[at]] is not { IsMovedLocally: true, IsMovedRemotely: true })
        {
            return;
        }

        if (at > 0 && isAdded(cells[order[at - 1]]))
        {
            FollowSoftly(order[at - 1], order[at]);
        }

        if (at + 1 < order.Length && isAdded(cells[order[at + 1]]))
        {
            FollowSoftly(order[at], order[at + 1]);
        }
    }

    // What a side put where it removed cells stands before them, as in nbdime's diffs.
    private void Precede(int[] order, Func<CellLineage, int?> place)
    {
        int[] removed = [.. Indexes(cell => cell.Base).Where(at => place(cells[at]) is null && !IsMoved(cells[at]))];
        int kept = -1;
        int next = 0;
        foreach (int at in order)
        {
            if (cells[at].Base is { } known)
            {
                kept = IsMoved(cells[at]) ? kept : known;
                continue;
            }

            while (next < removed.Length && cells[removed[next]].Base < kept)
            {
                next++;
            }

            if (next < removed.Length)
            {
                FollowSoftly(at, removed[next]);
            }
        }
    }

    private List<int> Sort()
    {
        var sorted = new List<int>(cells.Count);
        var free = new SortedSet<(int Class, int Place, int Cell)>();
        var waiting = new SortedSet<(int Class, int Place, int Cell)>();
        var rest = new SortedSet<(int Class, int Place, int Cell)>(Enumerable.Range(0, cells.Count).Select(Rank));
        foreach ((int, int, int Cell) rank in rest)
        {
            if (waitsFor[rank.Cell] == 0)
            {
                (waitsSoftlyFor[rank.Cell] == 0 ? free : waiting).Add(rank);
            }
        }

        while (rest.Count > 0)
        {
            // Where wishes or the sides' orders go in a circle, the first of those that wait goes on.
            (int Class, int Place, int Cell) rank = free.Count > 0 ? free.Min : waiting.Count > 0 ? waiting.Min : rest.Min;
            free.Remove(rank);
            waiting.Remove(rank);
            rest.Remove(rank);
            sorted.Add(rank.Cell);
            foreach (int follower in followers[rank.Cell])
            {
                waitsFor[follower]--;
                Release(follower);
            }

            foreach (int follower in softFollowers[rank.Cell])
            {
                waitsSoftlyFor[follower]--;
                Release(follower);
            }
        }

        return sorted;

        void Release(int cell)
        {
            (int, int, int) rank = Rank(cell);
            if (waitsFor[cell] <= 0 && rest.Contains(rank))
            {
                waiting.Remove(rank);
                (waitsSoftlyFor[cell] <= 0 ? free : waiting).Add(rank);
            }
        }
    }

    // Cells of the base first, then local's, then remote's: each only where nothing else says which comes first.
    private (int Class, int Place, int Cell) Rank(int at) => cells[at] switch
    {
        { Base: { } place } cell when !IsMoved(cell) => (0, place, at),
        { Local: { } place } => (1, place, at),
        { Remote: { } place } => (2, place, at),
        _ => (0, cells[at].Base ?? 0, at),
    };

    private HashSet<CellLineage> Contradicted(List<int> sorted)
    {
        var contradicted = new HashSet<CellLineage>();
        if (!cells.Any(cell => cell is { IsMovedLocally: true, IsMovedRemotely: true, Base: not null }))
        {
            return contradicted;
        }

        int[] places = new int[cells.Count];
        for (int at = 0; at < sorted.Count; at++)
        {
            places[sorted[at]] = at;
        }

        int[] remote = Indexes(cell => cell.Remote);
        for (int at = 0; at < remote.Length; at++)
        {
            if (cells[remote[at]] is not { IsMovedLocally: true, IsMovedRemotely: true, Base: not null } cell)
            {
                continue;
            }

            int before = Array.FindLastIndex(remote, Math.Max(0, at - 1), Math.Max(0, at), other => !IsMoved(cells[other]));
            int after = Array.FindIndex(remote, at + 1, other => !IsMoved(cells[other]));
            if ((before >= 0 && places[remote[before]] > places[remote[at]]) || (after >= 0 && places[remote[after]] < places[remote[at]]))
            {
                contradicted.Add(cell);
            }
        }

        return contradicted;
    }
}
