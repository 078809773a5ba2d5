using Deckle.Comparing;
using Deckle.Json;

namespace Deckle.Tests.Comparing;

public class OutputComparerTests
{
    [Fact]
    public void The_cut_into_messages_and_the_interleaving_of_streams_do_not_count() => AssertSame(
        [Outputs.Stream("a\nb\n"), Outputs.Stream("w", "stderr")],
        [Outputs.Stream("a\n"), Outputs.Stream("w", "stderr"), Outputs.Stream("b\n")]);

    [Fact]
    public void The_kind_of_a_result_its_number_and_metadata_do_not_count() => AssertSame(
        [Outputs.Result(3, ("text/plain", "1"))],
        [new Output(Outputs.Text("1").Json.With("metadata", JsonObject.Of(("isolated", true))))]);

    [Fact]
    public void The_order_between_keys_does_not_count() => AssertSame(
        [Outputs.Text("1"), Outputs.Stream("a")],
        [Outputs.Stream("a"), Outputs.Text("1")]);

    [Fact]
    public void The_order_of_the_values_of_one_key_counts() => AssertReport(
        " mismatch 'text/plain'\n  <<<<<<<<<<<< Reference output from ipynb file:\n  1\n  ============ disagrees with newly computed (test) output:\n  2\n  >>>>>>>>>>>>",
        [Outputs.Text("1"), Outputs.Text("2")],
        [Outputs.Text("2"), Outputs.Text("1")]);

