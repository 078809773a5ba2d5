using Deckle.Diffing;
using Deckle.Json;
using Deckle.Text;

namespace Deckle.Tool.Diffing;

/// <summary>Two texts by lines, as they are shown.</summary>
/// <param name="Before">Lines with their ends.</param>
/// <param name="After">The same.</param>
/// <param name="Runs">They cover both; what is removed stands before what is added in its place.</param>
internal sealed record LineDiff(IReadOnlyList<string> Before, IReadOnlyList<string> After, IReadOnlyList<EditRun> Runs)
{
    public int RemovedCount => Runs.Where(run => run.Kind == EditKind.Remove).Sum(run => run.Length);

    public int AddedCount => Runs.Where(run => run.Kind == EditKind.Add).Sum(run => run.Length);

    public static LineDiff Between(string before, string after) => Between(PythonLines.Split(before), PythonLines.Split(after));

    public static LineDiff Between(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        new LineDiff(before, after, SequenceDiff.Compute(before, after)).WithoutLastLineEnd();

    /// <summary>Lines as git counts them in files, which end at line feeds alone; a missing last one is a difference.</summary>
    public static LineDiff BetweenFiles(string before, string after)
    {
        (string[] left, string[] right) = (Lines(before), Lines(after));
        return new LineDiff(left, right, SequenceDiff.Compute(left, right));
    }

    /// <summary>What a diff of a text says.</summary>
    public static LineDiff Of(JsonString text, Diff diff)
    {
        string patched = ((JsonString)DiffPatcher.Patch(text, diff)).Text;
        if (diff.Any(entry => entry.Op == DiffOp.Patch))
        {
            return Between(text.Text, patched);
        }

        IReadOnlyList<string> before = PythonLines.Split(text.Text);
        IReadOnlyList<string> after = PythonLines.Split(patched);
        var removed = new bool[before.Count];
        foreach (DiffEntry entry in diff.Where(entry => entry.Op == DiffOp.RemoveRange))
        {
            removed.AsSpan(entry.Key.Index, entry.Length).Fill(true);
        }

        // What is added before the line of each index; where it makes other lines than were given, the diff is not one of lines.
        var added = new int[before.Count + 1];
        foreach (DiffEntry entry in diff.Where(entry => entry.Op == DiffOp.AddRange))
        {
            added[entry.Key.Index] += entry.Value is JsonArray lines ? lines.Count : PythonLines.Split(((JsonString)entry.Value!).Text).Count;
        }

        return before.Count - removed.Count(gone => gone) + added.Sum() == after.Count
            ? new LineDiff(before, after, Covering(removed, added)).WithoutLastLineEnd()
            : Between(before, after);
    }

    private static string[] Lines(string text)
    {
        string[] parts = text.Split('\n');
        return [.. parts.Select((part, at) => at < parts.Length - 1 ? $"{part}\n" : part).Where(line => line.Length > 0)];
    }

    private static List<EditRun> Covering(bool[] removed, int[] added)
    {
        var runs = new List<EditRun>();
        int after = 0;
        for (int at = 0; at < added.Length;)
        {
            int start = at;
            int count = added[at];
            while (at < removed.Length && removed[at])
            {
                count += added[++at];
            }

            Add(runs, EditKind.Remove, start, after, at - start);
            Add(runs, EditKind.Add, at, after, count);
            after += count;
            start = at;
            while (at < removed.Length && !removed[at] && (at == start || added[at] == 0))
            {
                at++;
            }

            Add(runs, EditKind.Keep, start, after, at - start);
            after += at - start;
            if (at == removed.Length && (at == start || added[at] == 0))
            {
                break;
            }
        }

        return runs;
    }

    private static void Add(List<EditRun> runs, EditKind kind, int before, int after, int length)
    {
        if (length > 0)
        {
            runs.Add(new EditRun(kind, before, after, length));
        }
    }

    // The last line of a cell has no end until another one follows it; that line has not changed for anyone who reads.
    private LineDiff WithoutLastLineEnd()
    {
        if (Before.Count == 0 || After.Count == 0 || Before[^1].EndsWith('\n') == After[^1].EndsWith('\n'))
        {
            return this;
        }

        int remove = Runs.ToList().FindLastIndex(run => run.Kind == EditKind.Remove && run.Before + run.Length == Before.Count);
        if (remove < 0 || remove + 1 >= Runs.Count || Runs[remove + 1] is not { Kind: EditKind.Add } add || add.After + add.Length != After.Count)
        {
            return this;
        }

        EditRun gone = Runs[remove];
        bool isLastBefore = !Before[^1].EndsWith('\n');
        string last = isLastBefore ? Before[^1] : After[^1];
        int twin = isLastBefore
            ? Enumerable.Range(add.After, add.Length).FirstOrDefault(at => After[at] == $"{last}\n", -1)
            : Enumerable.Range(gone.Before, gone.Length).FirstOrDefault(at => Before[at] == $"{last}\n", -1);

        // With nothing else to show, the line end itself is the change.
        if (twin < 0 || (gone.Length == 1 && add.Length == 1))
        {
            return this;
        }

        (int before, int after) = isLastBefore ? (Before.Count - 1, twin) : (twin, After.Count - 1);
        var runs = new List<EditRun>(Runs.Take(remove));
        Add(runs, EditKind.Remove, gone.Before, gone.After, before - gone.Before);
        Add(runs, EditKind.Add, before, add.After, after - add.After);
        Add(runs, EditKind.Keep, before, after, 1);
        Add(runs, EditKind.Remove, before + 1, after + 1, Before.Count - before - 1);
        Add(runs, EditKind.Add, Before.Count, after + 1, After.Count - after - 1);
        return this with { Runs = runs };
    }
}
