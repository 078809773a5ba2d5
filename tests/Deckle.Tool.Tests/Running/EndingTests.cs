namespace Deckle.Tool.Tests.Running;

/// <summary>The ways in which a run ends by itself: exit code, what is told, and the notebook that is left.</summary>
public class EndingTests
{
    [Fact]
    public async Task A_run_without_errors_is_completed()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync([TestNotebook.Markdown("# Title"), TestNotebook.Code("print('hi')"), TestNotebook.Code("")]);

        Assert.Equal(new ProcessOutcome(0, "", ""), outcome);
        Notebook notebook = folder.Notebook("out.ipynb");
        Truth.IsTold(notebook, "completed", "completed", "completed", "completed");
        Assert.Equal("hi\n", Assert.Single(notebook.Cells[1].Outputs).Text);
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task An_error_fails_the_run_and_leaves_the_rest_pending()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync(["1", "print('part')\n1/0", "3"]);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Stdout));
        Assert.StartsWith("failed: cell 1, id cell-1, In [2]: ZeroDivisionError: division by zero\n", outcome.Stderr, StringComparison.Ordinal);
        Notebook notebook = folder.Notebook("out.ipynb");
        Truth.IsTold(notebook, "failed", "completed", "failed", "pending");
        Assert.Equal(["part\n", ""], notebook.Cells[3].Outputs.Select(output => output.Text));
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task Allowed_errors_do_not_fail_the_run()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync(["1", "1/0", "3"], "--allow-errors");

        Assert.Equal(0, outcome.ExitCode);
        Truth.IsTold(folder.Notebook("out.ipynb"), "completed", "completed", "failed", "completed");
    }

    [Fact]
    public async Task A_cell_that_may_raise_does_not_fail_the_run()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync([TestNotebook.Code("1/0", "raises-exception"), TestNotebook.Code("2")]);

        Assert.Equal(new ProcessOutcome(0, "", ""), outcome);
        Truth.IsTold(folder.Notebook("out.ipynb"), "completed", "failed", "completed");
    }

    [Theory]
    [InlineData("import sys\nsys.exit(0)")]
    [InlineData("import sys\nsys.exit()")]
    [InlineData("raise SystemExit")]
    [InlineData("exit()")]
    [InlineData("quit()")]
    public async Task A_notebook_may_end_itself_well(string source)
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync(["1", source, "3"]);

        Assert.Equal(new ProcessOutcome(0, "", ""), outcome);
        Truth.IsTold(folder.Notebook("out.ipynb"), "completed", "completed", "completed", "skipped");
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task A_notebook_may_end_itself_badly()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync(["import sys\nsys.exit(1)", "2"]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("failed: cell 0, id cell-0, In [1]: SystemExit: 1\n", outcome.Stderr, StringComparison.Ordinal);
        Truth.IsTold(folder.Notebook("out.ipynb"), "failed", "failed", "pending");
    }

    [Fact]
    public async Task A_cell_that_asks_for_input_fails()
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync(["input('name? ')"]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("failed: cell 0, id cell-0, In [1]: StdinNotImplementedError: ", outcome.Stderr, StringComparison.Ordinal);
        Truth.IsTold(folder.Notebook("out.ipynb"), "failed", "failed");
    }

    [Theory]
    [InlineData("the cell ran longer than 0.5 s", "--execution-timeout", "0.5")]
    [InlineData("the run took longer than 0.5 s", "--timeout", "0.5")]
    [InlineData("the cell ran longer than 0.3 s")]
    [InlineData("the cell ran longer than 0.3 s", "--execution-timeout", "30", "--timeout", "40")]
    public async Task A_limit_of_time_ends_the_run(string told, params string[] limits)
    {
        using var folder = new RunFolder();
        string[] tags = told.Contains("0.3", StringComparison.Ordinal) ? ["timeout=0.3"] : [];

        ProcessOutcome outcome = await folder.RunCellsAsync(
            [TestNotebook.Code("1"), TestNotebook.Code("print('part', flush=True)\nimport time\ntime.sleep(60)", tags), TestNotebook.Code("3")], limits);

        Assert.Equal(124, outcome.ExitCode);
        Assert.StartsWith($"timeout: cell 1, id cell-1, In [2]: CellTimeoutError: {told}\n", outcome.Stderr, StringComparison.Ordinal);
        Notebook notebook = folder.Notebook("out.ipynb");
        Truth.IsTold(notebook, "timeout", "completed", "timeout", "pending");
        Assert.Equal(["part\n", ""], notebook.Cells[3].Outputs.Select(output => output.Text));
        Assert.Equal("KeyboardInterrupt", notebook.Cells[3].Outputs[1].ErrorName);
        Assert.Empty(folder.Leftovers());
    }

    [Theory]
    [InlineData("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)")]
    [InlineData("import signal, os\nsignal.signal(signal.SIGINT, lambda *_: os._exit(3))")]
    public async Task A_kernel_that_does_not_bear_an_interrupt_is_ended_all_the_same(string handler)
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync([$"{handler}\nprint('part', flush=True)\nimport time\ntime.sleep(60)"], "--timeout", "0.3");

        Assert.Equal(124, outcome.ExitCode);
        Notebook notebook = folder.Notebook("out.ipynb");
        Truth.IsTold(notebook, "timeout", "timeout");
        Assert.Equal("part\n", Assert.Single(notebook.Cells[2].Outputs).Text);
        Assert.Empty(folder.Leftovers());
    }

    [Theory]
    [InlineData("os._exit(7)", "exited with code 7")]
    [InlineData("os.kill(os.getpid(), 9)", "was killed by SIGKILL")]
    [InlineData("import ctypes; ctypes.string_at(0)", "was killed by SIGSEGV")]
    public async Task A_dead_kernel_is_told_with_its_reason(string death, string reason)
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync(["1", $"import os\nprint('part', flush=True)\nos.sync()\n{death}", "3"]);

        Assert.Equal(138, outcome.ExitCode);
        Assert.Matches($"^dead: cell 1, id cell-1, In \\[2\\]: DeadKernelError: the kernel {reason}, peak memory \\d+ MB\n$", outcome.Stderr);
        Truth.IsTold(folder.Notebook("out.ipynb"), "dead", "completed", "dead", "pending");
        Assert.Empty(folder.Leftovers());
    }
}
