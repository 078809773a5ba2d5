namespace Deckle.Diffing;

/// <summary>
/// Finds cells that were cut in pieces: a run of cells whose lines, one after the other and blank ones aside, are those of one cell before.
/// Joins are the same, seen from the other side.
/// </summary>
internal sealed class SplitFinder
{
    private const int MostStarts = 4;

    private readonly ComparedCell[] wholes;
    private readonly ComparedCell[] parts;
    private readonly Pairing pairing;
    private readonly Dictionary<int, List<int>> starts = [];

    private SplitFinder(ComparedCell[] wholes, ComparedCell[] parts, Pairing pairing)
    {
        this.wholes = wholes;
        this.parts = parts;
        this.pairing = pairing;
    }

    /// <summary>Finds splits and pairs each cut cell with one of its pieces.</summary>
    /// <returns>For each other piece the cell that it was part of.</returns>
    public static Dictionary<int, int> Find(ComparedCell[] wholes, ComparedCell[] parts, Pairing pairing)
    {
        var finder = new SplitFinder(wholes, parts, pairing);
        return finder.Find();
    }

    private Dictionary<int, int> Find()
    {
        var pieces = new Dictionary<int, int>();
        if (!Enumerable.Range(0, parts.Length).Any(part => pairing.BeforeOf(part) < 0))
        {
            return pieces;
        }

        // Where a piece may begin: a new cell, or what a changed cell is now.
        for (int part = 0; part < parts.Length; part++)
        {
            int whole = pairing.BeforeOf(part);
            if (whole < 0 || wholes[whole].Key != parts[part].Key)
            {
                AddStart(part);
            }
        }

        for (int whole = 0; whole < wholes.Length; whole++)
        {
            int match = pairing.AfterOf(whole);
            if ((match < 0 || wholes[whole].Key != parts[match].Key) && wholes[whole].Lines.Count > 1)
            {
                Cut(whole, match, pieces);
            }
        }

        return pieces;
    }

    private void AddStart(int part)
    {
        SourceLines lines = parts[part].Lines;
        if (lines.Count == 0)
        {
            return;
        }

        if (!starts.TryGetValue(lines.Start, out List<int>? places))
        {
            starts.Add(lines.Start, places = []);
        }

        places.Add(part);
    }

    private void Cut(int whole, int match, Dictionary<int, int> pieces)
    {
        if (!starts.TryGetValue(wholes[whole].Lines.Start, out List<int>? places))
        {
            return;
        }

        foreach (int start in places.Where(start => IsFree(start, whole)).Take(MostStarts))
        {
            int end = End(whole, start);
            if (end - start < 2 || (match >= 0 ? match < start || match >= end : !StandsBetween(whole, start, end)))
            {
                continue;
            }

            int main = match >= 0 ? match : Enumerable.Range(start, end - start).MaxBy(part => parts[part].Source.Length);
            pairing.Pair(whole, main);
            foreach (int part in Enumerable.Range(start, end - start).Where(part => part != main))
            {
                pieces.Add(part, whole);
            }

            return;
        }

        bool IsFree(int part, int of) => (pairing.BeforeOf(part) < 0 || pairing.BeforeOf(part) == of) && !pieces.ContainsKey(part);
    }

    // The end of the run of pieces that make up the whole cell; the start where they do not.
    private int End(int whole, int start)
    {
        SourceLines lines = wholes[whole].Lines;
        int place = 0;
        int part = start;
        while (place < lines.Count && part < parts.Length && (pairing.BeforeOf(part) < 0 || pairing.BeforeOf(part) == whole)
            && parts[part].Kind == wholes[whole].Kind && parts[part].Lines.Count > 0 && lines.HasAt(place, parts[part].Lines))
        {
            place += parts[part++].Lines.Count;
        }

        return place == lines.Count ? part : start;
    }

    // Whether a cell without a partner stands where its pieces do, seen from the pairs around them.
    private bool StandsBetween(int whole, int start, int end)
    {
        int previous = start - 1;
        while (previous >= 0 && pairing.BeforeOf(previous) < 0)
        {
            previous--;
        }

        int next = end;
        while (next < parts.Length && pairing.BeforeOf(next) < 0)
        {
            next++;
        }

        return (previous < 0 || pairing.BeforeOf(previous) < whole) && (next == parts.Length || pairing.BeforeOf(next) > whole);
    }
}
