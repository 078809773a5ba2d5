namespace Deckle.Text;

/// <summary>
/// Takes apart a file in which git's merge of text, or another tool's, left conflicts: <c>&lt;&lt;&lt;&lt;&lt;&lt;&lt;</c>, perhaps
/// <c>|||||||</c>, <c>=======</c>, <c>&gt;&gt;&gt;&gt;&gt;&gt;&gt;</c> at the start of lines.
/// </summary>
public static class TextConflictSplitter
{
    /// <summary>The conflicts in order. Markers that do not belong together, and longer ones inside a conflict, are none.</summary>
    /// <param name="utf8">The file.</param>
    public static IReadOnlyList<TextConflict> Find(ReadOnlySpan<byte> utf8)
    {
        var found = new List<TextConflict>();
        var lines = new LineIndex(utf8);
        TextConflict? open = null;
        int size = 0;
        foreach ((int number, TextConflictLine marker) in Markers(utf8, lines))
        {
            switch (marker.Mark)
            {
                case '<' when open is null || (open.Middle == 0 && marker.Size == size):
                    open = new TextConflict(number, null, 0, 0) { LocalLabel = marker.Label };
                    size = marker.Size;
                    break;
                case '|' when open is { Middle: 0, Ancestor: null } && marker.Size == size:
                    open = open with { Ancestor = number, BaseLabel = marker.Label };
                    break;
                case '=' when open is { Middle: 0 } && marker.Size == size:
                    open = open with { Middle = number };
                    break;
                case '>' when open is { Middle: > 0 } && marker.Size == size:
                    found.Add(open with { End = number, RemoteLabel = marker.Label });
                    open = null;
                    break;
            }
        }

        return found;
    }

    /// <summary>The lines of markers that belong to no conflict, from 1: what is left where somebody removed a part of one.</summary>
    public static IReadOnlyList<int> FindStray(ReadOnlySpan<byte> utf8)
    {
        IReadOnlyList<TextConflict> conflicts = Find(utf8);
        int at = 0;
        var stray = new List<int>();
        foreach ((int number, TextConflictLine marker) in Markers(utf8, new LineIndex(utf8)))
        {
            while (at < conflicts.Count && conflicts[at].End < number)
            {
                at++;
            }

            if (at == conflicts.Count || number < conflicts[at].Start)
            {
                stray.Add(number);
            }
        }

        return stray;
    }

    /// <summary>The versions of a file between whose markers two sides stand; null where it has none.</summary>
    internal static SplitText? Split(ReadOnlySpan<byte> utf8)
    {
        IReadOnlyList<TextConflict> conflicts = Find(utf8);
        if (conflicts.Count == 0)
        {
            return null;
        }

        var lines = new LineIndex(utf8);
        bool hasBase = conflicts.All(conflict => conflict.Ancestor is not null);
        var local = new SplitSide();
        var ancestor = new SplitSide();
        var remote = new SplitSide();
        int next = 1;
        foreach (TextConflict conflict in conflicts)
        {
            foreach (SplitSide side in (SplitSide[])[local, ancestor, remote])
            {
                side.Add(utf8, lines, next, conflict.Start);
            }

            local.Add(utf8, lines, conflict.Start + 1, conflict.Ancestor ?? conflict.Middle);
            ancestor.Add(utf8, lines, (conflict.Ancestor ?? conflict.Middle) + 1, hasBase ? conflict.Middle : 0);
            remote.Add(utf8, lines, conflict.Middle + 1, conflict.End);
            next = conflict.End + 1;
        }

        foreach (SplitSide side in (SplitSide[])[local, ancestor, remote])
        {
            side.Add(utf8, lines, next, lines.Count + 1);
        }

        return new SplitText(conflicts, local, hasBase ? ancestor : null, remote);
    }

    /// <summary>The file without the lines of markers that belong to no conflict.</summary>
    internal static SplitSide WithoutStray(ReadOnlySpan<byte> utf8)
    {
        var lines = new LineIndex(utf8);
        var rest = new SplitSide();
        int next = 1;
        foreach (int line in FindStray(utf8))
        {
            rest.Add(utf8, lines, next, line);
            next = line + 1;
        }

        rest.Add(utf8, lines, next, lines.Count + 1);
        return rest;
    }

    private static List<(int Line, TextConflictLine Marker)> Markers(ReadOnlySpan<byte> utf8, LineIndex lines)
    {
        var markers = new List<(int, TextConflictLine)>();
        for (int number = 1; number <= lines.Count; number++)
        {
            int end = number == lines.Count ? utf8.Length : lines.Start(number + 1);
            if (TextConflictLine.Read(utf8[lines.Start(number)..end].TrimEnd("\r\n"u8)) is { } marker)
            {
                markers.Add((number, marker));
            }
        }

        return markers;
    }
}
