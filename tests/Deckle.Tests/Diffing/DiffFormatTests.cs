using System.Text;
using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

public class DiffFormatTests
{
    [Fact]
    public void Every_operation_is_read_and_written_as_it_was()
    {
        JsonValue json = Json("""
            [
              {"op":"patch","key":"cells","diff":[
                {"op":"addrange","key":0,"valuelist":[{"cell_type":"raw"}]},
                {"op":"removerange","key":0,"length":2},
                {"op":"patch","key":3,"diff":[
                  {"op":"replace","key":"execution_count","value":null},
                  {"op":"patch","key":"source","diff":[{"op":"patch","key":0,"diff":[{"op":"addrange","key":6,"valuelist":"o"}]}]}]},
                {"op":"add","key":4,"value":1},
                {"op":"remove","key":4},
                {"op":"replace","key":5,"value":2}]},
              {"op":"add","key":"n","value":null},
              {"op":"remove","key":"x"}
            ]
            """);

        JsonArray written = DiffWriter.Write(DiffReader.Read(json));

        Assert.Equal(json, written);
        Assert.Empty(DiffSchema.Violations(written));
    }

    [Fact]
    public void Every_diff_that_nbdime_wrote_is_read_and_written_as_it_was()
    {
        JsonValue[] diffs = [.. DiffVectors.Of("patch").Select(vector => vector["diff"]!), Json(File.ReadAllText(Cases.Path("peers/nbdime/nbdime/tests/files/multilevel-test-base-local-diff.json")))];

        Assert.All(diffs, diff => Assert.Equal(diff, DiffWriter.Write(DiffReader.Read(diff))));
    }

    [Fact]
    public void Fields_nobody_knows_are_ignored_and_no_diff_is_no_change()
    {
        Diff read = DiffReader.Read(Json("""[{"op":"remove","key":"a","source":{"decision":1},"diff":7}]"""));

        Assert.Equal(new Diff(DiffEntry.Remove("a")), read);
        Assert.True(DiffReader.Read(JsonNull.Value).IsEmpty);
    }

    [Theory]
    [InlineData("7", "at the top stands no list of entries")]
    [InlineData("""[{"op":"remove","key":"a"},5]""", "at the top, entry 1: it is not an object")]
    [InlineData("""[{"op":"remove"}]""", "at the top, entry 0: 'key' is neither a string nor an index")]
    [InlineData("""[{"op":"remove","key":-1}]""", "at the top, entry 0: 'key' is neither a string nor an index")]
    [InlineData("""[{"op":"remove","key":1.0}]""", "at the top, entry 0: 'key' is neither a string nor an index")]
    [InlineData("""[{"key":"a"}]""", "at the top, entry 0 (key 'a'): 'op' is missing")]
    [InlineData("""[{"op":"move","key":"a"}]""", "at the top, entry 0 (key 'a'): the operation 'move' is not known")]
    [InlineData("""[{"op":"add","key":"a"}]""", "at the top, entry 0 (key 'a'): 'value' is missing")]
    [InlineData("""[{"op":"replace","key":3}]""", "at the top, entry 0 (key '3'): 'value' is missing")]
    [InlineData("""[{"op":"addrange","key":3,"valuelist":3}]""", "at the top, entry 0 (key '3'): 'valuelist' is neither a list nor a string")]
    [InlineData("""[{"op":"addrange","key":"a","valuelist":[]}]""", "at the top, entry 0 (key 'a'): a range needs an index")]
    [InlineData("""[{"op":"removerange","key":0,"length":-2}]""", "at the top, entry 0 (key '0'): 'length' is no number of items")]
    [InlineData("""[{"op":"patch","key":"cells","diff":[{"op":"patch","key":2}]}]""", "at /cells, entry 0 (key '2'): 'diff' is missing")]
    [InlineData("""[{"op":"patch","key":"cells","diff":[{"op":"patch","key":2,"diff":"x"}]}]""", "at /cells/2 stands no list of entries")]
    public void What_is_no_diff_is_refused_with_its_place(string json, string message)
    {
        DeckleException error = Assert.Throws<DeckleException>(() => DiffReader.Read(Json(json)));

        Assert.Equal("diff-invalid", error.Code);
        Assert.Equal("not a diff: " + message, error.Message);
    }

    private static JsonValue Json(string text) => JsonReader.Read(Encoding.UTF8.GetBytes(text));
}
