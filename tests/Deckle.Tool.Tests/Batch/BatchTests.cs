using System.Xml.Linq;
using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Batch;

/// <summary>Many runs, with a real kernel. What a batch says is in <c>tests/specs/batch.md</c>.</summary>
public class BatchTests
{
    // The program's own id, which a warm kernel's parent is not.
    private const string Signal = "import os, signal, time\nos.kill(int(os.environ['BATCH']), signal.{0}) if n == 2 else None\ntime.sleep(60 if n == 2 else 0)";

    [Fact]
    public async Task A_second_call_runs_what_is_new_or_changed()
    {
        using var folder = new BatchFolder();
        folder.Notebook("a.ipynb", "n");

        Assert.Equal((0, "completed"), await folder.StatusesAsync("a.ipynb --grid n=1"));
        Assert.Equal((0, "skipped completed"), await folder.StatusesAsync("a.ipynb --grid n=1,2 --execution-timeout 50"));

        File.Delete(folder.Combine("runs/a/n=2/notebook.ipynb"));
        Assert.Equal((0, "skipped completed"), await folder.StatusesAsync("a.ipynb --grid n=1..2"));
        Assert.Equal((0, "completed"), await folder.StatusesAsync("a.ipynb --grid n=1 --force"));
        Assert.Equal((0, "completed"), await folder.StatusesAsync("a.ipynb --grid n=1 --env WORD=x"));

        folder.Notebook("a.ipynb", "n + 1");
        Assert.Equal((0, "completed"), await folder.StatusesAsync("a.ipynb --grid n=1 --env WORD=x"));
        Assert.Equal((0, "skipped"), await folder.StatusesAsync("a.ipynb --grid n=1 --env WORD=x"));
    }

    [Fact]
    public async Task Whatever_ends_a_run_touches_no_other()
    {
        using var folder = new BatchFolder();
        folder.Notebook("good.ipynb", "n");
        folder.Notebook("dies.ipynb", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)");
        folder.Notebook("fails.ipynb", "1/0");
        folder.Notebook("slow.ipynb", "import time\ntime.sleep(60)");
        folder.Write("cut.ipynb", "{");
        folder.Write("lost.ipynb", TestNotebook.On("klingon", TestNotebook.Code("1")));

        ProcessOutcome outcome = await folder.BatchAsync("good.ipynb dies.ipynb fails.ipynb slow.ipynb cut.ipynb lost.ipynb --execution-timeout 2 --output-dir out");

        // The worst of all: a kernel that is not there.
        Assert.Equal(3, outcome.ExitCode);
        Assert.Equal(
            ["completed", "dead", "failed", "timeout", "error", "error"],
            ((string[])["good", "dies", "fails", "slow", "cut", "lost"]).Select(name => folder.Status($"out/{name}.run.json")));
        Assert.Equal("ZeroDivisionError", folder.Json("out/fails.run.json").Get<JsonObject>("failure")?.GetText("ename"));
        Assert.Equal("notebook-not-json", folder.Json("out/cut.run.json").Get<JsonObject>("failure")?.GetText("code"));
        Assert.Empty(folder.Leftovers());
    }

    [Fact]
    public async Task A_corrupt_record_refuses_its_run_and_no_other()
    {
        using var folder = new BatchFolder();
        folder.Notebook("a.ipynb", "n");
        folder.Write("runs/a/n=1/run.json", "{\"schema\": \"deckle.batch-run/1\", \"sta");
        folder.Write("runs/a/n=2/run.json", "{\"name\": \"mine\"}");

        ProcessOutcome refused = await folder.BatchAsync("a.ipynb --grid n=1..3");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("error       a.ipynb n=1  batch-run-corrupt: runs/a/n=1/run.json is no record of a run: line 1, column 34: a string that never ends\n", refused.Stdout, StringComparison.Ordinal);
        Assert.Contains("error       a.ipynb n=2  batch-run-corrupt: runs/a/n=2/run.json is no record of a run: its schema is not deckle.batch-run/1\n", refused.Stdout, StringComparison.Ordinal);
        Assert.Equal("{\"name\": \"mine\"}", folder.Read("runs/a/n=2/run.json"));
        Assert.Equal("completed", folder.Status("runs/a/n=3/run.json"));
        Assert.Equal((0, "completed completed completed"), await folder.StatusesAsync("a.ipynb --grid n=1..3 --force"));
    }

