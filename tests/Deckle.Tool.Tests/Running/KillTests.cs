namespace Deckle.Tool.Tests.Running;

public class KillTests(ITestOutputHelper output)
{
    private const int Tries = 50;

    // One more than there are processors, so that no processor waits for a kernel to start.
    private const int AtOnce = 3;

    [Fact]
    public async Task Killed_at_any_moment_a_run_leaves_a_whole_notebook_and_nothing_else()
    {
        string notebook = TestNotebook.Of("1", "print('x' * 5_000_000)", "print('y')", "print('z')", "import time\ntime.sleep(0.2)", "2");
        var random = new Random(20260101);
        (int Try, double Seconds)[] moments = [.. Enumerable.Range(0, Tries).Select(number => (number, 2.2 * random.NextDouble()))];
        int interrupted = 0;

        await Parallel.ForEachAsync(moments, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (moment, _) =>
        {
            using var folder = new RunFolder();
            folder.Write("in.ipynb", notebook);
            if (moment.Try % 2 == 0)
            {
                folder.Write("out.ipynb", notebook);
            }

            // timeout kills its process group; the kernel has one of its own, which is what this is about.
            ProcessOutcome outcome = await folder.ShellAsync(FormattableString.Invariant($"timeout -s KILL {moment.Seconds:0.000} deckle run in.ipynb out.ipynb"));

            Assert.Contains(outcome.ExitCode, new[] { 0, 137 });
            Interlocked.Add(ref interrupted, outcome.ExitCode == 137 ? 1 : 0);
            Assert.True(moment.Try % 2 == 1 || folder.Has("out.ipynb"), $"the old file is gone, killed after {moment.Seconds:0.000} s");
            if (folder.Has("out.ipynb"))
            {
                Assert.Empty(NotebookValidator.Validate(folder.Notebook("out.ipynb")));
            }

            IReadOnlyList<string> left = await folder.LeftoversAsync(TimeSpan.FromSeconds(2));
            Assert.True(left.Count == 0, $"left 2 s after a kill at {moment.Seconds:0.000} s: {string.Join(", ", left)}");
        });

        output.WriteLine($"{interrupted} of {Tries} were killed before their end");
        Assert.True(interrupted > Tries / 4, "nearly all runs ended before they were killed: this tests nothing");
    }

    // ipykernel looks now and then whether its parent still lives, but what its cells started does not.
    [Fact]
    public async Task What_a_cell_started_ends_too_when_deckle_is_killed()
    {
        using var folder = new RunFolder();
        string start = "import os, signal, subprocess, time\nsubprocess.Popen(['sh', '-c', 'trap : INT TERM; while :; do sleep 60; done', os.getcwd()])\n";

        ProcessOutcome outcome = await folder.RunCellsAsync([start + "os.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(60)"]);

        Assert.Equal(new ProcessOutcome(137, "", ""), outcome);
        Assert.Empty(NotebookValidator.Validate(folder.Notebook("out.ipynb")));
        Assert.Empty(await folder.LeftoversAsync(TimeSpan.FromSeconds(2)));
    }
}
