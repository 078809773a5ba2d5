using Deckle.Json;

namespace Deckle.Tool.Tests.Scraps;

/// <summary>Tables that others wrote: pandas, Arrow in Rust and JavaScript.</summary>
public class TableScrapTests
{
    private const string RichHead =
        """[["a", 1, 0.5, 0.1, true, "2026-01-02T03:04:05.678", [1, 2]], ["b", 2, null, null, false, null, null], [null, null, 1e+300, 2.0, null, "1970-01-01T00:00:00", []], ["ü, \"q\"", 9007199254740993, -1.0, 3.0, true, "2026-11-22T00:00:00", [3, null]]]""";

    [Theory]
    [InlineData("rich.parquet", "pandas")]
    [InlineData("rich.arrow", "pandas")]
    [InlineData("rich-stream.arrow", "arrow")]
    [InlineData("rich-lz4.arrow", "arrow")]
    public async Task A_table_is_read_with_its_types_and_missing_values(string file, string encoder)
    {
        using var folder = new TemporaryFolder();
        JsonObject table = await TableAsync(folder, encoder, CaseBytes(file));

        Assert.Equal(
            ["name string", "count int64", "share float64", "single float32", "good bool", "day datetime", "items list[int32]"],
            table.Get<JsonArray>("columns")!.Cast<JsonObject>().Select(column => $"{column.GetText("name")} {column.GetText("type")}"));
        Assert.Equal("4", table["row_count"]!.ToString());
        Assert.Equal(RichHead, table["head"]!.ToString());
    }

    [Fact]
    public async Task A_table_of_pandas_is_read()
    {
        using var folder = new TemporaryFolder();
        JsonObject table = await TableAsync(folder, "pandas", CaseBytes("pandas.parquet"));

        Assert.Equal("""[{"name": "numbers", "type": "int64"}]""", table["columns"]!.ToString());
        Assert.Equal("15", table["row_count"]!.ToString());
        Assert.Equal(Enumerable.Range(1, 15).Select(i => $"[{i}]"), table.Get<JsonArray>("head")!.Select(row => row.ToString()));
    }

    [Fact]
    public async Task A_table_is_extracted_byte_for_byte()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.ipynb", Notebook("pandas", CaseBytes("pandas.parquet")));

        ProcessOutcome outcome = await RunAsync(folder, "scraps", "a.ipynb", "--extract", "out");

