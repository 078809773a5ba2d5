using System.Text;
using Deckle.Json;
using Deckle.Merging;
using Deckle.Tests.Diffing;

namespace Deckle.Tests.Merging;

public class DecisionFormatTests
{
    [Fact]
    public void Decisions_of_nbdime_are_read_and_written_as_they_were_but_for_the_greater_number()
    {
        JsonObject[] vectors = [.. new[] { "apply_decisions", "decide_merge", "decide_with_diff", "merge_notebooks" }.SelectMany(DiffVectors.Of)];

        Assert.Equal(272, vectors.Length);
        Assert.All(vectors, vector =>
        {
            JsonValue decisions = WithEmptyDiffs((JsonArray)vector["decisions"]!);
            JsonArray written = DecisionWriter.Write(DecisionReader.Read(vector["decisions"]!), vector["base"]!);
            Assert.Empty(DecisionSchema.Violations(written));
            Assert.True(decisions == written || vector["decisions"]!.ToString().Contains("take_max", StringComparison.Ordinal), vector["test"]!.ToString());
        });
    }

    [Fact]
    public void The_greater_number_is_written_as_what_comes_of_it()
    {
        JsonValue ancestor = Json("""{"nbformat_minor": 2}""");
        JsonValue decisions = Json("""
            [{"common_path": [], "conflict": false, "action": "take_max", "local_diff": [{"op": "replace", "key": "nbformat_minor", "value": 4}], "remote_diff": [{"op": "replace", "key": "nbformat_minor", "value": 5}]}]
            """);

        JsonArray written = DecisionWriter.Write(DecisionReader.Read(decisions), ancestor);

        Assert.Equal(Json("""[{"op": "replace", "key": "nbformat_minor", "value": 5}]"""), ((JsonObject)written[0])["custom_diff"]);
        Assert.Equal(Json("""{"nbformat_minor": 5}"""), DecisionApplier.Apply(ancestor, DecisionReader.Read(written)));
        Assert.Equal(Json("""{"nbformat_minor": 5}"""), DecisionApplier.Apply(ancestor, DecisionReader.Read(decisions)));
    }

    [Theory]
    [InlineData("clear", """{"a":[1],"b":"x","c":3}""", "a", """{"a":[],"b":"x","c":3}""")]
    [InlineData("clear", """{"a":[1],"b":"x","c":3}""", "b", """{"a":[1],"b":"","c":3}""")]
    [InlineData("clear", """{"a":[1],"b":"x","c":3}""", "c", """{"a":[1],"b":"x","c":null}""")]
    [InlineData("clear", """{"a":[1]}""", "c", """{"a":[1]}""")]
    [InlineData("remove", """{"a":[1],"b":"x"}""", "a", """{"b":"x"}""")]
    [InlineData("clear_all", """{"a":[1],"b":"x"}""", "a", """{}""")]
    public void Values_are_cleared_and_go(string action, string ancestor, string key, string expected)
    {
        string decisions = $$"""[{"common_path": [], "action": "{{action}}", "local_diff": [{"op": "replace", "key": "{{key}}", "value": 1}], "remote_diff": [{"op": "replace", "key": "{{key}}", "value": 2}]}]""";

        JsonValue applied = DecisionApplier.Apply(Json(ancestor), DecisionReader.Read(Json(decisions)));

        Assert.Equal(Json(expected), applied);
    }

    [Theory]

    // All decisions of a value count before it is cleared, none after.
    [InlineData("""{"o":[1,2]}""", """[{"common_path":["o"],"action":"local","local_diff":[{"op":"addrange","key":2,"valuelist":[3]}]},{"common_path":["o"],"action":"clear_all"},{"common_path":["o"],"action":"local","local_diff":[{"op":"addrange","key":0,"valuelist":[0]}]}]""", """{"o":[]}""")]
    [InlineData("""{"s":"a\nb\n"}""", """[{"common_path":["s"],"action":"clear_all"}]""", """{"s":""}""")]

    // Both, in either order.
    [InlineData("""{"o":[1]}""", """[{"common_path":["o"],"action":"local_then_remote","local_diff":[{"op":"addrange","key":1,"valuelist":["l"]}],"remote_diff":[{"op":"addrange","key":0,"valuelist":["r"]}]}]""", """{"o":["r",1,"l"]}""")]
    [InlineData("""{"o":[1]}""", """[{"common_path":["o"],"action":"remote_then_local","local_diff":[{"op":"addrange","key":1,"valuelist":["l"]}],"remote_diff":[{"op":"addrange","key":1,"valuelist":["r"]}]}]""", """{"o":[1,"r","l"]}""")]

