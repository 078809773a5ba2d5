using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tests.Merging;

public class ConflictFinderTests
{
    private const string Block = "a\n<<<<<<< main\nb\n=======\nc\n>>>>>>> topic";

    [Fact]
    public void Marker_lines_in_code_are_a_conflict_with_their_place_and_sides()
    {
        ConflictPlace place = Assert.Single(Find(Cell.Code("x", Block)));

        Assert.Equal((ConflictPart.Source, ConflictForm.Lines, 0, "x", 2), (place.Part, place.Form, place.Cell, place.CellId, place.Line));
        Assert.Equal(("b", "c", "main", "topic"), (place.Local, place.Remote, place.LocalLabel, place.RemoteLabel));
    }

    [Theory]
    [InlineData("Title\n=======\ntext")]
    [InlineData("A conflict looks so:\n```\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\n```")]
    [InlineData("~~~~text\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\n~~~~\n")]
    [InlineData("so:\n\n    <<<<<<< HEAD\n    b\n    =======\n    c\n    >>>>>>> topic\n")]
    [InlineData(">>>>>>> deeply quoted")]
    public void Markdown_about_git_is_none(string source) => Assert.Empty(Find(Cell.Markdown("x", source)));

    [Theory]
    [InlineData("print('a')\n# =======\n")]
    [InlineData("%%writefile merged.txt\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\n")]
    [InlineData("x = '''\n=======\n'''")]
    [InlineData("a <<<<<<< b")]
    public void Code_that_has_such_text_is_none(string source) => Assert.Empty(Find(Cell.Code("x", source)));

    [Fact]
    public void A_conflict_inside_a_fence_is_one_where_the_merge_recorded_it()
    {
        JsonObject record = JsonObject.Of(("part", "source"), ("path", "/source"));
        Cell cell = new(ConflictRecord.AddTo(Cell.Markdown("x", $"```\n{Block}\n```").Json, [record]));

        Assert.Single(Find(cell));
    }

    [Fact]
    public void Outputs_count_only_where_they_are_markers_of_their_own()
    {
        Cell shown = Cell.Code("x", "!git diff").With("outputs", JsonArray.Create([Stream("stdout", Block + "\n")]));
        Cell marked = Cell.Code("y", "1").With("outputs", JsonArray.Create(
            [Stream("stderr", "<<<<<<< local <modified: text/plain>\n"), Stream("stdout", "1\n"), Stream("stderr", "=======\n"), Stream("stdout", "2\n"), Stream("stderr", ">>>>>>> remote\n")]));

        ConflictPlace place = Assert.Single(Find(shown, marked));

        Assert.Equal((ConflictPart.Outputs, 1, 0), (place.Part, place.Cell, place.Output));
    }

    [Theory]
    [InlineData("<span style=\"color:red\"><b><<<<<<< local</b></span>", "<span style=\"color:red\"><b>=======</b></span>", "<span style=\"color:red\"><b>>>>>>>> remote</b></span>")]
    [InlineData("`<<<<<<< HEAD`", "`=======`", "`>>>>>>> topic`")]
    public void Cells_that_are_markers_are_one_conflict(string first, string middle, string last)
    {
        Cell[] cells = [Cell.Markdown("a", first), Cell.Code("b", "mine"), Cell.Markdown("c", middle), Cell.Code("d", "theirs"), Cell.Markdown("e", last)];

        ConflictPlace place = Assert.Single(Find(cells));

        Assert.Equal((ConflictForm.Cells, "mine", "theirs"), (place.Form, place.Local, place.Remote));
    }

    [Fact]
    public void The_line_about_a_removed_cell_is_a_conflict()
    {
        ConflictPlace place = Assert.Single(Find(Cell.Code("x", "<<<<<<< LOCAL CELL DELETED >>>>>>>\nx = 1")));

        Assert.Equal((ConflictPart.Cell, null, "x = 1"), (place.Part, place.Local, place.Remote));
    }

    [Fact]
    public void A_marker_without_its_others_is_told()
    {
        ConflictPlace place = Assert.Single(Find(Cell.Code("x", "x = 1\n>>>>>>> topic\n")));

        Assert.Equal((ConflictForm.Stray, 2), (place.Form, place.Line));
    }

    [Fact]
    public void What_a_merge_of_all_kinds_left_is_found_once_each()
    {
        foreach ((string name, Notebook ancestor, Notebook local, Notebook remote) in MergeTriples.All().Where((_, index) => index % 3 == 0))
        {
            MergeResult merged = NotebookMerger.Merge(ancestor, local, remote, new MergeOptions { LocalLabel = "main", RemoteLabel = "topic" });

            IReadOnlyList<ConflictPlace> found = ConflictFinder.Find(merged.Notebook);

            // A source or list of outputs may contradict itself in several places.
            Assert.Equal(
                (name, string.Join(' ', merged.Conflicts.Select(conflict => (conflict.Part, conflict.Cell)).Distinct().Order())),
                (name, string.Join(' ', found.Select(place => (place.Part, place.Cell!.Value)).Distinct().Order())));
        }
    }

    internal static JsonObject Stream(string name, string text) => JsonObject.Of(("name", name), ("output_type", "stream"), ("text", text));

    private static IReadOnlyList<ConflictPlace> Find(params Cell[] cells) => ConflictFinder.Find(Made(cells));

    internal static Notebook Made(params Cell[] cells) =>
        new(JsonObject.Of(("cells", JsonArray.From(cells.Select(cell => cell.Json))), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5)));
}
