namespace Deckle.Tool.Tests.Running;

/// <summary>What a person sees, and a pipe does not.</summary>
public class TerminalTests
{
    private static readonly string[] Cells = ["print('one')", "x = 2", "1/0"];

    [Fact]
    public async Task A_terminal_shows_progress_and_an_end()
    {
        ProcessOutcome outcome = await TypedAsync("deckle run in.ipynb out.ipynb");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches(@"\r\e\[2K1/3 cells  00:0\d  ~00:0\d left  x = 2", outcome.Stdout);
        Assert.Contains("\e[2Kfailed: cell 2, id cell-2, In [3]: ZeroDivisionError: division by zero\r\n", outcome.Stdout, StringComparison.Ordinal);
        Assert.Contains("\e[0;31mZeroDivisionError\e[0m", outcome.Stdout, StringComparison.Ordinal);
        Assert.Matches(@"\nfailed: 3 cells in \d\.\d s → out\.ipynb\r\n$", outcome.Stdout);
    }

    [Fact]
    public async Task A_terminal_without_colours_shows_none()
    {
        ProcessOutcome outcome = await TypedAsync("NO_COLOR=1 deckle run in.ipynb out.ipynb --no-progress-bar");

        Assert.StartsWith("failed: cell 2, id cell-2, In [3]: ZeroDivisionError: division by zero\r\n", outcome.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[0", outcome.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("cells  00:", outcome.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_sees_progress_only_where_it_is_asked_for()
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of(Cells[..2]));

        ProcessOutcome silent = await folder.RunAsync("in.ipynb", "out.ipynb");
        ProcessOutcome asked = await folder.RunAsync("in.ipynb", "out.ipynb", "--progress-bar");

        Assert.Equal(new ProcessOutcome(0, "", ""), silent);
        Assert.Equal((0, ""), (asked.ExitCode, asked.Stdout));
        Assert.Contains("1/2 cells  ", asked.Stderr, StringComparison.Ordinal);
    }

    /// <summary>A line typed at a terminal, which shows stdout and stderr alike. Its size is unknown, as at a serial console.</summary>
    private static async Task<ProcessOutcome> TypedAsync(string line)
    {
        using var folder = new RunFolder();
        folder.Write("in.ipynb", TestNotebook.Of(Cells));
        ProcessOutcome outcome = await folder.ShellAsync($"script --quiet --return --command '{line}' /dev/null </dev/null");

        // .NET first switches the terminal's keypad.
        return outcome with { Stdout = outcome.Stdout.Replace("\e[?1h\e=", "", StringComparison.Ordinal) };
    }
}
