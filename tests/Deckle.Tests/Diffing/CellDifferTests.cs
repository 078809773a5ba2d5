using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

public class CellDifferTests
{
    [Fact]
    public void Texts_and_metadata_are_patched_and_ids_replaced()
    {
        Cell before = Notebooks.Code("a", "x = 1\ny = 2\n", "slow");
        Cell after = Notebooks.Code("b", "x = 1\ny = 3\n", "slow", "parameters");

        AssertDiff(
            """
            /id replace "b"
            /metadata/tags/1 addrange ["parameters"]
            /source/1 addrange ["y = 3\n"]
            /source/1 removerange 1
            """,
            before,
            after);
    }

    [Fact]
    public void An_empty_source_is_patched() => AssertDiff("/source/0 addrange [\"x\"]", Cell.Code("a", ""), Cell.Code("a", "x"));

    [Fact]
    public void A_source_that_is_no_text_is_replaced() =>
        AssertDiff("/source replace 3", Cell.Code("a", "x"), Cell.Code("a", "x").With("source", 3));

    [Fact]
    public void A_cell_without_outputs_gets_them() =>
        AssertDiff("/outputs add []", new Cell(Cell.Code("a", "x").Json.Without("outputs")), Cell.Code("a", "x"));

    [Fact]
    public void Another_type_is_another_value() => AssertDiff(
        """
        /cell_type replace "markdown"
        /execution_count remove
        /outputs remove
        """,
        Cell.Code("a", "x"),
        Cell.Markdown("a", "x"));

    [Fact]
    public void Outputs_of_a_cell_that_ran_again_are_patched_by_media_type() => AssertDiff(
        """
        /outputs/0/text/1 addrange ["loss 0.2\n"]
        /outputs/0/text/1 removerange 1
        /outputs/1/data/image/png replace "BBBB"
        /outputs/1/execution_count replace 9
        """,
        Ran(Stream("epoch 1\nloss 0.3\nend\n"), Result(4, ("image/png", "AAAA"), ("text/plain", "<Figure>"))),
        Ran(Stream("epoch 1\nloss 0.2\nend\n"), Result(9, ("image/png", "BBBB"), ("text/plain", "<Figure>"))));

    [Fact]
    public void Outputs_that_share_nothing_are_one_output_where_they_are_of_one_kind() => AssertDiff(
        """
        /outputs/0/text/0 addrange ["b"]
        /outputs/0/text/0 removerange 1
        """,
        Ran(Stream("a")),
        Ran(Stream("b")));

    [Fact]
    public void Outputs_of_another_kind_are_others() => AssertDiff(
        """
        /outputs/0 addrange [{"name": "stderr", "output_type": "stream", "text": "a"}]
        /outputs/0 removerange 1
        """,
        Ran(Stream("a")),
        Ran(Stream("a", "stderr")));

    [Fact]
    public void A_new_output_leaves_the_others_in_their_places() => AssertDiff(
        """
        /outputs/1 addrange [{"name": "stderr", "output_type": "stream", "text": "warning\n"}]
        /outputs/1/data/image/png replace "CCCC"
        """,
        Ran(Stream("one\n"), Result(1, ("image/png", "AAAA"))),
        Ran(Stream("one\n"), Stream("warning\n", "stderr"), Result(1, ("image/png", "CCCC"))));

    [Fact]
    public void Among_outputs_of_one_kind_the_text_says_which_is_new() => AssertDiff(
        """
        /outputs/0 addrange [{"data": {"text/plain": "nothing like it"}, "output_type": "display_data"}]
        /outputs/0/data/text/plain/0 addrange ["alpha beta gamma delta"]
        /outputs/0/data/text/plain/0 removerange 1
        /outputs/1/data/text/plain/0 addrange ["four five six seven nine"]
        /outputs/1/data/text/plain/0 removerange 1
        """,
        Ran(Display("alpha beta gamma"), Display("four five six seven eight")),
        Ran(Display("nothing like it"), Display("alpha beta gamma delta"), Display("four five six seven nine")));

    [Fact]
    public void A_result_that_is_now_displayed_is_the_same_output() => AssertDiff(
        """
        /outputs/0/execution_count remove
        /outputs/0/output_type/0 addrange ["display_data"]
        /outputs/0/output_type/0 removerange 1
        """,
        Ran(Result(1, ("text/html", "<b>"))),
        Ran(Result(1, ("text/html", "<b>")).With("output_type", "display_data").Without("execution_count")));