    [Fact]
    public async Task A_batch_that_is_interrupted_goes_on_where_it_was()
    {
        using var folder = new BatchFolder();
        folder.Notebook("a.ipynb", Signal.Replace("{0}", "SIGINT", StringComparison.Ordinal));

        ProcessOutcome outcome = await folder.ShellAsync("export BATCH=$$; exec deckle batch a.ipynb --grid n=1..4 --jobs 1 --no-warm --summary s.json");

        Assert.Equal(130, outcome.ExitCode);
        Assert.Matches(@"completed +a\.ipynb n=1 .*\ninterrupted a\.ipynb n=2 .*\npending +a\.ipynb n=3  not started\npending +a\.ipynb n=4  not started\n", outcome.Stdout);
        Assert.Equal(JsonBoolean.True, folder.Json("s.json")["interrupted"]);
        Assert.Equal("interrupted", folder.Status("runs/a/n=2/run.json"));
        Assert.Empty(folder.Leftovers());

        folder.Write("rows.csv", "n\n1\n3\n");
        Assert.Equal((0, "skipped completed"), await folder.StatusesAsync("a.ipynb --params-file rows.csv"));
    }

    [Fact]
    public async Task A_batch_that_is_killed_goes_on_where_it_was()
    {
        using var folder = new BatchFolder();
        folder.Notebook("a.ipynb", Signal.Replace("{0}", "SIGKILL", StringComparison.Ordinal));
        folder.Write("runs/a/n=2/run.json", "{}");

        ProcessOutcome killed = await folder.ShellAsync("export BATCH=$$; exec deckle batch a.ipynb --grid n=1,2 --jobs 1 --no-warm --force");
        Assert.Empty(await folder.LeftoversAsync(TimeSpan.FromSeconds(2)));
        folder.Notebook("a.ipynb", "n");

        Assert.Equal(137, killed.ExitCode);
        Assert.False(folder.Has("runs/a/n=2/run.json"), "the record of a run that was begun and not ended");
        Assert.Equal((0, "completed completed"), await folder.StatusesAsync("a.ipynb --grid n=1,2"));
    }

