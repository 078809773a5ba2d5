using System.Globalization;
using Deckle.Json;
using Deckle.Kernels.Tests.Waiting;

namespace Deckle.Tool.Tests.Running;

/// <summary>Runs whose kernels are forked. Each folder has servers of its own, which end with it.</summary>
public sealed class WarmRunTests : IAsyncDisposable
{
    private const string Run = "deckle run in.ipynb out.ipynb --json";

    private readonly RunFolder folder = new();

    public async ValueTask DisposeAsync()
    {
        await ShellAsync("deckle kernels stop --all --kill");
        folder.Dispose();
    }

    [Fact]
    public async Task A_run_starts_a_server_that_serves_the_next_one_too()
    {
        folder.Write("in.ipynb", TestNotebook.Of("1 + 1"));

        ProcessOutcome first = await ShellAsync($"{Run} --warm");
        ProcessOutcome second = await ShellAsync(Run);
        ProcessOutcome third = await ShellAsync($"{Run} --no-warm");
        JsonObject server = (await ServersAsync()).Single();

        Assert.Equal(["warm", "warm", "cold"], ((ProcessOutcome[])[first, second, third]).Select(Start));
        Assert.All([first, second, third], outcome => Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr)));

        // One for its self-test, two for us.
        Assert.Equal("3", server["forks"]!.ToString());
    }

    [Fact]
    public async Task What_was_asked_for_and_cannot_be_is_a_warning()
    {
        folder.Write("in.ipynb", TestNotebook.Of("1"));

        ProcessOutcome asked = await ShellAsync($"DECKLE_WARM=0 {Run} --warm");
        ProcessOutcome unasked = await ShellAsync($"DECKLE_WARM=0 {Run}");

        Assert.Equal((0, "warning: the kernel started cold: DECKLE_WARM=0\n"), (asked.ExitCode, asked.Stderr));
        Assert.Equal((0, "cold", ""), (unasked.ExitCode, Start(unasked), unasked.Stderr));
    }

    [Fact]
    public async Task What_a_warm_kernel_started_ends_too_when_deckle_is_killed()
    {
        folder.Write("in.ipynb", TestNotebook.Of(
            "import os, signal, subprocess, time\n"
            + "subprocess.Popen(['sh', '-c', 'trap : INT TERM; while :; do sleep 60; done', os.getcwd()])\n"
            + "open('kernel', 'w').write(str(os.getpid()))\n"
            + "os.kill(int(os.environ['JPY_PARENT_PID']), signal.SIGKILL)\ntime.sleep(60)"));

        ProcessOutcome outcome = await ShellAsync($"{Run} --warm");

        Assert.Equal(137, outcome.ExitCode);
        Assert.Empty(await folder.LeftoversAsync(TimeSpan.FromSeconds(5)));
        Assert.True(await OtherProcess.EndsAsync(int.Parse(folder.Read("kernel"), CultureInfo.InvariantCulture), TimeSpan.FromSeconds(5)));
        Assert.Empty((await ServersAsync()).Single().Get<JsonArray>("kernels")!);
    }

    [Theory]
    [InlineData("ulimit -c 0; ulimit -n 512")]
    [InlineData("renice -n 5 $$ > /dev/null")]
    [InlineData("export PYTHONPATH=/usr/share")]
    [InlineData("export LC_ALL=C")]
    public async Task Who_lives_by_other_rules_has_another_server(string rules)
    {
        await ShellAsync("deckle kernels warm");

        await ShellAsync($"{rules}; deckle kernels warm");

        Assert.Equal(2, (await ServersAsync()).Count);
    }

    [Fact]
    public async Task Another_umask_and_other_variables_need_no_other_server()
    {
        folder.Write("in.ipynb", TestNotebook.Of("import os\nopen('made', 'w').close()\nprint(oct(os.stat('made').st_mode & 0o777), os.environ['WHO'])"));

        ProcessOutcome outcome = await ShellAsync($"deckle kernels warm > warm.txt; umask 007; WHO=ada {Run} --stdout-file printed.txt");

        Assert.Equal("warm", Start(outcome));
        Assert.Equal("0o660 ada\n", folder.Read("printed.txt"));
        Assert.Single(await ServersAsync());
    }

    [Fact]
    public async Task Servers_are_told_apart_and_stopped_by_their_keys()
    {
        ProcessOutcome warmed = await ShellAsync("deckle kernels warm --json --idle 30s --preload json,csv");
        JsonObject server = ((JsonObject)JsonReader.Read(warmed.Stdout)).Get<JsonArray>("servers")!.Cast<JsonObject>().Single();

        ProcessOutcome stopped = await ShellAsync($"deckle kernels stop {server.GetText("key")}");
        ProcessOutcome again = await ShellAsync($"deckle kernels stop {server.GetText("key")}");

        Assert.Equal(("""["json", "csv"]""", "30.0", "python3"), (server["preload"]!.ToString(), server["idle_limit_seconds"]!.ToString(), server.GetText("kernel")));
        Assert.Equal(new ProcessOutcome(0, $"stopped: {server.GetText("key")}\n", ""), stopped);
        Assert.Equal(new ProcessOutcome(4, "nothing to stop\n", ""), again);
    }

    private Task<ProcessOutcome> ShellAsync(string line) => folder.ShellAsync($"export XDG_RUNTIME_DIR=$PWD; {line}");

    private async Task<IReadOnlyList<JsonObject>> ServersAsync()
    {
        ProcessOutcome status = await ShellAsync("deckle kernels status --json");
        return [.. ((JsonObject)JsonReader.Read(status.Stdout)).Get<JsonArray>("servers")!.Cast<JsonObject>()];
    }

    private static string? Start(ProcessOutcome outcome) => ((JsonObject)JsonReader.Read(outcome.Stdout)).Get<JsonObject>("kernel")?.GetText("start");
}
