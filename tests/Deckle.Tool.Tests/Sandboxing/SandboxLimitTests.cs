using Deckle.Json;

namespace Deckle.Tool.Tests.Sandboxing;

/// <summary>Limits, and how it is told that one was reached.</summary>
public class SandboxLimitTests
{
    [Theory]
    [InlineData("off")]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task The_limit_of_memory_ends_the_kernel_and_is_named(string mode)
    {
        await SandboxDoctorReport.ClaimsAsync(mode);
        await SandboxDoctorReport.NeedsGroupsAsync("memory");
        using var folder = new SandboxFolder();

        ProcessOutcome outcome = await folder.RunAsync(["print('before')", "hog = []\nwhile True: hog.append(bytearray(10_000_000))", "1"], "--sandbox", mode, "--memory", "200M");

        Assert.True(outcome.ExitCode == 138, outcome.Transcript);
        JsonObject report = SandboxFolder.Json(outcome);
        string told = report.Get<JsonObject>("failed_cell")!.GetText("evalue")!;
        Assert.Equal("the kernel was killed: memory limit 200 MB reached (peak 200 MB)", told);
        Assert.Contains(told, outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(1, Number(report.Get<JsonObject>("sandbox")!.Get<JsonObject>("used")!, "memory_kills"));
        Assert.Equal("dead", report.GetText("status"));
    }

    [Fact]
    public async Task A_child_that_met_the_limit_is_told_though_the_cell_went_on()
    {
        await SandboxDoctorReport.NeedsGroupsAsync("memory");
        using var folder = new SandboxFolder();

        ProcessOutcome outcome = await folder.RunAsync(["import subprocess\nsubprocess.run(['tail', '/dev/zero'])"], "--memory", "200M");

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.Contains("cell 0: a process that the kernel started was killed: memory limit 200 MB reached", outcome.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("bwrap")]
    [InlineData("landlock")]
    public async Task A_fork_bomb_comes_to_an_end(string mode)
    {
        await SandboxDoctorReport.ClaimsAsync(mode);
        await SandboxDoctorReport.NeedsGroupsAsync("pids");
        using var folder = new SandboxFolder();
        string bomb = $"import subprocess\nchildren = []\ntry:\n    while True: children.append(subprocess.Popen(['sleep', '{folder.Marker}']))\nexcept OSError as error: print(len(children) < 100, error.errno)";

        ProcessOutcome outcome = await folder.RunAsync([bomb], "--sandbox", mode, "--pids", "100");

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.Equal("True 11\n", folder.Result.Cells[0].Outputs[0].Text);
        Assert.Contains("cell 0: limit of 100 processes and threads reached", outcome.Stderr, StringComparison.Ordinal);
        Assert.NotEqual(0, Number(SandboxFolder.Json(outcome).Get<JsonObject>("sandbox")!.Get<JsonObject>("used")!, "refused_processes"));
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task Processors_are_shared_out()
    {
        await SandboxDoctorReport.NeedsGroupsAsync("cpu");
        using var folder = new SandboxFolder();

        ProcessOutcome outcome = await folder.RunAsync(
            ["import time\nwall, used = time.monotonic(), time.process_time()\nwhile time.process_time() - used < 0.3: pass\nprint((time.process_time() - used) / (time.monotonic() - wall) < 0.6)"], "--cpus", "0.4");

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.Equal("True\n", folder.Result.Cells[0].Outputs[0].Text);
    }

    [Fact]
    public async Task A_kernel_that_cannot_start_within_its_limits_says_so()
    {
        await SandboxDoctorReport.NeedsGroupsAsync("pids");
        using var folder = new SandboxFolder();

        ProcessOutcome outcome = await folder.RunAsync(["1"], "--pids", "3", "--start-timeout", "15");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("limit of 3 processes and threads reached", outcome.Stdout, StringComparison.Ordinal);
    }

    private static long Number(JsonObject json, string key) => json.Get<JsonNumber>(key)!.TryGetInt64(out long number) ? number : -1;
}
