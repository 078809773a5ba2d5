using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Testing;

/// <summary>How <c>deckle test</c> runs cells, whatever they then give.</summary>
public sealed class RunningTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Cells_run_whatever_the_ones_before_did()
    {
        folder.Notebook("in.ipynb", ("1 / 0", ""), ("print('x')", "x\n"), ("print('y')", "z\n"), ("n = 1", ""));

        Assert.Equal((1, "failed passed failed passed"), await folder.OutcomesAsync("in.ipynb"));
    }

    [Fact]
    public async Task The_kernel_works_in_the_folder_of_the_notebook()
    {
        folder.Notebook("a/in.ipynb", ("import os; print(os.path.basename(os.getcwd()))", "a\n"));

        Assert.Equal((0, "passed"), await folder.OutcomesAsync("a"));
    }

    [Fact]
    public async Task A_result_behind_a_semicolon_is_not_shown()
    {
        // IPython looks into its history for the semicolon, so cells must be in it.
        folder.Notebook("in.ipynb", ("'x' * 3;", ""), ("_ih[1]", ""));

        Assert.Equal((1, "passed failed"), await folder.OutcomesAsync("in.ipynb"));
    }

    [Fact]
    public async Task Behind_a_timeout_failures_are_expected()
    {
        folder.Notebook("in.ipynb", ("import time", ""), ("time.sleep(60); n = 1", ""), ("m = 1", ""), ("print(n)", "1\n"));

        ProcessOutcome outcome = await folder.TestAsync("in.ipynb --timeout 1 --json");

        Assert.Equal(1, outcome.ExitCode);
        JsonObject[] cells = TestFolder.Cells(outcome.Stdout).Single();
        Assert.Equal(["passed", "failed", "xpassed", "xfailed"], cells.Select(cell => cell.GetText("outcome")));
        Assert.Equal("Timeout of 1 seconds exceeded executing cell", cells[1].GetText("message"));
        Assert.Contains("KeyboardInterrupt", cells[1].GetText("text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kernel_that_ignores_the_interrupt_is_given_up()
    {
        folder.Notebook("in.ipynb", ("import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(60)", ""), ("n = 1", ""));

        ProcessOutcome outcome = await folder.TestAsync("in.ipynb --timeout 1 --json");

        JsonObject[] cells = TestFolder.Cells(outcome.Stdout).Single();
        Assert.Equal(["failed", "xfailed"], cells.Select(cell => cell.GetText("outcome")));
        Assert.StartsWith("Timeout of 1 seconds exceeded while executing cell. Failed to interrupt kernel", cells[0].GetText("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_death_of_a_kernel_is_told_at_once()
    {
        folder.Notebook("in.ipynb", ("import os, sys", ""), ("os.write(sys.stderr.fileno(), b'last words'); os._exit(7)", ""), ("n = 1", ""));

        ProcessOutcome outcome = await folder.TestAsync("in.ipynb --json");

        Assert.Equal(1, outcome.ExitCode);
        JsonObject[] cells = TestFolder.Cells(outcome.Stdout).Single();
        Assert.Equal(["passed", "failed", "failed"], cells.Select(cell => cell.GetText("outcome")));
        Assert.StartsWith("Kernel died while executing cell: the kernel exited with code 7", cells[1].GetText("message"), StringComparison.Ordinal);
        Assert.Contains("last words", cells[1].GetText("text"), StringComparison.Ordinal);
        Assert.StartsWith("Kernel dead on test start", cells[2].GetText("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_python_is_an_exception_like_others()
    {
        folder.Notebook("in.ipynb", ("import sys; sys.exit(0)", ""), ("print('x')", "x\n"));

        Assert.Equal((1, "failed passed"), await folder.OutcomesAsync("in.ipynb"));
    }

    [Fact]
    public async Task A_cell_that_is_named_runs_alone()
    {
        folder.Notebook("in.ipynb", ("n = 1", ""), ("print('n' in globals())", "False\n"), ("print(m)", "1\n"));

        Assert.Equal((0, "passed"), await folder.OutcomesAsync("'in.ipynb::Cell 2'"));
        Assert.Equal((1, "passed failed"), await folder.OutcomesAsync("in.ipynb::1 'in.ipynb::\"Cell 3\"'"));
    }

    [Fact]
    public async Task Parameters_are_no_cell_of_their_own()
    {
        folder.Write("in.ipynb", TestNotebook.Of(TestFolder.Ran("n = 1", "", "parameters"), TestNotebook.Markdown("# n"), TestFolder.Ran("print(n)", "2\n")));

        Assert.Equal((0, "passed passed"), await folder.OutcomesAsync("in.ipynb -p n 2"));
        Assert.Equal((1, "passed failed"), await folder.OutcomesAsync("in.ipynb"));
    }

    [Fact]
    public async Task Later_updates_of_a_display_count()
    {
        folder.Write("in.ipynb", TestNotebook.Of(
            Displayed("from IPython.display import display, clear_output\nhandle = display('old', display_id='x')", "'new'"),
            TestFolder.Ran("handle.update('new')", ""),
            TestFolder.Ran("for n in range(3): clear_output(); print(n)", "2\n")));

        Assert.Equal((0, "passed passed passed"), await folder.OutcomesAsync("in.ipynb"));
    }

    [Fact]
    public async Task A_cell_that_is_not_always_the_same_is_flaky()
    {
        folder.Notebook("in.ipynb", ("import os; print(os.path.exists('mark')); open('mark', 'w').close()", "True\n"), ("n = 1", ""));

        ProcessOutcome outcome = await folder.TestAsync("in.ipynb --repeat 3 --json");

        Assert.Equal(1, outcome.ExitCode);
        JsonObject[] cells = TestFolder.Cells(outcome.Stdout).Single();
        Assert.Equal(["flaky", "passed"], cells.Select(cell => cell.GetText("outcome")));
        Assert.Equal("flaky: 1 of 3 runs failed: Cell outputs differ", cells[0].GetText("message"));
    }

    [Fact]
    public async Task Results_come_in_order_whichever_ends_first()
    {
        folder.Notebook("a.ipynb", ("import time; time.sleep(1)", ""));
        folder.Notebook("b.ipynb", ("print('x')", "x\n"), ("n = 1", ""));

        Assert.Equal((0, "passed | passed passed"), await folder.OutcomesAsync("--jobs 2"));
    }

    [Fact]
    public async Task Executed_notebooks_are_left_where_asked()
    {
        folder.Notebook("a/in.ipynb", ("print('new')", "old\n"));

        ProcessOutcome outcome = await folder.TestAsync("a --output-dir out");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("new\n", folder.NotebookIn("out/a/in.ipynb").Cells[0].Outputs[0].Text);
        Assert.Equal("old\n", folder.NotebookIn("a/in.ipynb").Cells[0].Outputs[0].Text);
    }

    [Fact]
    public async Task An_execution_is_judged_without_a_kernel()
    {
        folder.Notebook("in.ipynb", ("print('x')", "x\n"), ("print('y')", "y\n"));
        folder.Notebook("run.ipynb", ("print('x')", "x\n"), ("print('y')", "z\n"));
        folder.Notebook("other.ipynb", ("print('x')", "x\n"));

        Assert.Equal((1, "passed failed"), await folder.OutcomesAsync("in.ipynb --against run.ipynb"));
        ProcessOutcome other = await folder.TestAsync("in.ipynb --against other.ipynb");
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("error[test-notebooks-differ]", other.Stdout, StringComparison.Ordinal);
    }

    private static Cell Displayed(string source, string text) => TestFolder.WithOutputs(
        TestNotebook.Code(source),
        JsonObject.Of(("data", JsonObject.Of(("text/plain", text))), ("metadata", JsonObject.Empty), ("output_type", "display_data")));
}
