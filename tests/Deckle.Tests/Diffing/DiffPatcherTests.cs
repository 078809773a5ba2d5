using System.Text;
using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

public class DiffPatcherTests
{
    [Fact]
    public void What_nbdime_patches_becomes_the_same()
    {
        JsonObject[] vectors = [.. DiffVectors.Of("patch")];

        Assert.Equal(40, vectors.Length);
        Assert.All(vectors, vector => Assert.Equal(vector["result"], DiffPatcher.Patch(vector["obj"]!, DiffReader.Read(vector["diff"]!))));
    }

    [Theory]
    [InlineData("[1,2,3]", """[{"op":"removerange","key":1,"length":1},{"op":"addrange","key":1,"valuelist":[7,8]}]""", "[1,7,8,3]")]
    [InlineData("[1,2,3]", """[{"op":"addrange","key":1,"valuelist":[7,8]},{"op":"removerange","key":1,"length":1}]""", "[1,7,8,3]")]
    [InlineData("""["a","b"]""", """[{"op":"patch","key":0,"diff":[{"op":"addrange","key":0,"valuelist":["x"]}]},{"op":"addrange","key":0,"valuelist":[7]}]""", """["xa",7,"b"]""")]
    [InlineData("""["a","b"]""", """[{"op":"addrange","key":0,"valuelist":[7]},{"op":"patch","key":0,"diff":[{"op":"addrange","key":0,"valuelist":["x"]}]}]""", """[7,"xa","b"]""")]
    [InlineData("[1,2,3]", """[{"op":"removerange","key":0,"length":2},{"op":"addrange","key":1,"valuelist":[7]},{"op":"removerange","key":1,"length":2}]""", "[7]")]
    [InlineData("[1,2,3]", """[{"op":"replace","key":0,"value":{"a":1}},{"op":"remove","key":1},{"op":"add","key":3,"value":9}]""", """[{"a":1},3,9]""")]
    [InlineData("[]", """[{"op":"addrange","key":0,"valuelist":[]}]""", "[]")]
    [InlineData("[1,2]", """[{"op":"removerange","key":2,"length":0}]""", "[1,2]")]
    [InlineData("""{"b":1,"a":[]}""", """[{"op":"patch","key":"a","diff":[{"op":"addrange","key":0,"valuelist":[1]}]},{"op":"remove","key":"b"},{"op":"add","key":"","value":null}]""", """{"a":[1],"":null}""")]
    [InlineData("""{"b":1}""", """[{"op":"patch","key":"b","diff":[]},{"op":"add","key":"a","value":2}]""", """{"b":1,"a":2}""")]
    [InlineData("""{"b":"x"}""", """[{"op":"patch","key":"b","diff":null,"extra":1}]""", """{"b":"x"}""")]

    // Each half of a pair of surrogates that stands alone is a character of its own, and the line ends are those of Python.
    [InlineData("""["😀😀"]""", """[{"op":"patch","key":0,"diff":[{"op":"patch","key":0,"diff":[{"op":"replace","key":1,"value":"\ud83d"}]}]}]""", """["😀\ud83d"]""")]
    [InlineData("""["x\ud83dy"]""", """[{"op":"patch","key":0,"diff":[{"op":"patch","key":0,"diff":[{"op":"remove","key":1},{"op":"add","key":3,"value":"z"}]}]}]""", """["xyz"]""")]
    [InlineData("""["a\u2028b\fc\u0085d\re\r\nf\u000bg\u001ch"]""", """[{"op":"patch","key":0,"diff":[{"op":"removerange","key":1,"length":1},{"op":"removerange","key":3,"length":2},{"op":"removerange","key":6,"length":1}]}]""", """["a\u2028c\u0085f\u000bh"]""")]
    public void Values_are_patched_as_nbdime_does(string value, string diff, string expected)
    {
        JsonValue patched = DiffPatcher.Patch(Json(value), DiffReader.Read(Json(diff)));

        Assert.Equal(Json(expected), patched);
    }

