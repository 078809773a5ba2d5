using Deckle.Json;
using Deckle.Scraps;
using static Deckle.Tests.Scraps.GluedNotebook;

namespace Deckle.Tests.Scraps;

public class ScrapReaderTests
{
    [Fact]
    public void Scraps_of_scrapbook_are_read_in_their_order()
    {
        ScrapSet scraps = Read("collection/result1.ipynb");

        Assert.Equal(["one", "number", "list", "dict", "output", "one_only"], scraps.Keys);
        Assert.Equal("1", scraps["one"].Data!.ToString());
        Assert.Equal("[1, 2, 3]", scraps["list"].Data!.ToString());
        Assert.Equal("json", scraps["dict"].Encoder);
    }

    [Fact]
    public void A_display_alone_has_no_data()
    {
        Scrap display = ScrapReader.Read(Of(Shown("x")))["x"];

        Assert.Null(display.Data);
        Assert.Equal("seen", display.Display!.Data.Text("text/plain"));
    }

    [Fact]
    public void Records_of_old_papermill_are_scraps_too()
    {
        ScrapSet scraps = Read("record.ipynb");

        Assert.Equal("\"world\"", scraps["hello"].Data!.ToString());
        Assert.Equal("123", scraps["number"].Data!.ToString());
        Assert.NotNull(scraps["some_display"].Display);
    }

    [Fact]
    public void Data_and_display_of_one_name_are_both_kept()
    {
        Scrap scrap = Read("collection/result1.ipynb")["output"];

        Assert.Equal("\"Hello World!\"", scrap.Data!.ToString());
        Assert.NotNull(scrap.Display);
    }

    [Fact]
    public void A_later_scrap_replaces_the_value_at_the_place_of_the_first()
    {
        ScrapSet scraps = ScrapReader.Read(Of(Glued("x", "json", 1), Glued("y", "json", 2), Glued("x", "json", 3)));

        Assert.Equal(["x", "y"], scraps.Keys);
        Assert.Equal("3", scraps["x"].Data!.ToString());
    }

    [Fact]
    public void Json_in_a_string_is_decoded_and_text_is_not()
    {
        ScrapSet scraps = ScrapReader.Read(Of(Glued("j", "json", "[1, 2]"), Glued("t", "text", "[1, 2]"), Glued("n", "json", "no json")));

        Assert.IsType<JsonArray>(scraps["j"].Data);
        Assert.IsType<JsonString>(scraps["t"].Data);
        Assert.IsType<JsonString>(scraps["n"].Data);
    }

    [Fact]
    public void A_notebook_of_scrapbook_gives_what_scrapbook_reads()
    {
        ScrapSet scraps = ScrapReader.Read(Notebook("collection/result1.ipynb"), laterWins: true);

        Assert.Equal(
            ["one json 1", "number json 1", "list json [1, 2, 3]", "dict json {\"a\": 1, \"b\": 2}", "output display", "one_only display"],
            scraps.Values.Select(scrap => $"{scrap.Name} {scrap.Encoder ?? "display"} {scrap.Data}".TrimEnd()));
    }

    [Fact]
    public void Of_data_and_display_in_one_output_both_are_kept_whoever_wins()
    {
        JsonObject both = Glued("x", "json", 1)
            .With("metadata", JsonObject.Of(("scrapbook", JsonObject.Of(("name", "x"), ("display", true)))));

        Scrap scrap = ScrapReader.Read(Of(both), laterWins: true)["x"];

        Assert.Equal("1", scrap.Data!.ToString());
        Assert.NotNull(scrap.Display);
    }

    [Fact]
    public void The_later_wins_where_that_is_wanted()
    {
        ScrapSet scraps = ScrapReader.Read(Of(Glued("a", "json", 1), Shown("a"), Shown("b"), Glued("b", "json", 2)), laterWins: true);

        Assert.Null(scraps["a"].Data);
        Assert.NotNull(scraps["a"].Display);
        Assert.Equal("2", scraps["b"].Data!.ToString());
        Assert.Null(scraps["b"].Display);
    }

    [Theory]
    [InlineData("completed", """{"deckle": {"status": "completed"}, "papermill": {"exception": true}}""")]
    [InlineData("timeout", """{"deckle": {"status": "timeout"}}""")]
    [InlineData("completed", """{"papermill": {"start_time": "2026-01-01", "end_time": "2026-01-01", "exception": null}}""")]
    [InlineData("failed", """{"papermill": {"start_time": "2026-01-01", "end_time": "2026-01-01", "exception": true}}""")]
    [InlineData("running", """{"papermill": {"start_time": "2026-01-01", "end_time": null}}""")]
    [InlineData(null, """{"papermill": {"parameters": {}}}""")]
    [InlineData(null, "{}")]
    public void A_run_tells_how_it_ended(string? expected, string metadata)
    {
        ScrapRun run = ScrapReader.ReadRun("runs/a.ipynb", Of((JsonObject)JsonReader.Read(metadata), []));

        Assert.Equal(expected, run.Status);
    }

    [Fact]
    public void A_run_tells_its_parameters_and_the_times_of_its_cells()
    {
        ScrapRun run = ScrapReader.ReadRun("runs/result1.ipynb", Notebook("collection/result1.ipynb"));

        Assert.Equal("result1", run.Key);
        Assert.Equal("{\"bar\": \"hello\", \"foo\": 1}", run.Parameters.ToString());
        Assert.Equal([(1, 0.0), (2, 0.123)], run.Cells.Select(cell => (cell.ExecutionCount!.Value, cell.Duration!.Value)));
    }

    [Fact]
    public void A_cell_that_did_not_run_has_no_time()
    {
        ScrapRun run = ScrapReader.ReadRun("result_no_exec.ipynb", Notebook("result_no_exec.ipynb"));

        Assert.Equal([new CellTiming(null, null)], run.Cells);
    }

    private static ScrapSet Read(string name) => ScrapReader.Read(Notebook(name));

    private static Notebook Notebook(string name) => NotebookReader.Read(Cases.Bytes($"peers/scrapbook/scrapbook/tests/notebooks/{name}"));
}
