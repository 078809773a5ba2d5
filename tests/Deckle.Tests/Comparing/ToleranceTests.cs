using Deckle.Comparing;
using Deckle.Json;

namespace Deckle.Tests.Comparing;

public class ToleranceTests
{
    private static readonly CompareOptions Thousandth = new() { Rtol = 1e-3 };

    [Theory]
    [InlineData("loss: 0.1234\n", "loss: 0.12341\n")]
    [InlineData("[1.0, 2.0]", "[1.0005, 1.9999]")]
    [InlineData("-1.5e-10 J", "-1.5001e-10 J")]
    [InlineData("1,234,567.89", "1,234,568.01")]
    [InlineData("3.14s and 99.99%", "3.141s and 99.98%")]
    [InlineData("(1.5+2.5j)", "(1.5001+2.5001j)")]
    [InlineData("1e5", "100001.0")]
    [InlineData("10000", "10001")]
    [InlineData("[0.1 0.25]", "[0.1                 0.25000000000000006]")]
    [InlineData("x   9.9999\ny  10.0000\n", "x  10.0000\ny  10.0001\n")]
    public void Close_numbers_pass(string expected, string actual) => Assert.True(Passes(expected, actual, Thousandth));

    [Theory]
    [InlineData("0.1234", "0.1334")]
    [InlineData("loss 1.0", "cost 1.0")]
    [InlineData("1.0", "1.0 2.0")]
    [InlineData("1.0", "x")]
    [InlineData("x10000", "x10001")]
    [InlineData("v1.10000.3", "v1.10001.3")]
    [InlineData("2024-01-02", "2025-01-02")]
    [InlineData("12:30:59.0", "12:30:59.01")]
    [InlineData("0x10000", "0x10001")]
    [InlineData("00010000", "00010001")]
    [InlineData("a  b 1.0", "a b 1.0")]
    [InlineData("nan", "1.0")]
    [InlineData("1.0", "-1.0")]
    public void Anything_else_does_not(string expected, string actual) => Assert.False(Passes(expected, actual, Thousandth));

    [Fact]
    public void A_long_word_of_digits_takes_no_time()
    {
        string digits = new('1', 200_000);

        Assert.False(Passes(digits + "x1", digits + "x2", Thousandth));
    }

    [Fact]
    public void An_absolute_tolerance_is_what_zero_needs()
    {
        Assert.False(Passes("0.0", "1e-12", Thousandth));
        Assert.True(Passes("0.0", "1e-12", new CompareOptions { Atol = 1e-9 }));
    }

    [Fact]
    public void Without_a_tolerance_one_spelling_of_a_number_is_not_another() => Assert.False(Passes("1.0", "1.00", CompareOptions.Default));

    [Fact]
    public void A_cell_may_ask_for_its_own() => Assert.True(Passes("1.0", "1.1", CompareOptions.Default.For(new CellMarkers { Rtol = 0.2 })));

    [Theory]
    [InlineData("""{"y": [1, 2.5], "name": "took 1.5 s"}""", """{"y": [1.0001, 2.5001], "name": "took 1.5001 s"}""", true)]
    [InlineData("""{"y": [1, 2.5]}""", """{"y": [1, 2.6]}""", false)]
    [InlineData("""{"y": 1}""", """{"y": 1, "z": 2}""", false)]
    public void JSON_is_compared_number_by_number(string expected, string actual, bool passes) =>
        Assert.Equal(passes, OutputComparer.Compare([Json(expected)], [Json(actual)], Thousandth).Count == 0);

    [Fact]
    public void Errors_and_pictures_of_lines_have_numbers_too()
    {
        Assert.Empty(OutputComparer.Compare([Outputs.Error("E", "1.0 > 0.5")], [Outputs.Error("E", "1.0001 > 0.5")], Thousandth));
        Assert.Empty(OutputComparer.Compare([Outputs.Display(("image/svg+xml", "<path d='M 1.0 2.0'/>"))], [Outputs.Display(("image/svg+xml", "<path d='M 1.0 2.0001'/>"))], Thousandth));
    }

    [Fact]
    public void Payloads_have_none() => Assert.NotEmpty(OutputComparer.Compare(
        [Outputs.Display(("application/pdf", "1/10000"))], [Outputs.Display(("application/pdf", "1/10001"))], new CompareOptions { Rtol = 1 }));

    [Fact]
    public void The_numbers_that_are_too_far_apart_are_told_with_line_and_distance()
    {
        OutputDifference difference = Assert.Single(OutputComparer.Compare([Outputs.Stream("a 1.0\nb 2.0\n")], [Outputs.Stream("a 1.0001\nb 4.0\n")], Thousandth));

        Assert.Equal([new ValueDetail("line 2", "2.0", "4.0", 0.5)], difference.Details);
    }

    [Fact]
    public void The_places_in_JSON_are_told()
    {
        OutputDifference difference = Assert.Single(OutputComparer.Compare(
            [Json("""{"data": [{"x": 1, "gone": null}], "layout": {"width": 100}}""")], [Json("""{"data": [{"x": 2}, 3], "layout": {"width": 100}}""")]));

        Assert.Equal(
            [new ValueDetail("data[0].x", "1", "2", 0.5), new ValueDetail("data[0].gone", "null", null), new ValueDetail("data[1]", null, "3")],
            difference.Details);
    }

    private static Output Json(string text) => Outputs.Display(("application/json", JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(text))));

    private static bool Passes(string expected, string actual, CompareOptions options) =>
        OutputComparer.Compare([Outputs.Stream(expected)], [Outputs.Stream(actual)], options).Count == 0;
}