    // What one side removes and the other changes stays, changed, as nbdime has it.
    [InlineData("""{"o":[{"a":1},2,3]}""", """[{"common_path":["o"],"action":"local_then_remote","local_diff":[{"op":"removerange","key":0,"length":2}],"remote_diff":[{"op":"patch","key":0,"diff":[{"op":"replace","key":"a","value":5}]}]}]""", """{"o":[{"a":5},3]}""")]
    [InlineData("""{"o":{"a":{"b":1}}}""", """[{"common_path":["o"],"action":"local_then_remote","local_diff":[{"op":"remove","key":"a"}],"remote_diff":[{"op":"patch","key":"a","diff":[{"op":"replace","key":"b","value":5}]}]}]""", """{"o":{"a":{"b":5}}}""")]

    // A path may lead to a line of a text.
    [InlineData("""{"s":"ab\ncd\n"}""", """[{"common_path":["s",1],"action":"remote","remote_diff":[{"op":"addrange","key":0,"valuelist":"x"}]},{"common_path":["s"],"action":"local","local_diff":[{"op":"removerange","key":0,"length":1}]}]""", """{"s":"xcd\n"}""")]
    [InlineData("""{"s":"a"}""", """[{"action":"custom","custom_diff":null},{"common_path":null,"action":"base"}]""", """{"s":"a"}""")]
    public void Decisions_of_one_value_are_applied_together(string ancestor, string decisions, string expected)
    {
        JsonValue applied = DecisionApplier.Apply(Json(ancestor), DecisionReader.Read(Json(decisions)));

        Assert.Equal(Json(expected), applied);
    }

    [Theory]
    [InlineData("{}", "decisions-invalid", "not decisions: there is no list")]
    [InlineData("[1]", "decisions-invalid", "not decisions: decision 0: it is not an object")]
    [InlineData("""[{"common_path":[]}]""", "decisions-invalid", "not decisions: decision 0: 'action' is missing")]
    [InlineData("""[{"action":"mine"}]""", "decisions-invalid", "not decisions: decision 0: the action 'mine' is not known")]
    [InlineData("""[{"action":"base","conflict":1}]""", "decisions-invalid", "not decisions: decision 0: 'conflict' is neither true nor false")]
    [InlineData("""[{"action":"base","common_path":"/cells"}]""", "decisions-invalid", "not decisions: decision 0: 'common_path' is not a list")]
    [InlineData("""[{"action":"base","common_path":[null]}]""", "decisions-invalid", "not decisions: decision 0: 'common_path' leads over null, which is neither a key nor an index")]
    [InlineData("""[{"action":"local","common_path":["cells"],"local_diff":[{"op":"x","key":0}]}]""", "diff-invalid", "not a diff: at /cells, entry 0 (key '0'): the operation 'x' is not known")]
    [InlineData("""[{"action":"base"},{"action":"local","common_path":["cells",3]}]""", "decisions-do-not-fit", "the decisions do not fit: decision 1, at /cells/3: there is no such value")]
    [InlineData("""[{"action":"clear","common_path":["cells"]}]""", "decisions-do-not-fit", "the decisions do not fit: decision 0, at /cells: 'clear' needs changes of one key, and there are 0")]
    [InlineData("""[{"action":"take_max","local_diff":[{"op":"replace","key":"cells","value":"x"}]}]""", "decisions-do-not-fit", "the decisions do not fit: decision 0, at the top: 'cells' is no number")]
    [InlineData("""[{"action":"local","common_path":["cells",0],"local_diff":[{"op":"remove","key":"x"}]}]""", "diff-does-not-fit", "the diff does not fit: at /cells/0 (cell 0, id 'a'), remove 'x': there is no such member")]
    public void What_is_wrong_or_does_not_fit_is_refused(string decisions, string code, string message)
    {
        DeckleException error = Assert.Throws<DeckleException>(() => DecisionApplier.Apply(Json("""{"cells":[{"id":"a"}]}"""), DecisionReader.Read(Json(decisions))));

        Assert.Equal(code, error.Code);
        Assert.Equal(message, error.Message);
    }

    // Nothing is written as an empty list, whichever of nbdime's two ways it came.
    private static JsonArray WithEmptyDiffs(JsonArray decisions) => JsonArray.From(decisions.Cast<JsonObject>().Select(decision =>
        new[] { "local_diff", "remote_diff" }.Aggregate(decision, (all, side) => all[side] is JsonNull ? all.With(side, JsonArray.Empty) : all)));

    private static JsonValue Json(string text) => JsonReader.Read(Encoding.UTF8.GetBytes(text));
}
