using System.Text;
using CsCheck;
using Deckle.Editing;
using Deckle.Json;

namespace Deckle.Tests;

public class JsonEditorTests
{
    [Fact]
    public void Without_a_change_every_byte_stays()
    {
        int count = 0;
        foreach (string path in Cases.Notebooks())
        {
            byte[] bytes = Cases.Bytes(path);
            if (Cases.TryReadObject(bytes) is not { } read)
            {
                continue;
            }

            Assert.Equal(bytes, JsonEditor.Edit(bytes, read, read));
            Assert.Equal(bytes, JsonEditor.Edit(bytes, read, JsonReader.Read(bytes)));
            count++;
        }

        Assert.InRange(count, 200, int.MaxValue);
    }

    [Fact]
    public void Reading_the_edited_bytes_gives_the_changed_value()
    {
        TextGen.Select(Gen.Int, (text, seed) => (text, seed)).Sample(sample =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(sample.text);
            JsonValue read = JsonReader.Read(bytes);
            JsonValue changed = Mutation.Any(read, new Random(sample.seed));

            return JsonReader.Read(JsonEditor.Edit(bytes, read, changed)) == changed;
        }, iter: 5000);
    }

    [Fact]
    public void Real_notebooks_read_back_as_they_were_changed()
    {
        foreach (string path in Cases.Notebooks())
        {
            byte[] bytes = Cases.Bytes(path);
            if (bytes.Length > 200_000 || Cases.TryReadObject(bytes) is not { } read)
            {
                continue;
            }

            for (int seed = 0; seed < 20; seed++)
            {
                JsonValue changed = Mutation.Any(read, new Random(seed));

                Assert.Equal(changed, JsonReader.Read(JsonEditor.Edit(bytes, read, changed)));
            }
        }
    }

    [Fact]
    public void Removing_only_takes_bytes_away()
    {
        TextGen.Select(Gen.Int, (text, seed) => (text, seed)).Sample(sample =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(sample.text);
            JsonValue read = JsonReader.Read(bytes);

            return IsSubsequence(JsonEditor.Edit(bytes, read, Mutation.Removal(read, new Random(sample.seed), count: 1)), bytes);
        }, iter: 5000);
    }

    [Fact]
    public void Removing_several_parts_of_a_notebook_only_takes_bytes_away()
    {
        foreach (string path in Cases.Notebooks())
        {
            byte[] bytes = Cases.Bytes(path);
            if (bytes.Length > 200_000 || Cases.TryReadObject(bytes) is not { } read)
            {
                continue;
            }

            for (int seed = 0; seed < 20; seed++)
            {
                byte[] edited = JsonEditor.Edit(bytes, read, Mutation.Removal(read, new Random(seed), count: 4));

                Assert.True(IsSubsequence(edited, bytes), $"{path}, seed {seed}");
            }
        }
    }

    [Theory]
    [InlineData("{\n  \"b\": 1,\n  \"a\": [1.10, 1e5]\n}\n", "{\n  \"b\": 1,\n  \"a\": [1.10, 1e5],\n  \"new\": {\n    \"x\": [\n      1,\n      2\n    ]\n  }\n}\n")]
    [InlineData("{\r\n\t\"a\": 1,\r\n\t\"z\": 2\r\n}", "{\r\n\t\"a\": 1,\r\n\t\"new\": {\r\n\t\t\"x\": [\r\n\t\t\t1,\r\n\t\t\t2\r\n\t\t]\r\n\t},\r\n\t\"z\": 2\r\n}")]
    [InlineData("{\"z\":1,\"a\":2}", "{\"z\":1,\"a\":2,\"new\":{\"x\":[1,2]}}")]
    [InlineData("{\"z\": 1, \"a\": 2}", "{\"z\": 1, \"a\": 2, \"new\": {\"x\": [1, 2]}}")]
    [InlineData("{ \"a\" : 1 }", "{ \"a\" : 1, \"new\" : {\"x\" : [1, 2]} }")]
    [InlineData("{}", "{\n \"new\": {\n  \"x\": [\n   1,\n   2\n  ]\n }\n}")]
    [InlineData("{\"a\": 1, \"a\": 2, \"b\": 3}", "{\"a\": 1, \"a\": 2, \"b\": 3, \"new\": {\"x\": [1, 2]}}")]
    public void A_new_member_is_laid_out_like_the_others(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var read = (JsonObject)JsonReader.Read(bytes);

        byte[] edited = JsonEditor.Edit(bytes, read, read.With("new", JsonObject.Of(("x", JsonArray.Create([1, 2])))));

        Assert.Equal(expected, Encoding.UTF8.GetString(edited));
    }

    [Fact]
    public void Of_repeated_keys_the_last_is_replaced_and_all_are_removed()
    {
        byte[] bytes = "{\"a\": 1, \"b\": 2, \"a\": 3}"u8.ToArray();
        var read = (JsonObject)JsonReader.Read(bytes);

        Assert.Equal("{\"a\": 1, \"b\": 2, \"a\": 4}", Encoding.UTF8.GetString(JsonEditor.Edit(bytes, read, read.With("a", 4))));
        Assert.Equal("{\"b\": 2}", Encoding.UTF8.GetString(JsonEditor.Edit(bytes, read, read.Without("a"))));
    }

    [Theory]
    [InlineData("{\"a\": \"\\u00e9\"}", "\"\\u00fc\"")]
    [InlineData("{\"a\": \"é\"}", "\"ü\"")]
    [InlineData("{\"a\": \"\\u001b[0m\"}", "\"ü\"")]
    public void New_text_is_escaped_where_the_file_escapes(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var read = (JsonObject)JsonReader.Read(bytes);

        Assert.Contains(expected, Encoding.UTF8.GetString(JsonEditor.Edit(bytes, read, read.With("b", "ü"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Items_keep_their_bytes_when_others_go_come_and_move()
    {
        byte[] bytes = "[\n  [1.0,  2],\n  {\"x\":1e3},\n  3.50\n]"u8.ToArray();
        var read = (JsonArray)JsonReader.Read(bytes);

        Assert.Equal("[\n  {\"x\":1e3},\n  3.50\n]", Text(JsonEditor.Edit(bytes, read, read.RemoveAt(0))));
        Assert.Equal("[\n  [1.0,  2],\n  {\"x\":1e3}\n]", Text(JsonEditor.Edit(bytes, read, read.RemoveAt(2))));
        Assert.Equal("[\n  0,\n  [1.0,  2],\n  {\"x\":1e3},\n  3.50\n]", Text(JsonEditor.Edit(bytes, read, read.Insert(0, 0))));
        Assert.Equal("[\n  3.50,\n  [1.0,  2],\n  {\"x\":1e3}\n]", Text(JsonEditor.Edit(bytes, read, JsonArray.Create([read[2], read[0], read[1]]))));
    }

    [Fact]
    public void A_cell_is_found_again_among_removed_ones()
    {
        string cells = string.Join(", ", Enumerable.Range(0, 9).Select(i => $$"""{"id":"c{{i}}",  "source":["s{{i}}"], "outputs":[{{i}}.0]}"""));
        byte[] bytes = Encoding.UTF8.GetBytes("[" + cells + "]");
        var read = (JsonArray)JsonReader.Read(bytes);
        JsonArray changed = JsonArray.From(read.Where((_, i) => i % 3 != 0).Select(cell => ((JsonObject)cell).With("outputs", JsonArray.Empty)));

        string edited = Text(JsonEditor.Edit(bytes, read, changed));

        Assert.Equal("[" + string.Join(", ", new[] { 1, 2, 4, 5, 7, 8 }.Select(i => $$"""{"id":"c{{i}}",  "source":["s{{i}}"], "outputs":[]}""")) + "]", edited);
    }

    private static bool IsSubsequence(byte[] part, byte[] whole)
    {
        int at = 0;
        foreach (byte b in part)
        {
            at = Array.IndexOf(whole, b, at) + 1;
            if (at == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);

    /// <summary>JSON in every layout: white space anywhere, repeated keys, escapes, odd numbers.</summary>
    private static readonly Gen<string> TextGen = Gen.Int[0, 4].SelectMany(Value).Select(Space, Space, (value, before, after) => before + value + after);

    private static Gen<string> Choice(params string[] options) => Gen.Int[0, options.Length - 1].Select(i => options[i]);

    private static Gen<string> Space => Choice("", "", " ", "\n ", "\r\n\t", "\n\n   ", "\t");

    private static Gen<string> Scalar => Gen.OneOf(
        Choice("1", "-0", "1.10", "1e5", "NaN", "-Infinity", "true", "false", "null", "12345678901234567890"),
        Choice("\"\"", "\"a\"", "\"\\u00e9\\/\"", "\"é\\n\"", "\"\\ud800\"", "\"[{\\\"\"", "\"\\\\\""));

    private static Gen<string> Value(int depth)
    {
        if (depth == 0)
        {
            return Scalar;
        }

        Gen<string> inner = Gen.Int[0, depth - 1].SelectMany(Value);
        Gen<string> item = Gen.Select(Space, inner, Space, (before, value, after) => before + value + after);
        Gen<string> member = Gen.Select(Space, Choice("a", "b", "c", "\\u0061", "é", "source"), Space, item, (before, key, after, value) => $"{before}\"{key}\"{after}:{value}");
        return Gen.OneOf(
            item.Array[0, 5].Select(Space, (items, space) => "[" + (items.Length == 0 ? space : string.Join(',', items)) + "]"),
            member.Array[0, 5].Select(Space, (members, space) => "{" + (members.Length == 0 ? space : string.Join(',', members)) + "}"),
            Scalar);
    }
}
