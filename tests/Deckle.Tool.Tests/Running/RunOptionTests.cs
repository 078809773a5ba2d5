using System.Text;
using Deckle.Json;

namespace Deckle.Tool.Tests.Running;

/// <summary>The options of <c>deckle run</c>, each seen to work. Short ones are in <c>tests/specs/run.md</c>.</summary>
public class RunOptionTests
{
    private static readonly string[] Kinds = ["run_started", "cell_started", "output", "cell_finished", "run_finished"];

    [Fact]
    public async Task Each_kind_of_parameter_wins_over_the_one_before()
    {
        using var folder = new RunFolder();
        folder.Write("file.yaml", "b: file\nf: file\ny: file\np: file\nr: file\nj: file\n");
        string base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes("b: base64\nf: base64\ny: base64\np: base64\nr: base64\nj: base64"));

        ProcessOutcome outcome = await folder.RunCellsAsync(
            [TestNotebook.Code("b = f = y = p = r = j = 'default'\nx = 0", "parameters"), TestNotebook.Code("b, f, y, p, r, j, x")],
            "--param-json", "j", """{"a": [1, null]}""", "-r", "r", "1", "-r", "j", "1", "-p", "p", "2", "-p", "r", "2", "-p", "j", "2",
            "-y", "y: on\np: yaml\nr: yaml\nj: yaml", "-b", base64, "-f", "file.yaml");