    [Fact]
    public async Task A_run_that_fails_is_tried_again()
    {
        using var folder = new BatchFolder();
        folder.Notebook("a.ipynb", "import os\ncount = len(os.listdir('tries'))\nopen(f'tries/{count}', 'w').close()\nassert count == 1, f'try {count}'");
        Directory.CreateDirectory(folder.Combine("tries"));

        ProcessOutcome outcome = await folder.BatchAsync("a.ipynb --retry 3 -v");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"^completed   a\.ipynb  \d+\.\d\d s  attempt 2\n$", outcome.Stderr);
        JsonObject record = folder.Json("runs/a.run.json");
        Assert.Equal("2", record["attempts"]!.ToString());
        Assert.Equal("cell 1: AssertionError: try 0", ((JsonObject)record.Get<JsonArray>("earlier_attempts")!.Single()).GetText("reason"));
    }

    [Fact]
    public async Task Fail_fast_starts_no_other()
    {
        using var folder = new BatchFolder();
        folder.Notebook("a.ipynb", "assert n != 2");

        Assert.Equal((1, "completed failed pending pending"), await folder.StatusesAsync("a.ipynb --grid n=1..4 --jobs 1 --fail-fast"));
    }

    [Fact]
    public async Task Summaries_bear_what_notebooks_say()
    {
        using var folder = new BatchFolder();
        folder.Notebook("a.ipynb", "raise ValueError('\\x1b[31m|<b>`\\x00\\ufffe]]>')");

        ProcessOutcome outcome = await folder.BatchAsync("a.ipynb --grid 'n=1,\"<&|\"' --summary s.md --summary s.json --junit s.junit");

        Assert.Equal(1, outcome.ExitCode);
        var suite = XDocument.Load(folder.Combine("s.junit")).Root!.Element("testsuite")!;
        Assert.Equal(("2", "2", "0"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value));
        Assert.Equal(["n=1", "n=\"<&|\""], suite.Elements("testcase").Select(element => element.Attribute("name")!.Value));
        XElement failure = suite.Elements("testcase").First().Element("failure")!;
        Assert.StartsWith("cell 2: ValueError: |<b>`\ufffd", failure.Attribute("message")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', failure.Value);
        Assert.Contains("ValueError", failure.Value, StringComparison.Ordinal);
        string[] lines = folder.Read("s.md").Split('\n');
        Assert.Equal("# 2 runs: 2 failed", lines[0]);
        Assert.StartsWith("| a.ipynb | n = 1 | failed | ", lines[6], StringComparison.Ordinal);
        Assert.Contains(@" | cell 2: ValueError: \|\<b\>\`", lines[6], StringComparison.Ordinal);
        Assert.Equal(2, folder.Json("s.json").Get<JsonArray>("runs")!.Count);
    }

    [Fact]
    public async Task A_large_grid_takes_little_memory()
    {
        using var folder = new BatchFolder();
        folder.Notebook("a.ipynb", "n");

        // 32 MB for a hundred thousand runs, of which each would take more than a thousand bytes.
        ProcessOutcome outcome = await folder.ShellAsync("DOTNET_GCHeapHardLimit=0x2000000 deckle batch a.ipynb --grid n=1..100000 --yes --dry-run --junit s.xml | wc -l");

        Assert.Equal(("100000\n", "100000 runs: 100000 pending\n"), (outcome.Stdout, outcome.Stderr));
        Assert.Contains("<testsuite name=\"deckle batch\" tests=\"100000\" failures=\"0\" errors=\"0\" skipped=\"100000\"", folder.Read("s.xml")[..200], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_shows_what_runs()
    {
        using var folder = new BatchFolder();
        folder.Notebook("a.ipynb", "import time\ntime.sleep(0.5)  # \\x1b[2J", "assert n == 1, 'bad'");

        ProcessOutcome outcome = await folder.ShellAsync("script --quiet --return --command 'deckle batch a.ipynb --grid n=1,2 --jobs 1 --no-warm' /dev/null </dev/null");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("0/2 done  00:00", outcome.Stdout, StringComparison.Ordinal);
        Assert.Contains("  a.ipynb n=1  2/4 cells  00:0", outcome.Stdout, StringComparison.Ordinal);
        Assert.Matches(@"1/2 done  00:0\d  ~00:0\d left", outcome.Stdout);
        Assert.Matches(@"failed +a\.ipynb n=2  \d\.\d\d s  cell 3: AssertionError: bad\r\n2 runs: 1 completed, 1 failed in \d+\.\d s\r\n$", outcome.Stdout);
    }

    [Fact]
    public async Task Kernels_are_warm_by_themselves()
    {
        using var folder = new BatchFolder();
        folder.Notebook("a.ipynb", "n");

        ProcessOutcome outcome = await folder.ShellAsync("deckle batch a.ipynb --grid n=1..3; deckle kernels stop --all --kill >/dev/null");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        Assert.Equal("warm", folder.Json("runs/a/n=3/run.json").Get<JsonObject>("kernel")!.GetText("start"));
        Assert.Empty(await folder.LeftoversAsync(TimeSpan.FromSeconds(5)));
    }
}
