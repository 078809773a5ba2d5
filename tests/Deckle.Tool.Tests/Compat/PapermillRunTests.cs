using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Compat;

/// <summary>What <c>deckle compat papermill</c> writes into notebooks, and how it ends.</summary>
public class PapermillRunTests
{
    private const string SignalParent = "import os, signal, time\nprint('before', flush=True)\nos.kill(os.getppid(), signal.{0})\ntime.sleep(60)";

    [Fact]
    public async Task A_link_of_the_name_papermill_is_papermill()
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of("1"));

        ProcessOutcome outcome = await folder.ShellAsync(
            "mkdir bin && ln -s \"$(command -v deckle)\" bin/papermill && PATH=$PWD/bin:$PATH && papermill in.ipynb out.ipynb --no-progress-bar");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stdout));
        Assert.Equal("Input Notebook:  in.ipynb\nOutput Notebook: out.ipynb\nExecuting notebook with kernel: python3\n", outcome.Stderr);
        Assert.Equal(["completed"], Statuses(folder));
    }

    [Fact]
    public async Task A_notebook_has_papermills_metadata_and_no_other()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await RunAsync(folder, "-k python3 -p x 1", TestNotebook.Markdown("text"), TestNotebook.Code("x"), TestNotebook.Code("2", "skip-execution"));

        Assert.Equal(0, outcome.ExitCode);
        Notebook notebook = folder.Notebook("out.ipynb");
        JsonObject papermill = notebook.Metadata.Get<JsonObject>("papermill")!;
        Assert.Equal(["kernelspec", "language_info", "papermill"], notebook.Metadata.Keys.Order());
        Assert.Equal("""{"display_name": "python3", "name": "python3"}""", notebook.Metadata["kernelspec"]!.ToString());
        Assert.Equal(
            ["default_parameters", "duration", "end_time", "environment_variables", "exception", "input_path", "output_path", "parameters", "start_time", "version"],
            papermill.Keys.Order());
        Assert.Equal("2.6.0", papermill.GetText("version"));
        Assert.Equal("""{"x": 1}""", papermill["parameters"]!.ToString());
        Assert.All(notebook.Cells, cell => Assert.Equal(["papermill", "tags"], cell.Metadata.Keys.Except(["execution"]).Order()));
        Assert.All(notebook.Cells, cell => Assert.Equal(["duration", "end_time", "exception", "start_time", "status"], Papermill(cell).Keys.Order()));
        Assert.Equal(["completed", "completed", "completed", "completed"], Statuses(folder));
        Assert.DoesNotContain("\n", folder.Read("out.ipynb")[^1..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_run_wrote_stays_until_it_is_written_again()
    {
        using var folder = new RunFolder();
        Notebook old = NotebookReader.Read(System.Text.Encoding.UTF8.GetBytes(TestNotebook.Of("1")));
        JsonObject papermill = JsonObject.Of(("version", "1.0.0"), ("parameters", JsonObject.Of(("old", 1))), ("mine", true));
        JsonObject metadata = old.Metadata.With("papermill", papermill).With("deckle", JsonObject.Of(("status", "failed")));
        folder.Write("in.ipynb", old.WithMetadata(metadata).Json.ToString());

        ProcessOutcome outcome = await folder.ShellAsync("deckle compat papermill in.ipynb out.ipynb");

        Assert.Equal(0, outcome.ExitCode);
        JsonObject kept = folder.Notebook("out.ipynb").Metadata.Get<JsonObject>("papermill")!;
        Assert.Equal(("1.0.0", """{"old": 1}""", JsonBoolean.True), (kept.GetText("version"), kept["parameters"]!.ToString(), kept["mine"]));
        Assert.False(folder.Notebook("out.ipynb").Metadata.Has("deckle"));
    }

    [Fact]
    public async Task Each_message_of_a_stream_is_an_output()
    {
        using var folder = new RunFolder();

        await RunAsync(folder, "", TestNotebook.Code("for i in range(3): print(i, flush=True)"));

        Assert.Equal(["0\n", "1\n", "2\n"], folder.Notebook("out.ipynb").Cells[0].Outputs.Select(output => output.Text));
    }

    [Fact]
    public async Task A_cell_that_may_raise_has_completed_and_fails_the_run_at_its_end()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await RunAsync(folder, "", TestNotebook.Code("1/0", "raises-exception"), TestNotebook.Code("print('after')"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Exception encountered at \"In [1]\":\n", outcome.Stderr, StringComparison.Ordinal);
        Assert.Contains("\nZeroDivisionError: division by zero\n", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(["marker", "marker", "completed", "completed"], Statuses(folder));
        Notebook notebook = folder.Notebook("out.ipynb");
        Assert.Equal("after\n", notebook.Cells[3].Outputs[0].Text);
        Assert.Equal(JsonNull.Value, notebook.Metadata.Get<JsonObject>("papermill")!["exception"]);
    }

    [Theory]
    [InlineData("raise SystemExit(0)", 0)]
    [InlineData("import sys; sys.exit()", 0)]
    [InlineData("import sys; sys.exit('no')", 1)]
    public async Task A_notebook_that_ends_itself_has_failed_cells_and_a_code_of_its_own(string source, int exitCode)
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await RunAsync(folder, "", TestNotebook.Code("1"), TestNotebook.Code(source), TestNotebook.Code("3"));

        Assert.Equal(exitCode, outcome.ExitCode);
        string[] told = ["completed", "failed", "pending"];
        Assert.Equal(exitCode == 0 ? told : ["marker", "completed", "marker", "failed", "pending"], Statuses(folder));
        Assert.Equal(JsonBoolean.True, folder.Notebook("out.ipynb").Metadata.Get<JsonObject>("papermill")!["exception"]);
    }

    [Fact]
    public async Task A_cell_that_ran_too_long_has_failed()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await RunAsync(folder, "--execution-timeout 1", TestNotebook.Code("import time; time.sleep(60)"), TestNotebook.Code("2"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("\nnbclient.exceptions.CellTimeoutError: A cell timed out while it was being executed, after 1 seconds.\n", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(["marker", "marker", "failed", "pending"], Statuses(folder));
    }

    [Fact]
    public async Task A_cell_that_killed_its_kernel_has_failed()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await RunAsync(folder, "", TestNotebook.Code("import os; os.kill(os.getpid(), 9)"), TestNotebook.Code("2"));

        Assert.Equal(138, outcome.ExitCode);
        Assert.EndsWith("\nnbclient.exceptions.DeadKernelError: Kernel died\n", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(["marker", "marker", "failed", "pending"], Statuses(folder));
    }

    [Theory]
    [InlineData("SIGINT", 1)]
    [InlineData("SIGTERM", 143)]
    public async Task A_run_that_is_stopped_says_so_in_its_notebook(string signal, int exitCode)
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await RunAsync(folder, "", TestNotebook.Code(SignalParent.Replace("{0}", signal, StringComparison.Ordinal)), TestNotebook.Code("2"));

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.EndsWith("\nAborted!\n", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(["marker", "marker", "failed", "pending"], Statuses(folder));
        Assert.Empty(folder.Leftovers());
    }

    [Theory]
    [InlineData("", "True", "False")]
    [InlineData("--autosave-cell-every 0", "True", "False")]
    [InlineData("--autosave-cell-every 1", "True", "True")]
    [InlineData("--no-request-save-on-cell-execute", "False", "False")]
    public async Task Saves_come_when_they_are_asked_for(string options, string atTheStart, string within)
    {
        using var folder = new RunFolder();
        // One cell completed and one running: what is saved when the second one starts, which may still go on when it prints otherwise.
        const string Look = """
            import os, time
            def becomes(expected, *texts):
                end = time.monotonic() + (30 if expected else 1.5)
                while time.monotonic() < end:
                    if os.path.exists('out.ipynb'):
                        saved = open('out.ipynb').read()
                        if all(text in saved for text in texts):
                            return True
                    time.sleep(0.02)
                return False
            """;
        string cell = $"""
            print(becomes({atTheStart}, '"status": "completed"', '"status": "running"'), flush=True)
            print('pri' + 'nted', flush=True)
            print(becomes({within}, '"pri' + 'nted'))
            """;

        ProcessOutcome outcome = await RunAsync(folder, options, TestNotebook.Code(Look), TestNotebook.Code(cell));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal([$"{atTheStart}\n", "printed\n", $"{within}\n"], folder.Notebook("out.ipynb").Cells[1].Outputs.Select(output => output.Text));
    }

    [Fact]
    public async Task The_bar_is_tqdms_and_takes_its_words_from_cells()
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of("1", "# papermill_description=LOAD now\n2"));

        ProcessOutcome outcome = await folder.ShellAsync("deckle compat papermill in.ipynb out.ipynb");

        string[] frames = outcome.Stderr.Split('\r');
        Assert.Equal("Executing:   0%|          | 0/2 [00:00<?, ?cell/s]Executing notebook with kernel: python3\n", frames[1]);
        Assert.Matches(@"^Executing LOAD:  50%\|█████     \| 1/2 \[00:\d\d<00:\d\d, +[\d.]+(cell/s|s/cell)\] *$", frames.First(frame => frame.StartsWith("Executing LOAD", StringComparison.Ordinal)));
        Assert.Matches(@"^Executing LOAD: 100%\|██████████\| 2/2 \[00:\d\d<00:00, +[\d.]+(cell/s|s/cell)\] *\n$", frames[^1]);
    }

    [Fact]
    public async Task Each_record_of_an_output_is_the_message_and_a_line_end()
    {
        using var folder = new RunFolder();
        string print = "import sys\nprint('out', flush=True)\nprint('err', file=sys.stderr, flush=True)\nsys.stdout.write('no end')\nsys.stdout.flush()\n{'a': 1}";

        ProcessOutcome outcome = await RunAsync(folder, "--log-output --stdout-file o.txt --stderr-file e.txt", TestNotebook.Code(print), TestNotebook.Markdown("text"));

        string log = outcome.Stderr[outcome.Stderr.IndexOf("Executing Cell", StringComparison.Ordinal)..];
        Assert.Equal(
            $"Executing Cell 1{new string('-', 39)}\nout\n\nerr\n\nno end\n{{'a': 1}}\nEnding Cell 1{new string('-', 42)}\n"
            + $"Executing Cell 2{new string('-', 39)}\nEnding Cell 2{new string('-', 42)}\n",
            log);
        Assert.Equal(("out\nno end", "err\n"), (folder.Read("o.txt"), folder.Read("e.txt")));
    }

    [Fact]
    public async Task A_report_hides_sources_and_keeps_what_else_is_hidden()
    {
        using var folder = new RunFolder();
        Cell cell = TestNotebook.Code("1");
        cell = cell.WithMetadata(JsonObject.Of(("jupyter", JsonObject.Of(("outputs_hidden", true)))));

        await RunAsync(folder, "--report-mode --prepare-only", cell);

        Assert.Equal("""{"outputs_hidden": true, "source_hidden": true}""", folder.Notebook("out.ipynb").Cells[0].Metadata["jupyter"]!.ToString());
    }

    [Fact]
    public async Task The_kernel_must_be_the_one_that_is_named()
    {
        using var folder = new RunFolder();
        JsonObject nameless = JsonObject.Of(("cells", JsonArray.Empty), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5));
        JsonObject spec = JsonObject.Of(("display_name", "Python"), ("language", "python"), ("name", "somebodys-env"));
        folder.Write("nameless.ipynb", nameless.ToString());
        folder.Write("foreign.ipynb", nameless.With("metadata", JsonObject.Of(("kernelspec", spec))).ToString());

        ProcessOutcome without = await folder.ShellAsync("deckle compat papermill nameless.ipynb out.ipynb");
        ProcessOutcome foreign = await folder.ShellAsync("deckle compat papermill foreign.ipynb out.ipynb");

        Assert.EndsWith("\nValueError: No kernel name found in notebook and no override provided.\n", without.Stderr, StringComparison.Ordinal);
        Assert.EndsWith("\njupyter_client.kernelspec.NoSuchKernel: No such kernel named somebodys-env\n", foreign.Stderr, StringComparison.Ordinal);
        Assert.Equal((1, 1, false), (without.ExitCode, foreign.ExitCode, folder.Has("out.ipynb")));
    }

    private static Task<ProcessOutcome> RunAsync(RunFolder folder, string options, params Cell[] cells)
    {
        folder.Write("in.ipynb", TestNotebook.Of(cells));
        return folder.ShellAsync($"deckle compat papermill in.ipynb out.ipynb --no-progress-bar {options}");
    }

    private static JsonObject Papermill(Cell cell) => cell.Metadata.Get<JsonObject>("papermill")!;

    // And that a cell's status and its exception agree.
    private static string[] Statuses(RunFolder folder) =>
    [
        .. folder.Notebook("out.ipynb").Cells.Select(cell =>
        {
            if (cell.HasTag("papermill-error-cell-tag"))
            {
                return "marker";
            }

            string status = Papermill(cell).GetText("status")!;
            JsonValue exception = status == "pending" ? JsonNull.Value : JsonBoolean.Of(status == "failed");
            Assert.Equal(exception, Papermill(cell)["exception"]);
            return status;
        }),
    ];
}
