using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tests.Merging;

public class ConflictResolverTests
{
    [Theory]
    [InlineData(ConflictSide.Local, "a\nb\n")]
    [InlineData(ConflictSide.Remote, "a\nc\n")]
    [InlineData(ConflictSide.Base, "a\no\n")]
    [InlineData(ConflictSide.Both, "a\nb\nc\n")]
    public void A_side_of_a_source_is_taken(ConflictSide side, string expected)
    {
        Notebook notebook = ConflictFinderTests.Made(Cell.Code("x", "a\n<<<<<<< main\nb\n||||||| old\no\n=======\nc\n>>>>>>> topic\n"));

        ResolveResult result = ConflictResolver.Resolve(notebook, _ => side);

        Assert.Equal(expected, result.Notebook.Cells[0].Source);
        Assert.Empty(result.Remaining);
    }

    [Fact]
    public void Of_two_conflicts_one_can_be_left()
    {
        Notebook notebook = ConflictFinderTests.Made(Cell.Code("x", "<<<<<<< m\nb\n=======\nc\n>>>>>>> t\n-\n<<<<<<< m\nd\n=======\ne\n>>>>>>> t"));

        ResolveResult result = ConflictResolver.Resolve(notebook, place => place.Number == 2 ? ConflictSide.Remote : null);

        Assert.Equal("<<<<<<< m\nb\n=======\nc\n>>>>>>> t\n-\ne", result.Notebook.Cells[0].Source);
        Assert.Equal(1, Assert.Single(result.Remaining).Line);
    }

    [Fact]
    public void The_cell_goes_with_the_side_that_removed_it()
    {
        Notebook ancestor = ConflictFinderTests.Made(Cell.Code("a", "x = 1"), Cell.Code("b", "y = 1\ny + 1"));
        Notebook local = ConflictFinderTests.Made(Cell.Code("a", "x = 1"));
        Notebook remote = ConflictFinderTests.Made(Cell.Code("a", "x = 1"), Cell.Code("b", "y = 2\ny + 1"));
        Notebook merged = NotebookMerger.Merge(ancestor, local, remote, new MergeOptions()).Notebook;

        Assert.Equal(local.Cells, ConflictResolver.Resolve(merged, _ => ConflictSide.Local).Notebook.Cells);
        Assert.Equal(remote.Cells, ConflictResolver.Resolve(merged, _ => ConflictSide.Remote).Notebook.Cells);
        Assert.Equal(ancestor.Cells, ConflictResolver.Resolve(merged, _ => ConflictSide.Base).Notebook.Cells);
    }

    [Fact]
    public void What_was_there_before_is_known_from_the_record_where_markers_do_not_show_it()
    {
        Notebook ancestor = ConflictFinderTests.Made(Cell.Code("a", "one\ntwo\nthree\nfour\nfive"));
        Notebook local = ConflictFinderTests.Made(Cell.Code("a", "ONE\ntwo\nTHREE\nfour\nfive"));
        Notebook remote = ConflictFinderTests.Made(Cell.Code("a", "One\ntwo\nthree\nfour\nFive"));
        Notebook merged = NotebookMerger.Merge(ancestor, local, remote, new MergeOptions()).Notebook;

        ResolveResult result = ConflictResolver.Resolve(merged, _ => ConflictSide.Base);

        Assert.Equal("one\ntwo\nTHREE\nfour\nFive", result.Notebook.Cells[0].Source);
    }

    [Fact]
    public void Both_values_of_metadata_cannot_be_had_and_stay_a_conflict()
    {
        Notebook merged = Metadata();

        ResolveResult result = ConflictResolver.Resolve(merged, _ => ConflictSide.Both);

        Assert.Single(result.Refused);
        Assert.Equal(merged, result.Notebook);
    }

    [Fact]
    public void A_marker_cell_goes_and_its_value_comes()
    {
        ResolveResult result = ConflictResolver.Resolve(Metadata(), _ => ConflictSide.Remote);

        Cell cell = Assert.Single(result.Notebook.Cells);
        Assert.Equal(JsonObject.Of(("k", 3)), cell.Metadata);
    }

    [Fact]
    public void Records_of_what_was_settled_by_hand_go()
    {
        JsonObject record = JsonObject.Of(("part", "source"), ("path", "/source"));
        Notebook notebook = ConflictFinderTests.Made(new Cell(ConflictRecord.AddTo(Cell.Code("x", "settled").Json, [record])));

        ResolveResult result = ConflictResolver.Resolve(notebook, _ => null);

        Assert.Equal(JsonObject.Empty, result.Notebook.Cells[0].Metadata);
        Assert.Empty(result.Remaining);
    }

    [Fact]
    public void Changes_that_nbdime_recorded_are_applied()
    {
        JsonObject diffs = (JsonObject)JsonReader.Read("""{"local_diff": [{"op": "replace", "key": "k", "value": 2}], "remote_diff": [{"op": "remove", "key": "k"}]}""");
        Notebook notebook = ConflictFinderTests.Made(Cell.Code("x", "1").WithMetadata(JsonObject.Of(("k", 1), ("nbdime-conflicts", diffs))));

        Assert.Equal(JsonObject.Of(("k", 2)), ConflictResolver.Resolve(notebook, _ => ConflictSide.Local).Notebook.Cells[0].Metadata);
        Assert.Equal(JsonObject.Empty, ConflictResolver.Resolve(notebook, _ => ConflictSide.Remote).Notebook.Cells[0].Metadata);
        Assert.Equal(JsonObject.Of(("k", 1)), ConflictResolver.Resolve(notebook, _ => ConflictSide.Base).Notebook.Cells[0].Metadata);
    }

    [Theory]
    [InlineData(ConflictSide.Local, MergeStrategy.UseLocal)]
    [InlineData(ConflictSide.Remote, MergeStrategy.UseRemote)]
    public void Taking_a_side_afterwards_is_merging_with_its_strategy(ConflictSide side, MergeStrategy strategy)
    {
        int conflicts = 0;
        foreach ((string name, Notebook ancestor, Notebook local, Notebook remote) in MergeTriples.All().Where((_, index) => index % 3 == 1))
        {
            MergeResult merged = NotebookMerger.Merge(ancestor, local, remote, new MergeOptions { LocalLabel = "main", RemoteLabel = "topic" });
            conflicts += merged.Conflicts.Count;

            ResolveResult result = ConflictResolver.Resolve(merged.Notebook, _ => side);

            Assert.Empty(result.Remaining);
            Assert.Equal(NotebookValidator.Validate(merged.Notebook).Count, NotebookValidator.Validate(result.Notebook).Count);
            if (merged.Conflicts.All(conflict => conflict.Part != ConflictPart.Order))
            {
                Notebook expected = NotebookMerger.Merge(ancestor, local, remote, new MergeOptions { Strategy = strategy }).Notebook;
                Assert.Equal((name, Sources(expected)), (name, Sources(result.Notebook)));
            }
        }

        Assert.True(conflicts > 100, $"{conflicts} conflicts");
    }

    private static string Sources(Notebook notebook) => string.Join("\n--\n", notebook.Cells.Select(cell => cell.Source));

    private static Notebook Metadata()
    {
        Notebook With(int value) => ConflictFinderTests.Made(Cell.Code("x", "1").WithMetadata(JsonObject.Of(("k", value))));
        return NotebookMerger.Merge(With(1), With(2), With(3), new MergeOptions()).Notebook;
    }
}