        Assert.Equal(new ProcessOutcome(0, "", ""), outcome);
        Notebook notebook = folder.Notebook("out.ipynb");
        // A file wins over base64 though it stands behind it, so that b is the file's.
        Assert.Equal("('file', 'file', True, 2, '1', {'a': [1, None]}, 0)", Text(notebook.Cells[2]));
        Assert.Equal("injected-parameters", notebook.Cells[1].Tags.Single());
        JsonObject told = notebook.Metadata.Get<JsonObject>("papermill")!.Get<JsonObject>("parameters")!;
        Assert.Equal("""{"b": "file", "f": "file", "j": {"a": [1, null]}, "p": 2, "r": "1", "y": true}""", told.ToString());
    }

    [Theory]
    [InlineData("--inject-paths", "in-{x}.ipynb", "out-{x}.ipynb")]
    [InlineData("--inject-input-path", "in-{x}.ipynb", "None")]
    [InlineData("--inject-output-path", "None", "out-{x}.ipynb")]
    public async Task A_run_can_be_told_its_paths(string option, string input, string output)
    {
        using var folder = new RunFolder();
        folder.Write("in-7.ipynb", TestNotebook.Of("print(globals().get('PAPERMILL_INPUT_PATH'), globals().get('PAPERMILL_OUTPUT_PATH'))"));

        ProcessOutcome outcome = await folder.RunAsync("in-{x}.ipynb", "out-{x}.ipynb", "-p", "x", "7", option);

        Assert.Equal(0, outcome.ExitCode);
        Notebook notebook = folder.Notebook("out-7.ipynb");
        Assert.Equal($"{input} {output}\n", notebook.Cells[1].Outputs.Single().Text);
        JsonObject papermill = notebook.Metadata.Get<JsonObject>("papermill")!;
        Assert.Equal(("in-7.ipynb", "out-7.ipynb"), (papermill.GetText("input_path"), papermill.GetText("output_path")));
    }

    [Fact]
    public async Task Strict_runs_may_be_told_their_paths()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync([TestNotebook.Code("x = 1", "parameters")], "--strict", "--inject-paths", "-p", "x", "2");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stdout));
    }

    [Fact]
    public async Task The_kernel_gets_its_folder_and_environment()
    {
        using var folder = new RunFolder();
        Directory.CreateDirectory(folder.Combine("data"));

        ProcessOutcome outcome = await folder.RunCellsAsync(
            ["import os\nos.getcwd(), os.environ['WORD'], os.environ['EMPTY'], os.environ['SUM']"],
            "--cwd", "data", "--env", "WORD=a b", "--env", "EMPTY=", "--env", "SUM=1+1=2");

        Assert.Equal(new ProcessOutcome(0, "", ""), outcome);
        Assert.Equal($"('{folder.Combine("data")}', 'a b', '', '1+1=2')", Text(folder.Notebook("out.ipynb").Cells[0]));
    }

    [Fact]
    public async Task A_kernel_asked_for_is_the_notebooks_from_then_on()
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.On("lost", TestNotebook.Code("1")));

        ProcessOutcome outcome = await folder.RunAsync("in.ipynb", "out.ipynb", "--kernel", "python3", "--json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        JsonObject metadata = folder.Notebook("out.ipynb").Metadata;
        Assert.Equal("python3", metadata.Get<JsonObject>("kernelspec")?.GetText("name"));
        Assert.Equal("python3", metadata.Get<JsonObject>("deckle")?.Get<JsonObject>("kernel")?.GetText("name"));
        Assert.Equal("python", Json(outcome).Get<JsonObject>("kernel")?.GetText("language"));
    }

    [Fact]
    public async Task A_kernel_that_stands_in_is_told_everywhere()
    {
        using var folder = new RunFolder();
        string notebook = TestNotebook.On("conda-env-x-py", TestNotebook.Code("1"));
        folder.Write("in.ipynb", notebook);

        ProcessOutcome outcome = await folder.RunAsync("in.ipynb", "out.ipynb", "--json");

        const string Told = "runs on kernel 'python3': the notebook's kernel 'conda-env-x-py' is not here";
        Assert.StartsWith($"warning: {Told}", outcome.Stderr, StringComparison.Ordinal);
        Assert.StartsWith(Told, Json(outcome).Get<JsonArray>("warnings")?.OfType<JsonString>().Single().Text, StringComparison.Ordinal);
        JsonObject metadata = folder.Notebook("out.ipynb").Metadata;
        Assert.Equal("conda-env-x-py", metadata.Get<JsonObject>("deckle")?.Get<JsonObject>("kernel")?.GetText("requested"));
        Assert.Equal("conda-env-x-py", metadata.Get<JsonObject>("kernelspec")?.GetText("name"));
    }

    [Fact]
    public async Task Logs_hold_exactly_what_was_printed()
    {
        using var folder = new RunFolder();
        string print = "import sys\nsys.stdout.write('a\\rb\\tü😀\\n\\n no end')\nsys.stdout.flush()\nsys.stderr.write('e1\\r\\ne2')\nsys.stderr.flush()";

        ProcessOutcome outcome = await folder.RunCellsAsync([print, "print('|')\n42"], "--stdout-file", "stdout.txt", "--stderr-file", "stderr.txt");

        Assert.Equal(new ProcessOutcome(0, "", ""), outcome);
        Assert.Equal("a\rb\tü😀\n\n no end|\n", folder.Read("stdout.txt"));
        Assert.Equal("e1\r\ne2", folder.Read("stderr.txt"));
        Assert.NotEqual(0xEF, File.ReadAllBytes(folder.Combine("stdout.txt"))[0]);
    }

    [Fact]
    public async Task The_log_shows_results_too()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync(["print('out')\n6 * 7"], "--log-output");

        Assert.Equal(new ProcessOutcome(0, "", "Executing Cell 1------------------------\nout\n42\nEnding Cell 1------------------------------\n"), outcome);
    }

    [Fact]
    public async Task Events_are_one_object_a_line_in_the_order_of_the_run()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync(["print('a')", "1/0", "3"], "--events", "jsonl");

        Assert.Equal(1, outcome.ExitCode);
        JsonObject[] events = [.. outcome.Stdout.TrimEnd('\n').Split('\n').Select(line => (JsonObject)JsonReader.Read(line))];
        string[] order = [.. events.Select(line => $"{line.GetText("event")} {line["index"]} {line.GetText("status")}{line.GetText("output_type")}")];
        Assert.Equal(
            ["run_started  ", "cell_started 0 ", "output 0 stream", "cell_finished 0 completed", "cell_started 1 ", "output 1 error", "cell_finished 1 failed", "run_finished  failed"],
            order);
        Assert.Equal("deckle.event/1", events[0].GetText("schema"));
        Assert.All(events, line => Assert.Contains(line.GetText("event"), Kinds));
        Assert.All(events, line => Assert.NotNull(line.GetText("time")));
        Assert.Equal("print('a')", events[1].GetText("source"));
        Assert.Equal("cell-0", events[1].GetText("id"));
        Assert.Equal("ZeroDivisionError", events[5].Get<JsonObject>("content")?.GetText("ename"));
        Assert.Equal("a\n", events[2].Get<JsonObject>("content")?.GetText("text"));
    }

    [Fact]
    public async Task The_result_for_programs_says_all_there_is_to_say()
    {
        using var folder = new RunFolder();
        string glue = "from IPython.display import publish_display_data\n"
            + "publish_display_data({'application/scrapbook.scrap.json+json': {'name': 'answer', 'data': 42, 'encoder': 'json', 'version': 1}},"
            + " {'scrapbook': {'name': 'answer', 'data': True, 'display': False}})";

        ProcessOutcome outcome = await folder.RunCellsAsync([glue, "raise ValueError('no')", "3"], "--json");

        Assert.Equal(1, outcome.ExitCode);
        JsonObject result = Json(outcome);
        Assert.Equal(
            ["schema", "status", "duration_seconds", "cells_executed", "failed_cell", "scraps", "output_path", "kernel", "timings", "warnings"],
            result.Keys);
        Assert.Equal(("deckle.run/1", "failed", "out.ipynb"), (result.GetText("schema"), result.GetText("status"), result.GetText("output_path")));
        Assert.Equal("2", result["cells_executed"]?.ToString());
        Assert.Equal("""{"answer": 42}""", result["scraps"]?.ToString());
        JsonObject failed = result.Get<JsonObject>("failed_cell")!;
        Assert.Equal(["index", "id", "execution_count", "source", "ename", "evalue", "traceback"], failed.Keys);
        Assert.Equal(("1", "cell-1", "ValueError", "no"), (failed["index"]?.ToString(), failed.GetText("id"), failed.GetText("ename"), failed.GetText("evalue")));
        Assert.Equal(["prepare_seconds", "kernel_start_seconds", "execution_seconds", "total_seconds"], result.Get<JsonObject>("timings")!.Keys);
    }

    [Fact]
    public async Task A_prepared_notebook_is_reported_too()
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of("1"));

        ProcessOutcome outcome = await folder.RunAsync("in.ipynb", "out.ipynb", "--prepare-only", "--json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        Assert.Equal(("pending", "out.ipynb"), (Json(outcome).GetText("status"), Json(outcome).GetText("output_path")));
    }

    [Fact]
    public async Task Report_mode_hides_sources_and_keeps_what_else_is_hidden()
    {
        using var folder = new RunFolder();
        Cell hidden = TestNotebook.Code("1");
        hidden = hidden.WithMetadata(JsonObject.Of(("jupyter", JsonObject.Of(("outputs_hidden", true)))));

        ProcessOutcome outcome = await folder.RunCellsAsync([hidden, TestNotebook.Markdown("text")], "--report-mode", "-p", "x", "1");

        Assert.Equal(0, outcome.ExitCode);
        IReadOnlyList<Cell> cells = folder.Notebook("out.ipynb").Cells;
        Assert.Equal("""{"source_hidden": true}""", cells[0].Metadata["jupyter"]?.ToString());
        Assert.Equal("""{"outputs_hidden": true, "source_hidden": true}""", cells[1].Metadata["jupyter"]?.ToString());
        Assert.False(cells[2].Metadata.Has("jupyter"));
    }

    private static string Text(Cell cell) => cell.Outputs.Single().Data.Text("text/plain")!;

    private static JsonObject Json(ProcessOutcome outcome) => (JsonObject)JsonReader.Read(outcome.Stdout);
}