        Assert.Equal("out/df.parquet\n", outcome.Transcript);
        Assert.Equal(CaseBytes("pandas.parquet"), await File.ReadAllBytesAsync(folder.Combine("out/df.parquet")));
    }

    [Theory]
    [InlineData("rich.parquet")]
    [InlineData("rich.arrow")]
    [InlineData("rich-lz4.arrow")]
    public async Task A_table_that_is_cut_off_is_one_clear_error_and_no_file(string file)
    {
        using var folder = new TemporaryFolder();
        byte[] whole = CaseBytes(file);
        folder.Write("a.ipynb", Notebook("pandas", whole[..(whole.Length / 2)]));

        ProcessOutcome outcome = await RunAsync(folder, "scraps", "a.ipynb", "--extract", "out");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("error[scrap-table-broken]: the table of scrap 'df' cannot be read: it is cut off", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Stderr.TrimEnd().Split('\n').Length);
        Assert.False(Directory.Exists(folder.Combine("out")));
    }

    [Theory]
    [InlineData("no table")]
    [InlineData("PAR1")]
    [InlineData("")]
    public async Task What_is_no_table_is_told_and_the_others_are_shown(string content)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.ipynb", Notebook("pandas", System.Text.Encoding.UTF8.GetBytes(content)));

        ProcessOutcome outcome = await RunAsync(folder, "scraps", "a.ipynb");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("a table that cannot be read", outcome.Stdout, StringComparison.Ordinal);
        Assert.Contains("error[scrap-table-broken]", outcome.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_runs_written_as_Parquet_is_read_again()
    {
        using var folder = new TemporaryFolder();
        folder.Write("runs/1.ipynb", Run("completed", """{"alpha": 1, "on": true, "a/b.c": 1}""", ("rmse", "0.5"), ("n", "1"), ("mixed", "1"), ("nan", "1.5"), ("list", "[1]")));
        folder.Write("runs/2.ipynb", Run("failed", """{"alpha": 2.5, "on": false}""", ("rmse", "3"), ("n", "9007199254740993"), ("mixed", "\"x\""), ("nan", "\"nan\"")));

        ProcessOutcome written = await RunAsync(folder, "scraps", "runs", "--parquet", "all.parquet");

        Assert.Equal("", written.Transcript);
        JsonObject table = await TableAsync(folder, "pandas", await File.ReadAllBytesAsync(folder.Combine("all.parquet")));
        Assert.Equal(
            ["file string", "status string", "duration_seconds float64", "alpha float64", "on bool", "a/b.c int64", "rmse float64", "n int64", "mixed string", "nan float64", "list string"],
            table.Get<JsonArray>("columns")!.Cast<JsonObject>().Select(column => $"{column.GetText("name")} {column.GetText("type")}"));
        Assert.Equal(
            """[["runs/1.ipynb", "completed", 1.5, 1.0, true, 1, 0.5, 1, "1", 1.5, "[1]"], ["runs/2.ipynb", "failed", 1.5, 2.5, false, null, 3.0, 9007199254740993, "x", NaN, null]]""",
            table["head"]!.ToString());
    }

    [Fact]
    public async Task A_table_of_runs_written_as_Parquet_is_read_by_another_reader()
    {
        using var folder = new TemporaryFolder();
        folder.Write("runs/1.ipynb", Run("completed", """{"alpha": 1, "on": true}""", ("rmse", "0.5"), ("n", "1"), ("list", "[1]")));
        folder.Write("runs/2.ipynb", Run("failed", """{"alpha": 2.5}""", ("rmse", "3"), ("n", "9007199254740993")));
        await RunAsync(folder, "scraps", "runs", "--parquet", "all.parquet");

        ProcessOutcome rows = await DeckleBinary.ShellAsync(
            ProcessOptions.Default with { Folder = folder.Path },
            $"node {Repository.Path("tests", "npm", "read_parquet.mjs")} {Repository.Path("artifacts", "npm", "node_modules")} all.parquet");

        Assert.Equal(
            """[["runs/1.ipynb","completed",1.5,1,true,0.5,"1","[1]"],["runs/2.ipynb","failed",1.5,2.5,null,3,"9007199254740993",null]]""" + "\n",
            rows.Transcript);
    }

    private static async Task<JsonObject> TableAsync(TemporaryFolder folder, string encoder, byte[] bytes)
    {
        folder.Write("table.ipynb", Notebook(encoder, bytes));
        ProcessOutcome outcome = await RunAsync(folder, "scraps", "table.ipynb", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        var answer = (JsonObject)JsonReader.Read(outcome.Stdout);
        var scrap = (JsonObject)((JsonObject)answer.Get<JsonArray>("notebooks")![0]).Get<JsonArray>("scraps")![0];
        return scrap.Get<JsonObject>("table")!;
    }

    private static string Notebook(string encoder, byte[] bytes) => Run("completed", "{}", encoder, ("df", new JsonString(Convert.ToBase64String(bytes)).ToString()));

    private static string Run(string status, string parameters, params (string Name, string Data)[] scraps) => Run(status, parameters, "json", scraps);

    private static string Run(string status, string parameters, string encoder, params (string Name, string Data)[] scraps) => JsonObject.Of(
        ("cells", JsonArray.Create([Cell.Code("a", "").With("outputs", JsonArray.From(scraps.Select(scrap => (JsonValue)JsonObject.Of(
            ("output_type", "display_data"),
            ("data", JsonObject.Of(($"application/scrapbook.scrap.{encoder}+json", JsonObject.Of(
                ("name", scrap.Name), ("data", JsonReader.Read(scrap.Data)), ("encoder", encoder), ("version", 1))))),
            ("metadata", JsonObject.Empty))))).Json])),
        ("metadata", JsonObject.Of(
            ("deckle", JsonObject.Of(("status", status))),
            ("papermill", JsonObject.Of(("parameters", JsonReader.Read(parameters)), ("duration", 1.5))))),
        ("nbformat", 4),
        ("nbformat_minor", 5)).ToString();

    private static byte[] CaseBytes(string file) => File.ReadAllBytes(Repository.Path("tests", "cases", "tables", file));

    private static Task<ProcessOutcome> RunAsync(TemporaryFolder folder, params string[] arguments) =>
        DeckleBinary.RunAsync(ProcessOptions.Default with { Folder = folder.Path }, arguments);
}
