using Deckle.Json;

namespace Deckle.Tool.Tests.Running;

/// <summary><c>deckle run --resume</c> with and without the kernel of the failed run. Messages are in <c>tests/specs/resume.md</c>.</summary>
public class ResumeTests
{
    private static readonly string[] Cells = ["x = 1", "print('shown')", "y = x + 1", "1/0", "print('end', y)"];

    [Fact]
    public async Task A_held_kernel_goes_on_where_it_failed_and_ends_then()
    {
        using var folder = new RunFolder();
        ProcessOutcome failed = await folder.RunCellsAsync(["x = []", "x.append(1)", "assert fixed", "print(x)"], "--keep-kernel-on-failure", "--json");
        Assert.Equal(1, failed.ExitCode);
        Replace(folder, "out.ipynb", "assert fixed", "x.append(2)");

        ProcessOutcome outcome = await folder.RunAsync("--resume", "out.ipynb", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(("held", "[]"), (Resume(outcome).GetText("kernel"), Resume(outcome)["again"]?.ToString()));
        Assert.Equal("""{"index": 2, "id": "cell-2"}""", Resume(outcome)["from"]?.ToString());
        Notebook notebook = folder.Notebook("out.ipynb");
        Assert.Equal("[1, 2]\n", notebook.Cells[3].Outputs.Single().Text);
        Assert.Equal(["1", "2", "4", "5"], notebook.Cells.Select(cell => cell.ExecutionCount.ToString()));
        Assert.Equal(4, notebook.Cells.Count);
        JsonObject deckle = notebook.Metadata.Get<JsonObject>("deckle")!;
        Assert.Equal(("completed", "held"), (deckle.GetText("status"), deckle.Get<JsonObject>("resume")?.GetText("kernel")));
        Assert.False(deckle.Has("ran"));
        Assert.Empty(await folder.LeftoversAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task The_report_and_the_notebook_name_a_kept_kernel_and_not_its_key()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync(["1/0"], "--keep-kernel-on-failure", "90s", "--json");

        JsonObject held = ((JsonObject)JsonReader.Read(outcome.Stdout)).Get<JsonObject>("held")!;
        JsonObject connection = (JsonObject)JsonReader.Read(File.ReadAllBytes(held.GetText("connection_file")!));
        string notebook = folder.Read("out.ipynb");
        Assert.Equal(held.GetText("id"), folder.Notebook("out.ipynb").Metadata.Get<JsonObject>("deckle")?.Get<JsonObject>("kernel")?.GetText("held"));
        Assert.DoesNotContain(connection.GetText("key")!, notebook + outcome.Stdout + outcome.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("kept/", notebook, StringComparison.Ordinal);
        Assert.Equal(0, (await folder.ShellAsync("deckle kernels release --all")).ExitCode);
        Assert.Empty(await folder.LeftoversAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Jupyters_own_client_can_look_into_a_kept_kernel()
    {
        using var folder = new RunFolder();
        await folder.RunCellsAsync(["x = 6 * 7", "1/0"], "--keep-kernel-on-failure");
        const string Client = "import glob, sys; from jupyter_client import BlockingKernelClient; "
            + "c = BlockingKernelClient(); c.load_connection_file(glob.glob('run/deckle/kept/*.json')[0]); c.start_channels(); c.wait_for_ready(20); "
            + "c.execute_interactive('print(x)', timeout=20)";

        ProcessOutcome outcome = await folder.ShellAsync($"/usr/bin/python3 -W ignore -c \"{Client}\"; deckle kernels release --all");

        Assert.Equal((0, "42\n"), (outcome.ExitCode, outcome.Stdout));
    }

    [Fact]
    public async Task Without_its_kernel_only_what_is_needed_runs_again()
    {
        using var folder = new RunFolder();
        await folder.RunCellsAsync(Cells);
        Replace(folder, "out.ipynb", "1/0", "print(y)");

        ProcessOutcome outcome = await folder.RunAsync("--resume", "out.ipynb", "--json");

        Assert.Equal(0, outcome.ExitCode);
        JsonObject resume = Resume(outcome);
        Assert.Equal("new", resume.GetText("kernel"));
        Assert.Equal("""[{"index": 0, "id": "cell-0", "why": "it sets x"}, {"index": 2, "id": "cell-2", "why": "it sets y"}]""", resume["again"]?.ToString());
        Assert.Equal("""[{"index": 1, "id": "cell-1"}]""", resume["kept"]?.ToString());
        Assert.Equal(["shown\n", "2\n", "end 2\n"], folder.Notebook("out.ipynb").Cells.SelectMany(cell => cell.Outputs).Select(output => output.Text));
    }

    [Fact]
    public async Task A_corrected_input_goes_on_with_the_parameters_of_then()
    {
        using var folder = new RunFolder();
        await folder.RunCellsAsync([TestNotebook.Code("x = 1", "parameters"), TestNotebook.Code("print('shown')"), TestNotebook.Code("1/0"), TestNotebook.Code("print(x)")], "-p", "x", "7");
        folder.Write("fixed.ipynb", TestNotebook.Of(TestNotebook.Code("x = 1", "parameters"), TestNotebook.Code("print('shown')"), TestNotebook.Code("1/1"), TestNotebook.Code("print(x)")));

        ProcessOutcome outcome = await folder.RunAsync("--resume", "fixed.ipynb", "out.ipynb", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Notebook notebook = folder.Notebook("out.ipynb");
        Assert.Equal(["shown\n", "", "7\n"], notebook.Cells.SelectMany(cell => cell.Outputs).Select(output => output.Text));
        Assert.Equal("""{"x": 7}""", notebook.Metadata.Get<JsonObject>("papermill")?["parameters"]?.ToString());
    }

    [Fact]
    public async Task Other_parameters_run_what_they_change()
    {
        using var folder = new RunFolder();
        await folder.RunCellsAsync([TestNotebook.Code("x = 1", "parameters"), TestNotebook.Code("print(x)"), TestNotebook.Code("assert x > 5")], "-p", "x", "2", "--keep-kernel-on-failure");

        ProcessOutcome outcome = await folder.RunAsync("--resume", "out.ipynb", "-p", "x", "7", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(("new", "something before the failed cell changed"), (Resume(outcome).GetText("kernel"), Resume(outcome).GetText("why")));
        Assert.Equal("7\n", folder.Notebook("out.ipynb").Cells[2].Outputs.Single().Text);
        await folder.ShellAsync("deckle kernels release --all");
    }

    [Fact]
    public async Task A_run_that_was_killed_can_be_continued()
    {
        using var folder = new RunFolder();
        await folder.RunCellsAsync(["print('shown')", "import os, signal, time\nwhile '\"completed\"' not in open('out.ipynb').read(): time.sleep(0.05)\nos.kill(int(os.environ['JPY_PARENT_PID']), signal.SIGKILL)\ntime.sleep(60)", "print('end')"]);
        Replace(folder, "out.ipynb", "time.sleep(60)", "pass");
        Replace(folder, "out.ipynb", "signal.SIGKILL", "0");

        ProcessOutcome outcome = await folder.RunAsync("--resume", "out.ipynb", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("""[{"index": 0, "id": "cell-0"}]""", Resume(outcome)["kept"]?.ToString());
    }

    [Fact]
    public async Task A_run_killed_in_a_held_kernel_leaves_nothing()
    {
        using var folder = new RunFolder();
        await folder.RunCellsAsync(["pid = 0", "1/0", "1"], "--keep-kernel-on-failure");
        Replace(folder, "out.ipynb", "1/0", "import time\ntime.sleep(60)");

        await folder.ShellAsync("deckle run --resume out.ipynb & run=$!; while ! grep -q '\"running\"' out.ipynb; do sleep 0.05; done; kill -9 $run");

        Assert.Empty(await folder.LeftoversAsync(TimeSpan.FromSeconds(20)));
    }

    private static JsonObject Resume(ProcessOutcome outcome) => ((JsonObject)JsonReader.Read(outcome.Stdout)).Get<JsonObject>("resume")!;

    private static void Replace(RunFolder folder, string name, string before, string after)
    {
        Notebook notebook = folder.Notebook(name);
        notebook = notebook.WithCells(notebook.Cells.Select(cell => cell.Kind == CellKind.Code ? cell.With("source", cell.Source.Replace(before, after, StringComparison.Ordinal)) : cell));
        folder.Write(name, notebook.Json.ToString());
    }
}
