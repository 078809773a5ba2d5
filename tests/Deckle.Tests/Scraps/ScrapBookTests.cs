using Deckle.Json;
using Deckle.Scraps;
using static Deckle.Tests.Scraps.GluedNotebook;

namespace Deckle.Tests.Scraps;

public class ScrapBookTests
{
    [Fact]
    public void Merged_the_last_scrap_of_a_name_counts_at_the_place_of_the_first()
    {
        ScrapSet merged = Collection().Merged;

        Assert.Equal(["one", "number", "list", "dict", "output", "one_only", "two", "two_only"], merged.Keys);
        Assert.Equal("2", merged["number"].Data!.ToString());
        Assert.Equal("'Hello World 2!'", merged["output"].Display!.Data.Text("text/plain"));
    }

    [Fact]
    public void Files_of_one_name_are_told_apart_by_their_folders()
    {
        var book = new ScrapBook([Run("runs/1/report.ipynb"), Run("runs/2/report.ipynb"), Run("runs/other.ipynb")]);

        Assert.Equal(["runs/1/report", "runs/2/report", "other"], book.Runs.Select(run => run.Key));
    }

    [Fact]
    public void A_table_has_a_row_for_each_run_and_a_column_for_each_parameter_and_scrap()
    {
        ScrapTable table = ScrapTable.Of(Collection().Runs);

        Assert.Equal(["file", "status", "duration_seconds", "bar", "foo", "one", "number", "list", "dict", "output", "one_only", "two", "two_only"], table.Columns.Select(column => column.Name));
        Assert.Equal(["result1.ipynb", "null", "null", "hello", "1", "1", "1"], table.Rows[0].Take(7).Select(value => value is JsonString text ? text.Text : value.ToString()));
        Assert.Equal(["null", "2"], table.Rows[1].Skip(5).Take(2).Select(value => value.ToString()));
    }

    [Fact]
    public void Parameters_and_scraps_of_one_name_have_columns_of_their_own()
    {
        ScrapRun run = ScrapReader.ReadRun(
            "a.ipynb",
            Of(JsonObject.Of(("papermill", JsonObject.Of(("parameters", JsonObject.Of(("alpha", 1), ("file", "x")))))), [Glued("alpha", "json", 2), Glued("status", "json", 3)]));

        ScrapTable table = ScrapTable.Of([run]);

        Assert.Equal(["file", "status", "duration_seconds", "parameters.alpha", "parameters.file", "alpha", "scraps.status"], table.Columns.Select(column => column.Name));
    }

    [Fact]
    public void Displays_and_tables_are_no_values_of_a_row()
    {
        ScrapRun run = ScrapReader.ReadRun("a.ipynb", Of(Shown("seen"), Glued("frame", "pandas", "UEFSMQ=="), Glued("n", "json", 1)));

        Assert.Equal(["file", "status", "duration_seconds", "n"], ScrapTable.Of([run]).Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_report_shows_the_displays_of_all_notebooks()
    {
        string report = ScrapReport.Write(Collection().Runs);

        Assert.Equal(
            ["### result1", "#### output", "'Hello World!'", "#### one_only", "'Just here!'", "<hr>", "### result2", "#### output", "'Hello World 2!'", "#### two_only", "'Just here!'"],
            Lines(report));
    }

    [Fact]
    public void A_report_of_a_scrap_says_where_there_is_none()
    {
        string report = ScrapReport.Write(Collection().Runs, new ScrapReportOptions { Names = ["one_only"] });

        Assert.Equal(
            ["### result1", "#### one_only", "'Just here!'", "<hr>", "### result2", "#### one_only", "No scrap found with name 'one_only' in this notebook"],
            Lines(report));
    }

    [Fact]
    public void A_report_without_headings_names_its_data()
    {
        ScrapRun run = ScrapReader.ReadRun("a.ipynb", Of(Glued("n", "json", 1), Glued("long", "json", new string('x', 200)), Glued("d", "json", JsonReader.Read("""{"a": null}"""))));

        string report = ScrapReport.Write([run], new ScrapReportOptions { IncludeData = true, Headers = false });

        Assert.Equal(["n: 1", $"long: '{new string('x', 99)}...", "d: {'a': None}"], Lines(report));
    }

    [Fact]
    public void A_report_can_carry_no_script()
    {
        JsonValue[] outputs =
        [
            Shown("a", "image/svg+xml", "<svg><script>alert(1)</script></svg>"), Shown("b", "text/html", "<script>alert(1)</script>"),
            Shown("c", "text/plain", "```\n<script>alert(1)</script>"), Shown("d](x)\n<script>", "image/png", "AAAA\n\"><script>"),
        ];

        string report = ScrapReport.Write([ScrapReader.ReadRun("a.ipynb", Of(outputs))], new ScrapReportOptions { Headers = false });

        Assert.Contains("![a](data:image/svg+xml;base64,", report, StringComparison.Ordinal);
        Assert.Contains("```\n<script>alert(1)</script>\n```", report, StringComparison.Ordinal);
        Assert.Contains("````\n```\n<script>alert(1)</script>\n````", report, StringComparison.Ordinal);
        Assert.Contains("![d(x) &lt;script>](data:image/png;base64,AAAAscript)", report, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_reglued_is_read_back_under_its_new_name()
    {
        Scrap scrap = Collection().Runs[0].Scraps["output"];

        Notebook target = Regluer.Append(Of(Glued("other", "json", 0)), "b", "result1.ipynb", scrap, "renamed");

        Scrap read = ScrapReader.Read(target)["renamed"];
        Assert.Equal(scrap.Data, read.Data);
        Assert.Equal("text", read.Encoder);
        Assert.Equal("'Hello World!'", read.Display!.Data.Text("text/plain"));
    }

    [Fact]
    public void What_is_reglued_unattached_is_only_seen()
    {
        IReadOnlyList<Output> outputs = Regluer.Outputs(Collection().Runs[0].Scraps["output"], unattached: true);

        Assert.All(outputs, output => Assert.Empty(output.Metadata));
        Assert.Equal("'Hello World!'", outputs[1].Data.Text("text/plain"));
    }

    private static IEnumerable<string> Lines(string report) => report.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("```", StringComparison.Ordinal));

    private static ScrapRun Run(string path) => ScrapReader.ReadRun(path, Of());

    private static ScrapBook Collection() => new(new[] { "result1.ipynb", "result2.ipynb" }.Select(file =>
        ScrapReader.ReadRun(file, NotebookReader.Read(Cases.Bytes($"peers/scrapbook/scrapbook/tests/notebooks/collection/{file}")))));
}
