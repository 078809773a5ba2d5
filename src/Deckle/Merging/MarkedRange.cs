using Deckle.Text;

namespace Deckle.Merging;

/// <summary>A conflict in a list of cells or outputs: the indexes of its markers.</summary>
/// <param name="Ancestor">Null where what was there before is not shown.</param>
internal sealed record MarkedRange(int Start, int? Ancestor, int Middle, int End, string LocalLabel, string RemoteLabel)
{
    public ItemRange Local => ItemRange.Between(Start + 1, Ancestor ?? Middle);

    public ItemRange Base => Ancestor is { } at ? ItemRange.Between(at + 1, Middle) : new ItemRange(Middle, 0);

    public ItemRange Remote => ItemRange.Between(Middle + 1, End);

    /// <summary>The complete conflicts among markers, in order.</summary>
    /// <param name="markers">The marker that an item is; null for others.</param>
    public static IReadOnlyList<MarkedRange> Find(IReadOnlyList<TextConflictLine?> markers)
    {
        var found = new List<MarkedRange>();
        MarkedRange? open = null;
        int size = 0;
        for (int at = 0; at < markers.Count; at++)
        {
            switch (markers[at])
            {
                case { Mark: '<' } start:
                    open = new MarkedRange(at, null, -1, -1, start.Label, "");
                    size = start.Size;
                    break;
                case { Mark: '|' } ancestor when open is { Middle: < 0 } && ancestor.Size == size:
                    open = open with { Ancestor = at };
                    break;
                case { Mark: '=' } middle when open is { Middle: < 0 } && middle.Size == size:
                    open = open with { Middle = at };
                    break;
                case { Mark: '>' } end when open is { Middle: >= 0 } && end.Size == size:
                    found.Add(open with { End = at, RemoteLabel = end.Label });
                    open = null;
                    break;
            }
        }

        return found;
    }
}
