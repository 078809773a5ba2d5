using Deckle.Json;

namespace Deckle.Tool.Tests.Running;

/// <summary>A kernel of another language, which knows nothing of ipykernel: Debian's r-cran-irkernel.</summary>
public class RKernelTests
{
    [Fact]
    public async Task Parameters_of_every_type_reach_R()
    {
        const string Show = "cat(b, n, f, inf, is.nan(nan), is.null(none), nchar(s), s, l[[2]], m[['k']][[1]], typeof(i), sep = '|')";

        (ProcessOutcome outcome, Notebook notebook) = await RunAsync(
            [TestNotebook.Code("n <- 0", "parameters"), TestNotebook.Code(Show)],
            "-p", "b", "True", "-p", "n", "-3", "-p", "i", "12", "-p", "f", "1.5", "-p", "inf", "inf", "-p", "nan", "nan", "-p", "none", "None",
            "-r", "s", "é \"q\" \\ 😀\n'x'", "--param-json", "l", """[1, "two"]""", "--param-json", "m", """{"k": [true]}""");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("TRUE|-3|1.5|Inf|TRUE|TRUE|13|é \"q\" \\ 😀\n'x'|two|TRUE|double", Assert.Single(notebook.Cells[2].Outputs).Text);
        Truth.IsTold(notebook, "completed", "completed", "completed", "completed");
    }

    [Fact]
    public async Task Plots_and_tables_are_outputs()
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync([TestNotebook.Code("plot(1:3)"), TestNotebook.Code("data.frame(a = 1:2)")]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("image/png", notebook.Cells[0].Outputs.Single().Data.MediaTypes);
        Assert.Contains("text/html", notebook.Cells[1].Outputs.Single().Data.MediaTypes);
        Assert.Equal("R", notebook.Metadata.Get<JsonObject>("language_info")?.GetText("name"));
    }

    [Fact]
    public async Task An_error_fails_the_run()
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync([TestNotebook.Code("cat('part\\n')"), TestNotebook.Code("stop('no data')"), TestNotebook.Code("1")]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("no data", outcome.Stderr, StringComparison.Ordinal);
        Truth.IsTold(notebook, "failed", "completed", "failed", "pending");
    }

    [Fact]
    public async Task A_limit_of_time_ends_the_run()
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync([TestNotebook.Code("cat('part\\n')\nflush.console()\nSys.sleep(60)"), TestNotebook.Code("1")], "--execution-timeout", "0.5");

        Assert.Equal(124, outcome.ExitCode);
        Assert.StartsWith("timeout: cell 0, id cell-0", outcome.Stderr, StringComparison.Ordinal);
        Truth.IsTold(notebook, "timeout", "timeout", "pending");
    }

    [Fact]
    public async Task A_signal_ends_the_run_in_good_order()
    {
        // R does not know its parent, but a shell does. While R waits for a shell it ignores the signal, so it must not wait.
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync(
            [TestNotebook.Code("system(sprintf('kill -s INT $(ps -o ppid= -p %d)', Sys.getpid()), wait = FALSE)\nSys.sleep(60)"), TestNotebook.Code("1")]);

        Assert.Equal(130, outcome.ExitCode);
        Truth.IsTold(notebook, "interrupted", "interrupted", "pending");
    }

    [Fact]
    public async Task A_dead_kernel_is_told()
    {
        (ProcessOutcome outcome, Notebook notebook) = await RunAsync([TestNotebook.Code("tools::pskill(Sys.getpid(), tools::SIGKILL)")]);

        Assert.Equal(138, outcome.ExitCode);
        Assert.Contains("the kernel was killed by SIGKILL", outcome.Stderr, StringComparison.Ordinal);
        Truth.IsTold(notebook, "dead", "dead");
    }

    private static async Task<(ProcessOutcome Outcome, Notebook Notebook)> RunAsync(Cell[] cells, params string[] options)
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.On("ir", cells));
        ProcessOutcome outcome = await folder.RunAsync(["in.ipynb", "out.ipynb", .. options]);

        // R has a folder for temporary files of its own, which it leaves when it is killed.
        Assert.DoesNotContain(folder.Leftovers(), left => !left.Contains("/tmp/Rtmp", StringComparison.Ordinal));
        return (outcome, folder.Notebook("out.ipynb"));
    }
}
