namespace Deckle.Tool.Tests.Running;

/// <summary>Runs that are stopped from outside.</summary>
public class SignalTests
{
    // Signals from inside: sent exactly while the cell runs. A kernel's parent is deckle.
    private const string SignalParent = "import os, signal, time\nprint('before', flush=True)\nos.kill(os.getppid(), signal.{0})\ntime.sleep(60)";

    [Theory]
    [InlineData("SIGINT", 130)]
    [InlineData("SIGTERM", 143)]
    [InlineData("SIGHUP", 143)]
    public async Task A_signal_ends_the_run_in_good_order(string signal, int exitCode)
    {
        using var folder = new RunFolder();

        ProcessOutcome outcome = await folder.RunCellsAsync(["1", SignalParent.Replace("{0}", signal, StringComparison.Ordinal), "3"]);

        Assert.Equal((exitCode, ""), (outcome.ExitCode, outcome.Stdout));
        Assert.StartsWith("interrupted: cell 1, id cell-1, In [2]: KeyboardInterrupt: the run was stopped in this cell\n", outcome.Stderr, StringComparison.Ordinal);
        Notebook notebook = folder.Notebook("out.ipynb");
        Truth.IsTold(notebook, "interrupted", "completed", "interrupted", "pending");
        Assert.Equal(["before\n", ""], notebook.Cells[3].Outputs.Select(output => output.Text));
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task What_a_cell_started_ends_with_the_run()
    {
        using var folder = new RunFolder();
        string start = "import os, subprocess\nsubprocess.Popen(['sh', '-c', 'trap : INT TERM; while :; do sleep 60; done', os.getcwd()])";

        ProcessOutcome outcome = await folder.RunCellsAsync([start, SignalParent.Replace("{0}", "SIGTERM", StringComparison.Ordinal)]);

        Assert.Equal(143, outcome.ExitCode);
        Truth.IsTold(folder.Notebook("out.ipynb"), "interrupted", "completed", "interrupted");
        Assert.Empty(await folder.LeftoversAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_second_signal_does_not_wait_for_the_kernel()
    {
        using var folder = new RunFolder();
        string deaf = "import os, signal, time\nsignal.signal(signal.SIGINT, lambda *_: os.kill(os.getppid(), signal.SIGTERM))\n";

        ProcessOutcome outcome = await folder.RunCellsAsync([deaf + "os.kill(os.getppid(), signal.SIGINT)\nwhile True: time.sleep(60)"]);

        Assert.Equal(130, outcome.ExitCode);
        Truth.IsTold(folder.Notebook("out.ipynb"), "interrupted", "interrupted");
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task A_run_that_is_stopped_before_its_kernel_is_ready_writes_nothing()
    {
        using var folder = new RunFolder();
        folder.Write("kernels/slow/kernel.json", """{"argv": ["/bin/sh", "-c", "kill -INT $PPID; sleep 60", "{connection_file}"], "display_name": "Slow", "language": "python"}""");
        folder.Write("in.ipynb", TestNotebook.On("slow", TestNotebook.Code("1")));
        folder.Write("out.ipynb", "old");

        ProcessOutcome outcome = await folder.ShellAsync("JUPYTER_PATH=$PWD deckle run in.ipynb out.ipynb --json");

        Assert.Equal((130, ""), (outcome.ExitCode, outcome.Stderr));
        Assert.StartsWith("""{"error": {"code": "run-interrupted", """, outcome.Stdout, StringComparison.Ordinal);
        Assert.Equal("old", folder.Read("out.ipynb"));
        Assert.Empty(folder.Leftovers());
    }
}
