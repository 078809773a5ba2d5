using CsCheck;
using Deckle.Diffing;
using Deckle.Editing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

/// <summary>What holds for any two notebooks.</summary>
public class CompareLawTests
{
    private static readonly string[] Sources =
    [
        "", "x", "df.head()", "plt.show()", "import os\nimport sys", "import os\n\nvalue = 1", "value = 1", "# Title",
        "The quick brown fox jumps over the lazy dog.\nNobody knows why.", "The quick brown fox jumps over the lazy cat.\nNobody knows why.",
        "for i in range(10):\n    print(i, i * i)\n    total += i\n\nprint(total)",
    ];

    private static readonly Gen<Cell> Cells = Gen.Select(Gen.Int[0, Sources.Length - 1], Gen.Int[0, 30], Gen.Int[0, 3], Gen.Int[0, 2]).Select((source, id, outputs, kind) =>
        kind == 0 ? Cell.Markdown($"id{id}", Sources[source]) : Cell.Code($"id{id}", Sources[source]).With("outputs", Outputs(outputs)));

    private static readonly Gen<Notebook> Before = Cells.Array[0, 12].Select(cells => Notebooks.Of(cells));

    // What people and tools do to a notebook: where, and what.
    private static readonly Gen<(int Edit, int At, Cell Other)[]> Edits = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 100], Cells).Array[0, 6];

    [Fact]
    public void The_diff_of_every_two_notebooks_of_a_project_makes_one_of_the_other()
    {
        Notebook[] notebooks = [.. Read(Cases.Notebooks().Where(path => path.StartsWith("peers/nbdime", StringComparison.Ordinal)))];

        foreach (Notebook before in notebooks)
        {
            foreach (Notebook after in notebooks)
            {
                AssertHolds(before, after);
            }
        }

        Assert.InRange(notebooks.Length, 80, int.MaxValue);
    }

    [Fact]
    public void The_diff_of_telling_pairs_makes_one_of_the_other()
    {
        int count = 0;
        foreach (IGrouping<string, string> folder in Cases.Notebooks().Where(path => path.StartsWith("pairs/", StringComparison.Ordinal)).GroupBy(Group))
        {
            Notebook[] notebooks = [.. Read(folder)];
            foreach (Notebook before in notebooks)
            {
                foreach (Notebook after in notebooks)
                {
                    AssertHolds(before, after);
                    count++;
                }
            }
        }

        Assert.InRange(count, 200, int.MaxValue);
    }

    [Fact]
    public void A_diff_of_an_edited_notebook_makes_the_edited_notebook() => Gen.Select(Before, Edits).Sample((before, edits) =>
    {
        Notebook after = Notebooks.Of([.. edits.Aggregate(before.Cells.ToList(), Apply)]);

        AssertHolds(before, after);
        AssertHolds(after, before);
    });

    [Fact]
    public void Broken_notebooks_have_diffs_too()
    {
        var random = new Random(11);
        Notebook[] seeds = [.. Read(Cases.Notebooks().Where(path => path.StartsWith("peers/nbdime", StringComparison.Ordinal))).Where(notebook => notebook.Cells.Count is > 0 and < 20)];

        for (int i = 0; i < 1500; i++)
        {
            Notebook seed = seeds[random.Next(seeds.Length)];
            Cell[] broken = [.. seed.Cells.Select(cell => Mutation.Any(cell.Json, random) is JsonObject changed ? new Cell(changed) : cell)];
            AssertHolds(seed, seed.WithCells(broken));
            AssertHolds(seed.WithCells(broken), seed);
        }
    }

    private static void AssertHolds(Notebook before, Notebook after)
    {
        NotebookDiff diff = NotebookDiffer.Compare(before, after);
        Diff operations = diff.ToDiff();

        Assert.Equal(after.Json, DiffPatcher.Patch(before.Json, operations));
        Assert.Equal(before == after, diff.IsEmpty);
        Assert.Equal(before == after, operations.IsEmpty);
        AssertEachCellOnce(diff);
    }

    private static void AssertEachCellOnce(NotebookDiff diff)
    {
        IEnumerable<int> olds = diff.Cells.Where(cell => cell.Kind is not (CellChangeKind.Added or CellChangeKind.MovedHere or CellChangeKind.SplitOff)).Select(cell => cell.Before!.Value);
        IEnumerable<int> youngs = diff.Cells.Where(cell => cell.Kind is not (CellChangeKind.Removed or CellChangeKind.MovedAway or CellChangeKind.JoinedInto)).Select(cell => cell.After!.Value);

        Assert.Equal(Enumerable.Range(0, diff.Before.Cells.Count), olds);
        Assert.Equal(Enumerable.Range(0, diff.After.Cells.Count), youngs);
        foreach (CellChange split in diff.Cells.Where(cell => cell.Kind == CellChangeKind.SplitOff))
        {
            Assert.Contains(diff.Cells, cell => cell.Before == split.Before && cell.Kind is CellChangeKind.Modified);
        }
    }

    private static List<Cell> Apply(List<Cell> cells, (int Edit, int At, Cell Other) edit)
    {
        if (cells.Count == 0)
        {
            return [edit.Other];
        }

        List<Cell> changed = [.. cells];
        int at = edit.At % cells.Count;
        Cell cell = cells[at];
        switch (edit.Edit)
        {
            case 0:
                changed.Insert(at, edit.Other);
                break;
            case 1:
                changed.RemoveAt(at);
                break;
            case 2:
                changed.RemoveAt(at);
                changed.Insert(edit.At * 7 % cells.Count, cell);
                break;
            case 3:
                changed[at] = cell.With("source", cell.Source + "\n" + edit.Other.Source);
                break;
            case 4:
                string[] lines = cell.Source.Split('\n');
                changed[at] = cell.With("source", string.Join('\n', lines[..(lines.Length / 2)]));
                changed.Insert(at + 1, edit.Other.With("source", string.Join('\n', lines[(lines.Length / 2)..])));
                break;
            case 5:
                changed.Insert(at, cell);
                break;
            case 6:
                Cell other = cells[edit.At * 5 % cells.Count];
                changed[at] = cell.With("id", other.Json["id"]!);
                changed[cells.IndexOf(other)] = other.With("id", cell.Json["id"]!);
                break;
            case 7:
                return [.. cells.Select((each, index) => each.With("id", $"new{edit.At}-{index}"))];
            case 8:
                changed[at] = cell.With("outputs", Outputs(edit.At)).With("execution_count", edit.At);
                break;
            default:
                changed[at] = new Cell(edit.Other.Json).With("source", cell.Json["source"]!);
                break;
        }

        return changed;
    }

    private static JsonArray Outputs(int seed)
    {
        JsonValue stream = JsonObject.Of(("name", seed % 2 == 0 ? "stdout" : "stderr"), ("output_type", "stream"), ("text", $"line\n{seed}\n"));
        JsonValue result = JsonObject.Of(
            ("data", JsonObject.Of(("text/plain", $"[{seed % 5}]"), ("image/png", $"AAAA{seed}"))), ("execution_count", seed), ("metadata", JsonObject.Empty), ("output_type", "execute_result"));
        return (seed % 4) switch { 0 => [], 1 => [stream], 2 => [result], _ => [stream, result, stream] };
    }

    private static IEnumerable<Notebook> Read(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            Notebook? notebook = null;
            try
            {
                notebook = JoinedNotebook.Of(NotebookReader.Read(Cases.Bytes(path))).Notebook;
                _ = notebook.Cells;
            }
            catch (DeckleException)
            {
                continue;
            }

            yield return notebook;
        }
    }

    // A folder of pairs, or one name in a folder of many: "pairs/12-synthetic-merge/ids".
    private static string Group(string path) => path.StartsWith("pairs/1", StringComparison.Ordinal) && path.Contains("synthetic", StringComparison.Ordinal) ? path[..path.IndexOf('.', StringComparison.Ordinal)] : Path.GetDirectoryName(path)!;
}
