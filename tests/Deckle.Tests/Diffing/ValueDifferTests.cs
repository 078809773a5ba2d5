using CsCheck;
using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

public class ValueDifferTests
{
    // Every kind of line end, halves of some of them, and a character that shares bytes with two.
    private static readonly string[] Pieces = ["a", "b", "\n", "\r", "\r\n", "\u2028", "\u0085", "\u00a8", "\v", "é", "…", "\ud83d"];

    private static readonly Gen<string> Texts = Gen.Int[0, Pieces.Length - 1].Array[0, 24].Select(picks => string.Concat(picks.Select(pick => Pieces[pick])));

    [Theory]
    [InlineData("", "a\n", "/0 addrange [\"a\\n\"]")]
    [InlineData("a\nb\nc\n", "a\nB\nc\n", "/1 addrange [\"B\\n\"]\n/1 removerange 1")]
    [InlineData("a\nb", "a\nb\n", "/1 addrange [\"b\\n\"]\n/1 removerange 1")]
    [InlineData("a\r", "a\r\n", "/0 addrange [\"a\\r\\n\"]\n/0 removerange 1")]
    [InlineData("a\nb\nc", "a\nc", "/1 removerange 1")]
    [InlineData("a\fb", "a\fc", "/1 addrange [\"c\"]\n/1 removerange 1")]
    [InlineData("a\na\na\n", "a\na\n", "/2 removerange 1")]
    public void Texts_are_compared_by_the_lines_that_Python_sees(string before, string after, string expected) =>
        Assert.Equal(expected, DiffText.Of(ValueDiffer.Compare(before, after)).Replace("\u000c", "\\f", StringComparison.Ordinal));

    [Fact]
    public void A_diff_of_texts_makes_one_of_the_other() => Gen.Select(Texts, Texts).Sample((before, after) =>
        Assert.Equal(new JsonString(after), DiffPatcher.Patch(before, ValueDiffer.Compare(before, after))));

    [Fact]
    public void A_diff_of_texts_with_common_ends_makes_one_of_the_other() => Gen.Select(Texts, Texts, Texts, Texts).Sample((start, old, young, end) =>
        Assert.Equal(new JsonString(start + young + end), DiffPatcher.Patch(start + old + end, ValueDiffer.Compare(start + old + end, start + young + end))));

    [Fact]
    public void Of_a_long_log_one_line_is_told()
    {
        string log = string.Concat(Enumerable.Range(0, 100_000).Select(line => $"line {line}\n"));

        Assert.Equal("/50000 addrange [\"LINE\\n\"]\n/50000 removerange 1", DiffText.Of(ValueDiffer.Compare(log, log.Replace("line 50000\n", "LINE\n", StringComparison.Ordinal))));
    }

    [Fact]
    public void Members_stand_in_the_order_of_their_code_points()
    {
        JsonObject before = JsonObject.Of(("b", 1), ("\uffee", 1), ("a", 1));
        JsonObject after = JsonObject.Of(("\ud83d\ude00", 2), ("\uffee", 2), ("B", 2), ("a", 2));

        Assert.Equal(["B", "a", "b", "\uffee", "\ud83d\ude00"], ValueDiffer.Compare(before, after).Select(entry => entry.Key.Name));
    }

    [Theory]
    [InlineData("[1, 2, 3]", "[1, 4, 3]", "/1 addrange [4]\n/1 removerange 1")]
    [InlineData("[\"a\"]", "[\"a\", \"b\"]", "/1 addrange [\"b\"]")]
    [InlineData("[1, 1.0, true]", "[1.0, 1, true]", "/0 removerange 1\n/2 addrange [1]")]
    [InlineData("[{\"a\": 1, \"b\": 2}]", "[{\"a\": 1, \"b\": 3}]", "/0/b replace 3")]
    [InlineData("[{\"a\": 1}]", "[{\"b\": 1}]", "/0 addrange [{\"b\": 1}]\n/0 removerange 1")]
    [InlineData("[[1, 2], 7]", "[[1, 3], 8]", "/0/1 addrange [3]\n/0/1 removerange 1\n/1 addrange [8]\n/1 removerange 1")]
    public void Lists_are_compared_as_sequences(string before, string after, string expected) =>
        Assert.Equal(expected, DiffText.Of(ValueDiffer.Compare(Json(before), Json(after))));

    [Fact]
    public void A_number_is_not_compared_with_a_text() => Assert.Throws<ArgumentException>(() => ValueDiffer.Compare(1, "1"));

    private static JsonValue Json(string text) => JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(text));
}
