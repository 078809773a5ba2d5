#:project ../src/Deckle
// How well and how fast notebooks are aligned, over folders of pairs (a.ipynb before, b.ipynb after):
//
//     dotnet run -c Release bench/alignment.cs -- PAIRS [--list]
//
// It checks that the diff makes the second of the first, and counts what a reader would call wrong: cells that were deleted and inserted
// though equal or much alike, cells that were paired though they share little, and outputs of paired cells that were deleted and inserted.

using System.Diagnostics;
using System.Text.RegularExpressions;
using Deckle;
using Deckle.Diffing;
using Deckle.Editing;

bool list = args.Contains("--list");
var quality = new Quality();
var times = new List<(double Milliseconds, string Name)>();
int broken = 0;
foreach (string folder in Directory.EnumerateDirectories(args[0]).Order(StringComparer.Ordinal))
{
    string name = Path.GetFileName(folder);
    byte[] before = File.ReadAllBytes(Path.Combine(folder, "a.ipynb"));
    byte[] after = File.ReadAllBytes(Path.Combine(folder, "b.ipynb"));
    long start = Stopwatch.GetTimestamp();
    NotebookDiff diff;
    try
    {
        diff = NotebookDiffer.Compare(JoinedNotebook.Of(NotebookReader.Read(before)).Notebook, JoinedNotebook.Of(NotebookReader.Read(after)).Notebook);
    }
    catch (DeckleException exception)
    {
        Console.WriteLine($"{name}: {exception.Message}");
        continue;
    }

    Diff operations = diff.ToDiff();
    times.Add((Stopwatch.GetElapsedTime(start).TotalMilliseconds, name));
    if (DiffPatcher.Patch(diff.Before.Json, operations) != diff.After.Json)
    {
        broken++;
        Console.WriteLine($"{name}: the diff does not make the notebook after");
    }

    string found = quality.Add(diff);
    if (list && found.Length > 0)
    {
        Console.WriteLine($"{name}: {found}");
    }
}

times.Sort();
Console.WriteLine($"{times.Count} pairs, {broken} broken; ms: median {times[times.Count / 2].Milliseconds:F1}, p90 {times[times.Count * 9 / 10].Milliseconds:F1}, p99 {times[times.Count * 99 / 100].Milliseconds:F1}, max {times[^1].Milliseconds:F1} ({times[^1].Name})");
Console.WriteLine(quality);

internal sealed partial class Quality
{
    private readonly Dictionary<string, (int Cells, int Pairs)> counts = [];

    public string Add(NotebookDiff diff)
    {
        var removed = diff.Cells.Where(cell => cell.Kind == CellChangeKind.Removed).Select(cell => diff.Before.Cells[cell.Before!.Value]).ToList();
        var added = diff.Cells.Where(cell => cell.Kind == CellChangeKind.Added).Select(cell => diff.After.Cells[cell.After!.Value]).ToList();
        var paired = diff.Cells.Where(cell => cell.Kind is CellChangeKind.Modified or CellChangeKind.MovedHere).ToList();
        var found = new List<string>();
        Count(found, "equal but deleted and inserted", Missed(removed, added, (from, to) => from.Source == to.Source && from.Source.Trim().Length > 0));
        Count(found, "alike (0.6) but deleted and inserted", Missed(removed, added, (from, to) => from.Source.Trim().Length > 0 && Similarity(from, to) >= 0.6));
        Count(found, "paired with less than 0.35", paired.Count(cell => Similarity(diff.Before.Cells[cell.Before!.Value], diff.After.Cells[cell.After!.Value]) < 0.35));
        Count(found, "outputs deleted and inserted in a paired cell", paired.Count(HasSwappedOutput));
        Count(null, "paired", diff.Cells.Count(cell => cell is { Before: not null, After: not null } && cell.Kind is CellChangeKind.Unchanged or CellChangeKind.Modified));
        Count(null, "moved", diff.Cells.Count(cell => cell.Kind == CellChangeKind.MovedHere));
        Count(null, "split off", diff.Cells.Count(cell => cell.Kind == CellChangeKind.SplitOff));
        Count(null, "joined", diff.Cells.Count(cell => cell.Kind == CellChangeKind.JoinedInto));
        Count(null, "added", added.Count);
        Count(null, "removed", removed.Count);
        return string.Join(", ", found);
    }

    public override string ToString() => string.Join("\n", counts.Select(count => $"{count.Value.Cells,7} cells in {count.Value.Pairs,4} pairs: {count.Key}"));

    private void Count(List<string>? found, string what, int cells)
    {
        (int all, int pairs) = counts.GetValueOrDefault(what);
        counts[what] = (all + cells, pairs + (cells > 0 ? 1 : 0));
        if (cells > 0)
        {
            found?.Add($"{cells} {what}");
        }
    }

    private static int Missed(List<Cell> removed, List<Cell> added, Func<Cell, Cell, bool> isSame)
    {
        var left = new List<Cell>(added);
        return removed.Count(from => left.FindIndex(to => from.Kind == to.Kind && isSame(from, to)) is var at and >= 0 && Take(left, at));
    }

    private static bool Take(List<Cell> cells, int at)
    {
        cells.RemoveAt(at);
        return true;
    }

    private static bool HasSwappedOutput(CellChange cell) => cell.Diff.FirstOrDefault(entry => entry.Key.Name == "outputs")?.Inner is { } outputs
        && outputs.GroupBy(entry => entry.Key.Index).Any(entries => entries.Any(entry => entry.Op == DiffOp.AddRange) && entries.Any(entry => entry.Op == DiffOp.RemoveRange));

    private static double Similarity(Cell before, Cell after)
    {
        Dictionary<string, int> from = Bag(before.Source);
        Dictionary<string, int> to = Bag(after.Source);
        int all = from.Values.Sum() + to.Values.Sum();
        return all == 0 ? 1 : 2.0 * from.Sum(token => Math.Min(token.Value, to.GetValueOrDefault(token.Key))) / all;
    }

    private static Dictionary<string, int> Bag(string source) =>
        Token().Matches(source).GroupBy(match => match.Value).ToDictionary(group => group.Key, group => group.Count());

    [GeneratedRegex(@"\w+|[^\w\s]")]
    private static partial Regex Token();
}
