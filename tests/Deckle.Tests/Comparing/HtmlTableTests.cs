using Deckle.Comparing;

namespace Deckle.Tests.Comparing;

public class HtmlTableTests
{
    private const string Frame = """
        <div>
        <style scoped>
            .dataframe tbody tr th { vertical-align: middle; }
        </style>
        <table border="1" class="dataframe">
          <thead>
            <tr style="text-align: right;"><th></th><th>sales</th><th>share</th></tr>
          </thead>
          <tbody>
            <tr><th>north</th><td>1200</td><td>0.25</td></tr>
            <tr><th>south</th><td>3600</td><td>0.75</td></tr>
          </tbody>
        </table>
        <p>2 rows × 2 columns</p>
        </div>
        """;

    private static readonly CompareOptions ByCell = new() { TablesByCell = true };

    [Fact]
    public void Attributes_styles_and_layout_do_not_count()
    {
        string other = Frame.Replace("border=\"1\" class=\"dataframe\"", "id='T_1' data-x='>'", StringComparison.Ordinal)
            .Replace("scoped>", "type=\"text/css\">\n#T_1 td { color: red }", StringComparison.Ordinal)
            .Replace("</td><td>", "</td>\n      <td class=\"c1\">", StringComparison.Ordinal)
            .Replace("  <thead>", "<!-- made by a styler --><thead>", StringComparison.Ordinal);

        Assert.Empty(Compare(Frame, other, ByCell));
        Assert.NotEmpty(Compare(Frame, other, CompareOptions.Default));
    }

    [Fact]
    public void A_cell_that_differs_is_told_by_row_and_column() => Assert.Equal(
        [new ValueDetail("row 2 'south', column 'sales'", "3600", "1800", 0.5)],
        Details(Frame, Frame.Replace("3600", "1800", StringComparison.Ordinal), ByCell));

    [Fact]
    public void Numbers_in_cells_have_a_tolerance()
    {
        string other = Frame.Replace("0.25", "0.2500001", StringComparison.Ordinal);

        Assert.Empty(Compare(Frame, other, new CompareOptions { Rtol = 1e-5 }));
        Assert.NotEmpty(Compare(Frame, other, ByCell));
    }

    [Fact]
    public void Entities_are_the_characters_they_stand_for() =>
        Assert.Empty(Compare("<table><tr><td>a &lt; b&nbsp;&#215;</td></tr></table>", "<table><tr><td>a &#60; b\u00a0×</td></tr></table>", ByCell));

    [Fact]
    public void Headers_count() => Assert.Equal(
        [new ValueDetail("header 1, column 'share'", "share", "part")],
        Details(Frame, Frame.Replace("<th>share</th>", "<th>part</th>", StringComparison.Ordinal), ByCell));

    [Fact]
    public void The_shape_counts() => Assert.Equal(
        [new ValueDetail("shape", "2 rows, 3 columns", "1 row, 3 columns")],
        Details(Frame, Frame.Replace("<tr><th>south</th><td>3600</td><td>0.75</td></tr>", "", StringComparison.Ordinal), ByCell));

    [Fact]
    public void Text_around_tables_counts() => Assert.Equal(
        "text around tables",
        Assert.Single(Details(Frame, Frame.Replace("2 columns", "9 columns", StringComparison.Ordinal), ByCell)).Place);

    [Fact]
    public void Cells_that_span_rows_move_those_beside_them()
    {
        const string Grouped = "<table><tr><th></th><th></th><th>v</th></tr><tr><th rowspan=\"2\">a</th><th>x</th><td>1</td></tr><tr><th>y</th><td>2</td></tr></table>";

        Assert.Equal(
            [new ValueDetail("row 2 'y', column 'v'", "2", "3", 1.0 / 3)],
            Details(Grouped, Grouped.Replace("<td>2", "<td>3", StringComparison.Ordinal), ByCell));
    }

    [Fact]
    public void Tables_are_counted() => Assert.Equal(
        [new ValueDetail("the HTML", "1 table", "2 tables")],
        Details("<table><tr><td>1</table>", "<table><tr><td>1</table><table></table>", ByCell));

    [Fact]
    public void End_tags_may_be_missing() =>
        Assert.Empty(Compare("<table><tr><td>1<td>2<tr><td>3<td>4", "<TABLE><tbody><TR><TD>1</TD><TD>2</TD></TR><tr><td>3</td><td>4</td></tr></tbody></table>", ByCell));

    [Theory]
    [InlineData("<table><tr><td colspan=999999999 rowspan=999999999>")]
    [InlineData("<table <table <table")]
    [InlineData("<table><script>")]
    [InlineData("<table><!--")]
    [InlineData("<table></table></table></td></tr>")]
    [InlineData("<table><table><table><td>")]
    [InlineData("<table>< <1 <> </ </>")]
    public void Broken_HTML_is_read_somehow(string html) => Assert.Empty(Compare(html, html + " ", ByCell));

    [Fact]
    public void A_page_that_means_to_be_slow_is_not()
    {
        string hostile = "<table>" + string.Concat(Enumerable.Repeat("<tr><td rowspan=1000 colspan=1000>", 5_000));

        Assert.NotEmpty(Compare(hostile, hostile + "x", ByCell));
    }

    private static IReadOnlyList<OutputDifference> Compare(string expected, string actual, CompareOptions options) =>
        OutputComparer.Compare([Outputs.Html(expected)], [Outputs.Html(actual)], options);

    private static IReadOnlyList<ValueDetail> Details(string expected, string actual, CompareOptions options) =>
        Assert.Single(Compare(expected, actual, options)).Details;
}