    [Theory]
    [InlineData("a\nb\n", """[{"op":"addrange","key":1,"valuelist":["x\n","y\n"]}]""", "a\nx\ny\nb\n")]
    [InlineData("a\nb\n", """[{"op":"addrange","key":2,"valuelist":"x\ny"}]""", "a\nb\nx\ny")]
    [InlineData("a\nb\nc", """[{"op":"removerange","key":1,"length":2},{"op":"addrange","key":1,"valuelist":["z"]}]""", "a\nz")]
    [InlineData("a\nb\nc", """[{"op":"remove","key":1}]""", "a\nc")]
    [InlineData("a\nb\nc", """[{"op":"replace","key":1,"value":"x\n"},{"op":"add","key":2,"value":"y\n"}]""", "a\nx\ny\nc")]

    // Added lines stand before the line at their index, whatever comes first.
    [InlineData("ab\n", """[{"op":"patch","key":0,"diff":[{"op":"removerange","key":1,"length":1}]},{"op":"addrange","key":0,"valuelist":["x\n"]}]""", "x\na\n")]
    [InlineData("ab\n", """[{"op":"addrange","key":0,"valuelist":["x\n"]},{"op":"patch","key":0,"diff":[{"op":"removerange","key":1,"length":1}]}]""", "x\na\n")]

    // The place behind the last line is an empty line.
    [InlineData("", """[{"op":"patch","key":0,"diff":[{"op":"addrange","key":0,"valuelist":"x"}]}]""", "x")]
    [InlineData("a\n", """[{"op":"patch","key":1,"diff":[{"op":"addrange","key":0,"valuelist":["x","y"]}]}]""", "a\nxy")]

    // A character is a code point.
    [InlineData("a😀b\n", """[{"op":"patch","key":0,"diff":[{"op":"removerange","key":1,"length":1},{"op":"addrange","key":2,"valuelist":"é"}]}]""", "aéb\n")]
    public void Texts_are_patched_by_lines_and_code_points(string value, string diff, string expected)
    {
        JsonValue patched = DiffPatcher.Patch(value, DiffReader.Read(Json(diff)));

        Assert.Equal(expected, patched);
    }

    [Theory]
    [InlineData("[1,2,3,4]", """[{"op":"removerange","key":3,"length":1},{"op":"addrange","key":0,"valuelist":[0]}]""", "at the top, addrange '0': the entry before is about 3: entries must be in order")]
    [InlineData("[1,2]", """[{"op":"removerange","key":1,"length":2}]""", "at the top, removerange '1': there are only 2 items")]
    [InlineData("[1,2]", """[{"op":"addrange","key":3,"valuelist":[1]}]""", "at the top, addrange '3': there are only 2 items")]
    [InlineData("[[1]]", """[{"op":"patch","key":1,"diff":[{"op":"remove","key":0}]}]""", "at the top, patch '1': there are only 1 items")]
    [InlineData("[[1]]", """[{"op":"removerange","key":0,"length":1},{"op":"patch","key":0,"diff":[{"op":"remove","key":0}]}]""", "at the top, patch '0': an entry before changes or removes the same")]
    [InlineData("[[1]]", """[{"op":"patch","key":0,"diff":[{"op":"remove","key":0}]},{"op":"remove","key":0}]""", "at the top, remove '0': an entry before changes or removes the same")]
    [InlineData("[[1]]", """[{"op":"patch","key":0,"diff":[{"op":"patch","key":0,"diff":[{"op":"remove","key":0}]}]}]""", "at /0/0, remove '0': there is nothing inside to change")]
    [InlineData("[1]", """[{"op":"add","key":"a","value":1}]""", "at the top, add 'a': items have indexes, not names")]
    [InlineData("[1]", """[{"op":"addrange","key":0,"valuelist":"ab"}]""", "at the top, addrange '0': what a list gets is a list")]
    [InlineData("""{"a":1}""", """[{"op":"add","key":"a","value":2}]""", "at the top, add 'a': there is such a member already")]
    [InlineData("""{"a":1}""", """[{"op":"remove","key":"b"}]""", "at the top, remove 'b': there is no such member")]
    [InlineData("""{"a":1}""", """[{"op":"replace","key":"b","value":2}]""", "at the top, replace 'b': there is no such member")]
    [InlineData("""{"a":{}}""", """[{"op":"patch","key":"a","diff":[{"op":"patch","key":"b","diff":[]}]}]""", "at /a, patch 'b': there is no such member")]
    [InlineData("""{"a":1}""", """[{"op":"remove","key":0}]""", "at the top, remove '0': an object has no indexes")]
    [InlineData("""{"a":1}""", """[{"op":"remove","key":"a"},{"op":"replace","key":"a","value":1}]""", "at the top, replace 'a': an entry before changes the same member")]
    [InlineData("\"a\\nb\"", """[{"op":"removerange","key":0,"length":3}]""", "at the top, removerange '0': there are only 2 lines")]
    [InlineData("\"a\\nb\"", """[{"op":"patch","key":1,"diff":[{"op":"removerange","key":0,"length":2}]}]""", "at /1, removerange '0': there are only 1 characters")]
    [InlineData("\"a\"", """[{"op":"addrange","key":0,"valuelist":[1]}]""", "at the top, addrange '0': what a text gets is text")]
    [InlineData("\"a\"", """[{"op":"patch","key":0,"diff":[{"op":"patch","key":0,"diff":[]}]}]""", "at /0, patch '0': there is nothing inside a character to change")]
    [InlineData("""{"cells":[{"id":"one"},{"id":"two","source":"a"}]}""", """[{"op":"patch","key":"cells","diff":[{"op":"patch","key":1,"diff":[{"op":"patch","key":"source","diff":[{"op":"removerange","key":1,"length":1}]}]}]}]""", "at /cells/1/source (cell 1, id 'two'), removerange '1': there are only 1 lines")]
    public void What_does_not_fit_is_refused_with_its_place(string value, string diff, string message)
    {
        Diff read = DiffReader.Read(Json(diff));

        DeckleException error = Assert.Throws<DeckleException>(() => DiffPatcher.Patch(Json(value), read));

        Assert.Equal("diff-does-not-fit", error.Code);
        Assert.Equal(ErrorKind.BadNews, error.Kind);
        Assert.Equal("the diff does not fit: " + message, error.Message);
    }