    [Fact]
    public void Tracebacks_do_not_count_but_names_and_messages_do()
    {
        AssertSame([Outputs.Error("ValueError", "v", "one")], [Outputs.Error("ValueError", "v", "two", "three")]);
        AssertFirst(" mismatch 'ename'", [Outputs.Error("ValueError", "v")], [Outputs.Error("KeyError", "w")]);
        AssertFirst(" mismatch 'evalue'", [Outputs.Error("ValueError", "v")], [Outputs.Error("ValueError", "w")]);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/jpeg")]
    [InlineData("application/vnd.jupyter.widget-view+json")]
    public void Pictures_and_widgets_do_not_count_not_even_their_presence(string type)
    {
        AssertSame([Outputs.Display((type, "iVBO"), ("text/plain", "1"))], [Outputs.Display((type, "AAAA"), ("text/plain", "1"))]);
        AssertSame([Outputs.Display((type, "iVBO"), ("text/plain", "1"))], [Outputs.Text("1")]);
    }

    [Theory]
    [InlineData("image/svg+xml")]
    [InlineData("image/gif")]
    [InlineData("text/html")]
    [InlineData("text/latex")]
    [InlineData("application/javascript")]
    [InlineData("application/pdf")]
    [InlineData("application/vnd.plotly.v1+json")]
    public void Everything_else_is_compared(string type) => AssertFirst($" mismatch '{type}'", [Outputs.Display((type, "a"))], [Outputs.Display((type, "b"))]);

    [Fact]
    public void Space_and_the_final_newline_count()
    {
        AssertFirst(" mismatch 'stdout'", [Outputs.Stream("a\n")], [Outputs.Stream("a")]);
        AssertFirst(" mismatch 'stdout'", [Outputs.Stream("a ")], [Outputs.Stream("a")]);
    }

    [Fact]
    public void What_is_missing_is_told_before_what_is_unexpected()
    {
        AssertReport(
            "Missing output fields from running code: {'ename', 'evalue'}",
            [Outputs.Stream("a"), Outputs.Error("E", "v")],
            [Outputs.Stream("b"), Outputs.Text("1")]);
        AssertReport("Unexpected output fields from running code: {'stderr'}", [Outputs.Stream("a")], [Outputs.Stream("b"), Outputs.Stream("w", "stderr")]);
    }

    [Fact]
    public void All_differences_are_there_in_order() => Assert.Equal(
        ["Missing text/html", "Unexpected stderr", "Value stdout", "Count text/plain"],
        OutputComparer.Compare(
                [Outputs.Stream("a"), Outputs.Html("h"), Outputs.Text("1")],
                [Outputs.Text("1"), Outputs.Text("2"), Outputs.Stream("b"), Outputs.Stream("w", "stderr")])
            .Select(difference => $"{difference.Kind} {difference.Key}"));

    [Fact]
    public void Numbers_of_values_are_compared_before_values() => AssertReport(
        "dissimilar number of outputs for key \"text/plain\"<<<<<<<<<<<< Reference outputs from ipynb file:\n1\n"
        + "============ disagrees with newly computed (test) output:\n2\n3\n>>>>>>>>>>>>",
        [Outputs.Text("1")],
        [Outputs.Text("2"), Outputs.Text("3")]);

    [Fact]
    public void Long_base64_is_cut_in_messages()
    {
        string one = string.Concat(Enumerable.Repeat("QUJD", 20));

        string report = NbvalReport.Of(OutputComparer.Compare([Outputs.Display(("application/pdf", one))], [Outputs.Display(("application/pdf", "x"))]));

        Assert.Contains("\n  QUJDQUJD...<snip base64, md5=45a82abc1b60de45...>\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_kept_as_lines_is_the_same_text() => AssertSame(
        [Outputs.Display(("text/plain", JsonArray.From(["a\n", "b"])))],
        [Outputs.Text("a\nb")]);

    [Fact]
    public void JSON_is_compared_as_Python_compares_objects()
    {
        AssertSame([Json("""{"a": 1, "b": [true, 2.0]}""")], [Json("""{"b": [1, 2], "a": 1.0}""")]);
        AssertFirst(" mismatch 'application/json'", [Json("""{"a": 1}""")], [Json("""{"a": "1"}""")]);
        AssertFirst(" mismatch 'application/json'", [Json("[1, 2]")], [Json("[2, 1]")]);
        AssertFirst(" mismatch 'application/json'", [Json("9007199254740993")], [Json("9007199254740992")]);
    }

    [Fact]
    public void Text_is_sanitised_and_JSON_is_not()
    {
        var options = new CompareOptions { Sanitizer = OutputSanitizer.Parse("regex: \\d+\nreplace: N\n", "s.cfg") };

        Assert.Empty(OutputComparer.Compare([Outputs.Stream("took 3"), Outputs.Error("E", "at 5")], [Outputs.Stream("took 12"), Outputs.Error("E", "at 7")], options));
        Assert.NotEmpty(OutputComparer.Compare([Json("""["3"]""")], [Json("""["4"]""")], options));
    }

    [Fact]
    public void Keys_may_be_left_out_or_singled_out()
    {
        Output[] expected = [Outputs.Stream("a"), Outputs.Stream("w", "stderr")];
        Output[] actual = [Outputs.Stream("a"), Outputs.Stream("v", "stderr")];

        Assert.NotEmpty(OutputComparer.Compare(expected, actual));
        Assert.Empty(OutputComparer.Compare(expected, actual, CompareOptions.Default.For(new CellMarkers { SkippedKeys = ["stderr"] })));
        Assert.Empty(OutputComparer.Compare(expected, actual, CompareOptions.Default.For(new CellMarkers { OnlyKeys = ["stdout"] })));
    }

    [Fact]
    public void Addresses_of_objects_count_unless_told()
    {
        Output[] expected = [Outputs.Text("<a.B at 0x7f12>")];
        Output[] actual = [Outputs.Text("<a.B at 0x7f34>")];

        Assert.NotEmpty(OutputComparer.Compare(expected, actual));
        Assert.Empty(OutputComparer.Compare(expected, actual, new CompareOptions { IgnoreAddresses = true }));
    }

    [Fact]
    public void Pictures_are_compared_by_whoever_can()
    {
        var asked = new List<string>();
        var options = new CompareOptions
        {
            Images = (type, expected, actual) =>
            {
                asked.Add(type);
                return new ImageVerdict(AreSame: ((JsonString)actual).Text == "close", "3 % of the pixels");
            },
        };

        Assert.Empty(OutputComparer.Compare([Outputs.Display(("image/png", "a"))], [Outputs.Display(("image/png", "a"))], options));
        Assert.Empty(asked);
        Assert.Empty(OutputComparer.Compare([Outputs.Display(("image/png", "a"))], [Outputs.Display(("image/png", "close"))], options));
        Assert.Equal("3 % of the pixels", Assert.Single(OutputComparer.Compare([Outputs.Display(("image/png", "a"))], [Outputs.Display(("image/png", "far"))], options)).Note);
        Assert.Equal(
            OutputDifferenceKind.Missing,
            Assert.Single(OutputComparer.Compare([Outputs.Display(("image/png", "a"), ("text/plain", ""))], [Outputs.Text("")], options)).Kind);
    }

    private static Output Json(string text) => Outputs.Display(("application/json", JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(text))));

    private static void AssertSame(Output[] expected, Output[] actual) => Assert.Empty(OutputComparer.Compare(expected, actual));

    private static void AssertReport(string report, Output[] expected, Output[] actual) =>
        Assert.Equal(report, NbvalReport.Of(OutputComparer.Compare(expected, actual)));

    private static void AssertFirst(string line, Output[] expected, Output[] actual) =>
        Assert.Equal(line, NbvalReport.Of(OutputComparer.Compare(expected, actual)).Split('\n')[0]);
}
