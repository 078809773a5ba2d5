using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

public class DiffedNotebookTests
{
    [Fact]
    public void A_diff_of_six_operations_makes_the_comparison_it_was_made_from() => NotebookPairs.ForAll((name, before, after) =>
    {
        Diff given = NotebookDiffer.Compare(before, after).ToDiff();

        NotebookDiff made = DiffedNotebook.Of(before, given);

        Assert.True(after.Equals(made.After), name);
        Assert.True(given.Equals(made.ToDiff()), name);
        Assert.Equal(Enumerable.Range(0, before.Cells.Count), made.Cells.Select(cell => cell.Before).OfType<int>().Order());
        Assert.Equal(Enumerable.Range(0, after.Cells.Count), made.Cells.Select(cell => cell.After).OfType<int>().Order());
    });

    [Fact]
    public void Cells_are_told_by_what_is_done_to_them()
    {
        var before = new Notebook(JsonObject.Of(
            ("cells", JsonArray.From(((string[])["a", "b", "c", "d"]).Select(id => Cell.Code(id, $"{id}\n").Json))),
            ("metadata", JsonObject.Empty),
            ("nbformat", 4),
            ("nbformat_minor", 5)));
        var diff = new Diff(DiffEntry.Patch("cells", new Diff(
            DiffEntry.RemoveRange(1, 1),
            DiffEntry.AddRange(1, JsonArray.From([Cell.Code("n", "new").Json])),
            DiffEntry.Patch(2, new Diff(DiffEntry.Replace("source", "x"))))));

        NotebookDiff made = DiffedNotebook.Of(before, diff);

        Assert.Equal(
            [
                (CellChangeKind.Unchanged, 0, 0),
                (CellChangeKind.Removed, 1, null),
                (CellChangeKind.Added, null, 1),
                (CellChangeKind.Modified, 2, 2),
                (CellChangeKind.Unchanged, 3, 3),
            ],
            made.Cells.Select(cell => (cell.Kind, cell.Before, cell.After)));
        Assert.Equal("x", made.After.Cells[2].Source);
    }

    [Fact]
    public void A_diff_that_does_not_fit_is_refused()
    {
        var before = new Notebook(JsonObject.Of(("cells", JsonArray.Empty), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5)));

        var refused = Assert.Throws<DeckleException>(() => DiffedNotebook.Of(before, new Diff(DiffEntry.Patch("cells", new Diff(DiffEntry.RemoveRange(0, 1))))));

        Assert.Equal("diff-does-not-fit", refused.Code);
    }
}