    [Fact]
    public void Many_entries_take_no_square_of_their_number()
    {
        const int Count = 20_000;
        JsonArray items = JsonArray.From(Enumerable.Range(0, Count).Select(i => (JsonValue)i));
        JsonObject members = JsonObject.From(Enumerable.Range(0, Count).Select(i => new JsonMember($"k{i}", i)));
        string text = string.Concat(Enumerable.Range(0, Count).Select(i => $"{i}\n"));
        var ofItems = new Diff(Enumerable.Range(0, Count).SelectMany(i => (DiffEntry[])[DiffEntry.AddRange(i, JsonArray.From((string[])["new\n"])), DiffEntry.RemoveRange(i, 1)]));
        var ofMembers = new Diff(Enumerable.Range(0, Count).Select(i => DiffEntry.Replace($"k{i}", "x")));

        JsonValue patchedItems = DiffPatcher.Patch(items, ofItems);
        JsonValue patchedText = DiffPatcher.Patch(text, ofItems);
        JsonValue patchedMembers = DiffPatcher.Patch(members, ofMembers);

        Assert.Equal(Count, ((JsonArray)patchedItems).Count(item => item == "new\n"));
        Assert.Equal(string.Concat(Enumerable.Repeat("new\n", Count)), patchedText);
        Assert.Equal(Count, ((JsonObject)patchedMembers).Count(member => member.Value == "x"));
    }

    [Fact]
    public void What_does_not_change_is_shared()
    {
        JsonValue value = Json("""{"a":{"b":[1]},"c":[[1],[2]]}""");

        var patched = (JsonObject)DiffPatcher.Patch(value, new Diff(DiffEntry.Patch("c", new Diff(DiffEntry.Replace(1, 3)))));

        Assert.Same(((JsonObject)value)["a"], patched["a"]);
        Assert.Same(((JsonArray)((JsonObject)value)["c"]!)[0], ((JsonArray)patched["c"]!)[0]);
        Assert.Same(value, DiffPatcher.Patch(value, Diff.Empty));
    }

    private static JsonValue Json(string text) => JsonReader.Read(Encoding.UTF8.GetBytes(text));
}