    [Theory]
    [InlineData("text/html", "/0 addrange [\"b\"]\n/outputs/0/data/text/html/0 removerange 1")]
    [InlineData("image/svg+xml", "/0 addrange [\"b\"]\n/outputs/0/data/image/svg+xml/0 removerange 1")]
    [InlineData("application/javascript", "/0 addrange [\"b\"]\n/outputs/0/data/application/javascript/0 removerange 1")]
    [InlineData("image/png", " replace \"b\"")]
    [InlineData("application/pdf", " replace \"b\"")]
    public void A_media_type_says_whether_its_values_have_lines(string type, string expected) =>
        AssertDiff($"/outputs/0/data/{type}{expected}", Ran(Result(1, (type, "a"))), Ran(Result(1, (type, "b"))));

    [Fact]
    public void Json_is_compared_by_its_structure() => AssertDiff(
        """
        /outputs/0/data/application/vnd.plotly.v1+json/data/0/y/1 addrange [9]
        /outputs/0/data/application/vnd.plotly.v1+json/data/0/y/1 removerange 1
        """,
        Ran(Result(1, ("application/vnd.plotly.v1+json", Figure(1, 2, 3)))),
        Ran(Result(1, ("application/vnd.plotly.v1+json", Figure(1, 9, 3)))));

    [Fact]
    public void Attachments_are_compared_by_name_and_media_type()
    {
        Cell Attached(params ReadOnlySpan<(string, JsonValue)> files) => Cell.Markdown("a", "![](a.png)").With("attachments", JsonObject.Of(files));

        AssertDiff(
            """
            /attachments/a.png/image/png replace "BB"
            /attachments/b.png remove
            /attachments/c.png add {"image/png": "C"}
            """,
            Attached(("a.png", JsonObject.Of(("image/png", "AA"))), ("b.png", JsonObject.Of(("image/png", "B")))),
            Attached(("a.png", JsonObject.Of(("image/png", "BB"))), ("c.png", JsonObject.Of(("image/png", "C")))));
    }

    [Theory]
    [InlineData("7", "[]")]
    [InlineData("[1, null, \"x\"]", "[2, {}, [\"y\"]]")]
    [InlineData("[{\"output_type\": 3, \"data\": []}]", "[{\"output_type\": 4, \"data\": {}}]")]
    [InlineData("[{\"output_type\": \"stream\", \"text\": 1}]", "[{\"output_type\": \"stream\", \"text\": {}}]")]
    [InlineData("[{\"output_type\": \"display_data\", \"data\": {\"text/plain\": 1}}]", "[{\"output_type\": \"display_data\", \"data\": {\"text/plain\": [2]}}]")]
    public void Broken_outputs_are_compared_too(string before, string after)
    {
        Cell from = Cell.Code("a", "x").With("outputs", JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(before)));
        Cell to = Cell.Code("a", "x").With("outputs", JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(after)));

        Assert.Equal(to.Json, DiffPatcher.Patch(from.Json, CellDiffer.Compare(from, to)));
    }

    [Fact]
    public void Thousands_of_outputs_are_aligned_by_their_kinds()
    {
        JsonObject[] before = [.. Enumerable.Range(0, 2000).Select(i => Stream($"{i}", i % 3 == 0 ? "stderr" : "stdout"))];
        JsonObject[] after = [.. Enumerable.Range(0, 2000).Select(i => Stream($"new {i}", i % 3 == 1 ? "stderr" : "stdout"))];

        Diff diff = CellDiffer.Compare(Ran(before), Ran(after));

        Assert.Equal(Ran(after).Json, DiffPatcher.Patch(Ran(before).Json, diff));
        Assert.InRange(diff[0].Inner!.Count(entry => entry.Op == DiffOp.Patch), 1900, 2000);
    }

    private static void AssertDiff(string expected, Cell before, Cell after)
    {
        Diff diff = CellDiffer.Compare(before, after);

        Assert.Equal(expected, DiffText.Of(diff));
        Assert.Equal(after.Json, DiffPatcher.Patch(before.Json, diff));
    }

    private static Cell Ran(params JsonObject[] outputs) => Cell.Code("a", "x").With("outputs", JsonArray.From(outputs));

    private static JsonObject Stream(string text, string name = "stdout") => JsonObject.Of(("name", name), ("output_type", "stream"), ("text", text));

    private static JsonObject Display(string text) => JsonObject.Of(("data", JsonObject.Of(("text/plain", text))), ("output_type", "display_data"));

    private static JsonObject Result(int count, params ReadOnlySpan<(string, JsonValue)> data) =>
        JsonObject.Of(("data", JsonObject.Of(data)), ("execution_count", count), ("output_type", "execute_result"));

    private static JsonObject Figure(params IEnumerable<int> values) =>
        JsonObject.Of(("data", JsonArray.From([JsonObject.Of(("type", "scatter"), ("y", JsonArray.From(values.Select(value => (JsonValue)value))))])));
}
