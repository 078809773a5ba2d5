using Deckle.Diffing;

namespace Deckle.Merging;

/// <summary>Entries of the diffs of both sides and of their merge that touch each other, and nothing else.</summary>
internal sealed record DiffRegion(Diff Local, Diff Remote, Diff Merged)
{
    /// <summary>All entries of three diffs of one value, in order.</summary>
    public static IEnumerable<DiffRegion> Of(Diff local, Diff remote, Diff merged)
    {
        Piece[] pieces = [.. Pieces(local, 0), .. Pieces(remote, 1), .. Pieces(merged, 2)];
        return pieces.Any(piece => piece.Name is not null) ? OfMembers(pieces) : OfItems(pieces);
    }

    private static IEnumerable<DiffRegion> OfMembers(Piece[] pieces) => pieces.GroupBy(piece => piece.Name).Select(Join);

    private static IEnumerable<DiffRegion> OfItems(Piece[] pieces)
    {
        var open = new List<Piece>();
        int end = -1;
        foreach (Piece piece in pieces.OrderBy(piece => piece.Start))
        {
            if (piece.Start > end && open.Count > 0)
            {
                yield return Join(open);
                open.Clear();
            }

            open.Add(piece);
            end = Math.Max(end, piece.End);
        }

        if (open.Count > 0)
        {
            yield return Join(open);
        }
    }

    private static DiffRegion Join(IEnumerable<Piece> pieces)
    {
        Diff Side(int side) => new(pieces.Where(piece => piece.Side == side).SelectMany(piece => piece.Entries));
        return new DiffRegion(Side(0), Side(1), Side(2));
    }

    // An addition before item 3 takes the place 6, item 3 itself the place 7: what is added beside a changed item touches it only
    // where one diff replaces items.
    private static IEnumerable<Piece> Pieces(Diff diff, int side)
    {
        for (int i = 0; i < diff.Count; i++)
        {
            DiffEntry entry = diff[i];
            if (entry.Key.Name is { } name)
            {
                yield return new Piece(side, name, 0, 0, [entry]);
                continue;
            }

            int point = 2 * entry.Key.Index;
            if (entry.Op == DiffOp.AddRange && i + 1 < diff.Count && diff[i + 1] is { Op: DiffOp.RemoveRange } removed && removed.Key == entry.Key)
            {
                yield return new Piece(side, null, point, point + (2 * removed.Length) - 1, [entry, removed]);
                i++;
            }
            else
            {
                yield return entry.Op switch
                {
                    DiffOp.AddRange => new Piece(side, null, point, point, [entry]),
                    DiffOp.RemoveRange => new Piece(side, null, point + 1, point + (2 * entry.Length) - 1, [entry]),
                    _ => new Piece(side, null, point + 1, point + 1, [entry]),
                };
            }
        }
    }

    private sealed record Piece(int Side, string? Name, int Start, int End, DiffEntry[] Entries);
}
