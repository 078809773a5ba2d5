namespace Deckle.Tool.Tests.Running;

/// <summary>Places that cannot be written, or not any more. Whoever runs as root can write everywhere else.</summary>
public class OutputPlaceTests
{
    // A namespace of the test's own, so that nothing stays mounted; 77 where the machine does not allow one.
    private const string Unshare = "unshare --user --map-root-user --mount true 2>/dev/null || exit 77; unshare --user --map-root-user --mount sh -c ";

    private const int NotAllowed = 77;

    [Fact]
    public async Task A_read_only_place_is_told_before_the_kernel_starts()
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of("open('ran', 'w')"));
        folder.Write("place/out.ipynb", "old");

        ProcessOutcome outcome = await MountedAsync(folder, "-o bind place place && mount -o remount,ro,bind place", "deckle run in.ipynb place/out.ipynb");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("error[output-not-writable]: cannot write place/out.ipynb: Read-only file system\n", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal("old", folder.Read("place/out.ipynb"));
        Assert.False(folder.Has("ran"));
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task A_place_without_space_keeps_the_old_file()
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of("open('ran', 'w')"));
        Directory.CreateDirectory(folder.Combine("place"));

        ProcessOutcome outcome = await MountedAsync(
            folder,
            "-t tmpfs -o size=8k tmpfs place && echo old >place/out.ipynb && head -c 4096 /dev/zero >place/full",
            "deckle run in.ipynb place/out.ipynb; code=$?; cat place/out.ipynb; ls -A place; exit $code");

        Assert.Equal(3, outcome.ExitCode);
        Assert.StartsWith("error[output-disk-full]: cannot write place/out.ipynb: no space left\n", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal("old\nfull\nout.ipynb\n", outcome.Stdout);
        Assert.False(folder.Has("ran"));
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task A_place_that_fills_up_keeps_the_last_whole_notebook_and_the_result_is_saved_elsewhere()
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of("print('x' * 100_000)"));
        Directory.CreateDirectory(folder.Combine("place"));

        ProcessOutcome outcome = await MountedAsync(
            folder, "-t tmpfs -o size=32k tmpfs place", "deckle run in.ipynb place/out.ipynb; code=$?; deckle validate place/out.ipynb 2>&1; ls -A place; exit $code");

        Assert.Equal(3, outcome.ExitCode);
        Assert.StartsWith("error[output-disk-full]: cannot write place/out.ipynb: no space left\n", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal("1 notebook: 1 valid, 0 invalid, 0 unreadable\nout.ipynb\n", outcome.Stdout);
        string rescued = Assert.Single(folder.Leftovers());
        Assert.Contains($"the result was saved instead as: {rescued}\n", outcome.Stderr, StringComparison.Ordinal);
        Truth.IsTold(NotebookReader.Read(File.ReadAllBytes(rescued)), "completed", "completed");
    }

    [Fact]
    public async Task A_place_that_is_full_for_a_while_does_not_end_the_run()
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of("print('x' * 20_000)", "import time\ntime.sleep(0.6)", "import os\nos.remove('place/full')"));
        Directory.CreateDirectory(folder.Combine("place"));

        ProcessOutcome outcome = await MountedAsync(
            folder, "-t tmpfs -o size=64k tmpfs place && head -c 40960 /dev/zero >place/full", "deckle run in.ipynb place/out.ipynb && cp place/out.ipynb .");

        Assert.Equal(new ProcessOutcome(0, "", ""), outcome);
        Truth.IsTold(folder.Notebook("out.ipynb"), "completed", "completed", "completed", "completed");
    }

    [Theory]
    [InlineData("deckle run in.ipynb out.ipynb --stdout-file /dev/full", "error[output-disk-full]: cannot write /dev/full: no space left")]
    [InlineData("deckle run in.ipynb out.ipynb --events jsonl >/dev/full", "error[output-disk-full]: cannot write stdout: no space left")]
    [InlineData("deckle run in.ipynb out.ipynb --json >/dev/full", "error[not-written]: cannot write to stdout: No space left on device")]
    [InlineData("deckle run in.ipynb out.ipynb --json >&-", "error[not-written]: cannot write to stdout: Bad file descriptor")]
    public async Task A_report_that_cannot_be_written_does_not_end_the_run(string line, string told)
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of("print('one', flush=True)", "print('two')"));

        ProcessOutcome outcome = await folder.ShellAsync(line);

        Assert.Equal((3, ""), (outcome.ExitCode, outcome.Stdout));
        Assert.StartsWith($"{told}\n", outcome.Stderr, StringComparison.Ordinal);
        Truth.IsTold(folder.Notebook("out.ipynb"), "completed", "completed", "completed");
    }

    [Theory]
    [InlineData("deckle run in.ipynb out.ipynb --events jsonl | head -n 1 >first")]
    [InlineData("deckle run in.ipynb out.ipynb --json | true")]
    [InlineData("deckle run in.ipynb out.ipynb --log-output 2>&1 | true")]
    public async Task A_report_that_nobody_reads_does_not_end_the_run(string pipe)
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of("print('one', flush=True)", "import os\nos.path.exists('first')", "print('two')"));

        ProcessOutcome outcome = await DeckleBinary.ShellAsync(new ProcessOptions { Folder = folder.Path }, $"({pipe.Replace(" | ", "; echo $? >code) | ", StringComparison.Ordinal)}; cat code");

        Assert.Equal(new ProcessOutcome(0, "0\n", ""), outcome);
        Truth.IsTold(folder.Notebook("out.ipynb"), "completed", "completed", "completed", "completed");
    }

    private static async Task<ProcessOutcome> MountedAsync(RunFolder folder, string mount, string line)
    {
        ProcessOutcome outcome = await folder.ShellAsync($"{Unshare} '(mount {mount}) >&2 || exit 77; {line}'");
        if (outcome.ExitCode == NotAllowed)
        {
            Assert.Skip("this machine allows no mounts in a namespace of one's own");
        }

        return outcome;
    }
}
