using CsCheck;
using Deckle.Batches;
using Deckle.Json;

namespace Deckle.Tests.Batches;

public class GridAxisTests
{
    [Theory]
    [InlineData("n=1..5", "[1, 2, 3, 4, 5]")]
    [InlineData("n=1..10..2", "[1, 3, 5, 7, 9]")]
    [InlineData("n=10..1..3", "[10, 7, 4, 1]")]
    [InlineData("n=2..-2..-2", "[2, 0, -2]")]
    [InlineData("n=3..3", "[3]")]
    [InlineData("x=0.1..0.5..0.1", "[0.1, 0.2, 0.3, 0.4, 0.5]")]
    [InlineData("x=1.0..3.0", "[1.0, 2.0, 3.0]")]
    [InlineData("x=1e-3..3e-3..1e-3", "[0.001, 0.002, 0.003]")]
    [InlineData("n=9007199254740993..9007199254740994", "[9007199254740993, 9007199254740994]")]
    public void A_range_counts_in_decimal_with_both_ends(string text, string values) => Assert.Equal(JsonReader.Read(values), Values(text));

    [Theory]
    [InlineData("a=0.1,0.2", "[0.1, 0.2]")]
    [InlineData("a= 1 , eu ,True,None", """[1, "eu", true, null]""")]
    [InlineData("a='1','True',\"1..5\",''", """["1", "True", "1..5", ""]""")]
    [InlineData(@"a=one\,two,x", """["one,two", "x"]""")]
    [InlineData(@"a='it\'s',it's", """["it's"]""")]
    [InlineData("""a=[1, 2],[],{"k": "a,b]"}""", """[[1, 2], [], {"k": "a,b]"}]""")]
    [InlineData("a=1..3,10,20..22", "[1, 2, 3, 10, 20, 21, 22]")]
    [InlineData("a=../data,x..y", """["../data", "x..y"]""")]
    [InlineData("a=b=c", """["b=c"]""")]
    public void Values_are_typed_as_on_the_command_line(string text, string values) => Assert.Equal(JsonReader.Read(values), Values(text));

    [Fact]
    public void A_repeated_value_counts_once()
    {
        var axis = GridAxis.Parse("n=1..3,2,2,4");

        Assert.Equal([1, 2, 3, 4], axis.Values.Select(value => (int)((JsonNumber)value).ToBigInteger()));
        Assert.Equal((4, 2), ((int)axis.Count, (int)axis.Repeated));
    }

    [Fact]
    public void A_long_range_is_counted_without_being_made()
    {
        var axis = GridAxis.Parse("n=1..1000000000000");

        Assert.Equal(1_000_000_000_000, axis.Count);
        Assert.Equal(new JsonValue[] { 1, 2 }, axis.Values.Take(2));
    }

    [Theory]
    [InlineData("alpha", "not NAME=VALUES")]
    [InlineData("=1", "not NAME=VALUES")]
    [InlineData("a=", "an empty value; write '' for an empty text")]
    [InlineData("a=1,,2", "an empty value; write '' for an empty text")]
    [InlineData("a=1,", "an empty value; write '' for an empty text")]
    [InlineData("a='1", "a quote is not closed")]
    [InlineData("a='1'2", "a comma should stand before \"2\"")]
    [InlineData("a=[1", "[1 begins as JSON and is none: line 1, column 3: expected ',' or ']'")]
    [InlineData("n=1..5..0", "a step of zero ends nowhere")]
    [InlineData("n=1..5..-1", "the step leads away from the last value")]
    [InlineData("n=1..x", "1..x is no range")]
    [InlineData("n=1..", "1.. is no range")]
    [InlineData("n=1..99999999999999999999999999999999", "a number of a range has more than 28 digits")]
    [InlineData("n=0,1..9999999", "more than 1000000 values in parts")]
    public void What_is_no_grid_is_told(string text, string reason)
    {
        DeckleException error = Assert.Throws<DeckleException>(() => GridAxis.Parse(text));

        Assert.Equal("grid-invalid", error.Code);
        Assert.Equal($"--grid {new JsonString(text)}: {reason}", error.Message);
    }

    [Fact]
    public void A_range_has_as_many_values_as_it_says() =>
        Gen.Select(Gen.Int[-50, 50], Gen.Int[-50, 50], Gen.Int[1, 9], Gen.Int[0, 3]).Sample((first, last, step, scale) =>
        {
            string Decimal(int value) => (value / (decimal)Math.Pow(10, scale)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var axis = GridAxis.Parse($"x={Decimal(first)}..{Decimal(last)}..{Decimal(step)}");

            JsonValue[] values = [.. axis.Values];

            Assert.Equal(Math.Abs(last - first) / step + 1, values.Length);
            Assert.Equal(values.Length, (int)axis.Count);
            Assert.Equal(values.Length, values.Distinct().Count());
        });

    private static JsonArray Values(string text) => JsonArray.From(GridAxis.Parse(text).Values);
}
