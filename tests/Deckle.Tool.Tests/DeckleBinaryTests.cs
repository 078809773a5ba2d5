namespace Deckle.Tool.Tests;

public class DeckleBinaryTests
{
    [Fact]
    public async Task A_program_gets_its_arguments_stdin_folder_and_environment()
    {
        using var folder = new TemporaryFolder();
        var options = new ProcessOptions
        {
            Stdin = "in",
            Folder = folder.Path,
            Environment = new Dictionary<string, string?> { ["WORD"] = "env", ["HOME"] = null },
        };

        ProcessOutcome outcome = await DeckleBinary.ShellAsync(options, "cat; pwd; echo $WORD ${HOME-none}; command -v deckle >&2; exit 7");

        Assert.Equal(new ProcessOutcome(7, $"in{folder.Path}\nenv none\n", $"{DeckleBinary.Path}\n"), outcome);
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_killed()
    {
        var options = new ProcessOptions { Timeout = TimeSpan.FromMilliseconds(200) };

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(() => DeckleBinary.ShellAsync(options, "echo started; sleep 60"));

        Assert.Contains("started", failure.Message, StringComparison.Ordinal);
    }
}
