using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tool.Reviewing;

/// <summary>Two outputs that stand opposite each other.</summary>
/// <param name="Before">Null for a new output.</param>
/// <param name="After">Null for one that is gone.</param>
/// <param name="IsChanged">Whether they differ in what was compared.</param>
internal sealed record OutputPair(Output? Before, Output? After, bool IsChanged)
{
    /// <summary>The outputs of a changed cell as its diff pairs them.</summary>
    /// <param name="cell">The cell's diff; without an entry for outputs, they are not asked after.</param>
    public static IReadOnlyList<OutputPair> Of(Cell before, Cell after, Diff cell)
    {
        Output[] from = [.. before.Outputs];
        Output[] to = [.. after.Outputs];
        DiffEntry? entry = cell.FirstOrDefault(entry => entry.Key.Name == "outputs");
        if (entry is { Op: not DiffOp.Patch })
        {
            return Replaced(from, to);
        }

        var pairs = new List<OutputPair>();
        var removed = new List<Output>();
        var added = new List<Output>();
        int old = 0;
        int young = 0;

        void Stay(bool isChanged)
        {
            pairs.AddRange(Replaced(removed, added));
            removed.Clear();
            added.Clear();
            if (old < from.Length && young < to.Length)
            {
                pairs.Add(new OutputPair(from[old], to[young], isChanged && Bare(from[old]) != Bare(to[young])));
            }

            old++;
            young++;
        }

        foreach (DiffEntry change in entry?.Inner ?? Diff.Empty)
        {
            while (old < change.Key.Index)
            {
                Stay(isChanged: false);
            }

            switch (change.Op)
            {
                case DiffOp.AddRange:
                    int count = ((JsonArray)change.Value!).Count;
                    added.AddRange(to.Skip(young).Take(count));
                    young += count;
                    break;
                case DiffOp.RemoveRange:
                    removed.AddRange(from.Skip(old).Take(change.Length));
                    old += change.Length;
                    break;
                default:
                    Stay(isChanged: true);
                    break;
            }
        }

        while (old < from.Length || young < to.Length)
        {
            Stay(isChanged: false);
        }

        return [.. pairs, .. Replaced(removed, added)];
    }

    // What came in one place for what went: opposite each other where they are of a kind, in order.
    private static List<OutputPair> Replaced(IReadOnlyList<Output> removed, IReadOnlyList<Output> added)
    {
        var pairs = new List<OutputPair>();
        int next = 0;
        foreach (Output before in removed)
        {
            int at = next;
            while (at < added.Count && !IsLike(before, added[at]))
            {
                at++;
            }

            if (at == added.Count)
            {
                pairs.Add(new OutputPair(before, null, true));
                continue;
            }

            pairs.AddRange(added.Skip(next).Take(at - next).Select(output => new OutputPair(null, output, true)));
            pairs.Add(new OutputPair(before, added[at], true));
            next = at + 1;
        }

        pairs.AddRange(added.Skip(next).Select(output => new OutputPair(null, output, true)));
        return pairs;
    }

    private static bool IsLike(Output one, Output other) =>
        IsData(one) ? IsData(other) && one.Data.MediaTypes.Intersect(other.Data.MediaTypes, StringComparer.Ordinal).Any()
        : one.Kind == other.Kind && one.StreamName == other.StreamName;

    /// <summary>An output without its execution count, which is its cell's and shown there.</summary>
    public static JsonObject Bare(Output output) => output.Json.Without("execution_count");

    private static bool IsData(Output output) => output.Kind is OutputKind.DisplayData or OutputKind.ExecuteResult;
}
