using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

public sealed class RunToolTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_gives_status_results_and_a_comparison()
    {
        string original = McpNotebooks.Of("x = 1", "print('x is', x)", "import sys; print('done', file=sys.stderr)");
        folder.Write("a.ipynb", original);
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject first = await client.UseAsync("notebook_run", """{"path": "a.ipynb", "parameters": {"x": 21}, "wait_seconds": 50}""");
        JsonObject second = await client.UseAsync("notebook_run", """{"path": "a.ipynb", "output_path": "out/b.ipynb", "parameters": {"x": 22}, "wait_seconds": 50}""");
        JsonObject results = await client.UseAsync("run_results", $$"""{"run_id": "{{Id(first)}}", "cell_ids": ["c1"]}""");
        JsonObject compared = await client.UseAsync("runs_compare", $$"""{"a_run_id": "{{Id(first)}}", "b_path": "out/b.ipynb"}""");
        JsonObject listed = await client.UseAsync("runs_list");

        Assert.Equal("completed", first["status"]!.GetValue<string>());
        Assert.Equal("out/b.ipynb", second["output_path"]!.GetValue<string>());
        Assert.Equal("x is 21\n", results["cells"]![0]!["outputs"]![0]!["text"]!.GetValue<string>());
        Assert.False(compared["same"]!.GetValue<bool>());
        Assert.Equal("""[{"name":"x","a":21,"b":22}]""", compared["parameters"]!.ToJsonString());
        Assert.Contains(compared["cells"]!.AsArray(), cell => cell!["cell_id"]!.GetValue<string>() == "c1" && cell["outputs_changed"]!.GetValue<bool>());
        Assert.Equal(2, listed["total"]!.GetValue<int>());
        Assert.Equal(original, folder.Read("a.ipynb"));
    }

    [Fact]
    public async Task Tables_are_told_by_their_size_and_pictures_compared_by_what_they_show()
    {
        folder.Write("a.ipynb", McpNotebooks.Of(
            "x = 1",
            "import pandas as pd\npd.DataFrame({'day': range(100 * x), 'load': 0.5})",
            "import scrapbook as sb, IPython.display as d\nsb.glue('dot', d.Image(bytes([137, 80, 78, 71, 13, 10, 26, 10, x])), 'display')"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject first = await client.UseAsync("notebook_run", """{"path": "a.ipynb", "wait_seconds": 50}""");
        JsonObject second = await client.UseAsync("notebook_run", """{"path": "a.ipynb", "output_path": "b.ipynb", "parameters": {"x": 2}, "wait_seconds": 50}""");
        JsonObject results = await client.UseAsync("run_results", $$"""{"run_id": "{{Id(second)}}", "cell_ids": ["c1"]}""");
        JsonObject compared = await client.UseAsync("runs_compare", $$"""{"a_run_id": "{{Id(first)}}", "b_run_id": "{{Id(second)}}"}""");

        JsonNode table = results["cells"]![0]!["outputs"]![0]!;
        Assert.Equal(("table", 200, """["day","load"]"""), (table["form"]!.GetValue<string>(), table["rows"]!.GetValue<int>(), table["column_names"]!.ToJsonString()));
        Assert.Equal("dot", compared["scraps"]!.AsArray().Single()!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_run_can_be_walled()
    {
        await Sandboxing.SandboxDoctorReport.ClaimsAsync("landlock");
        folder.Write("a.ipynb", McpNotebooks.Of("import socket; socket.socket()"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject run = await client.UseAsync("notebook_run", """{"path": "a.ipynb", "sandbox": "landlock", "no_network": true, "wait_seconds": 50}""");

        Assert.Equal("PermissionError", run["failed_cell"]!["ename"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_failing_cell_is_told_by_its_id()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", "1 / 0", "print('never')"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject run = await client.UseAsync("notebook_run", """{"path": "a.ipynb", "wait_seconds": 50}""");

        Assert.Equal(("failed", "c1", "ZeroDivisionError"), (run["status"]!.GetValue<string>(), run["failed_cell"]!["id"]!.GetValue<string>(), run["failed_cell"]!["ename"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_run_that_cannot_be_says_why()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject run = await client.UseAsync("notebook_run", """{"path": "a.ipynb", "kernel": "no-such-kernel", "wait_seconds": 50}""");

        Assert.Equal(("error", "kernel-not-found"), (run["status"]!.GetValue<string>(), run["error"]!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_run_outlives_the_server_and_is_found_by_the_next_one()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", $"import pathlib, time\nwhile not pathlib.Path('{folder.Combine("go")}').exists(): time.sleep(0.05)", "print('after')"));
        await using StdioClient first = await StdioClient.StartAsync(folder.Path);
        JsonObject begun = await first.UseAsync("notebook_run", """{"path": "a.ipynb", "wait_seconds": 0}""");
        await first.KillAsync();
        await using StdioClient second = await StdioClient.StartAsync(folder.Path);

        JsonObject meanwhile = await second.UseAsync("run_status", $$"""{"run_id": "{{Id(begun)}}"}""");
        folder.Write("go", "");
        JsonObject end = await second.UseAsync("run_status", $$"""{"run_id": "{{Id(begun)}}", "wait_seconds": 50}""");

        Assert.Equal(("running", "running", "completed"), (begun["status"]!.GetValue<string>(), meanwhile["status"]!.GetValue<string>(), end["status"]!.GetValue<string>()));
        Assert.Equal(0, end["exit_code"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_cancelled_run_keeps_what_it_has_done()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", $"print('begun', flush=True); open('{folder.Combine("begun")}', 'w').close()\nimport time; time.sleep(600)"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        JsonObject begun = await client.UseAsync("notebook_run", """{"path": "a.ipynb", "wait_seconds": 0}""");
        await Files.ExistsAsync(folder.Combine("begun"));

        JsonObject run = await client.UseAsync("run_cancel", $$"""{"run_id": "{{Id(begun)}}"}""");
        JsonObject results = await client.UseAsync("run_results", $$"""{"run_id": "{{Id(begun)}}", "cell_ids": ["c1"]}""");

        Assert.Equal(("interrupted", 130), (run["status"]!.GetValue<string>(), run["exit_code"]!.GetValue<int>()));
        Assert.Equal("begun\n", results["cells"]![0]!["outputs"]![0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_run_that_is_cancelled_at_once_is_interrupted()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("import time; time.sleep(600)"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        JsonObject begun = await client.UseAsync("notebook_run", """{"path": "a.ipynb", "wait_seconds": 0}""");

        JsonObject run = await client.UseAsync("run_cancel", $$"""{"run_id": "{{Id(begun)}}"}""");

        Assert.Equal("interrupted", run["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_run_that_somebody_kills_is_lost_in_every_answer()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", $"open('{folder.Combine("begun")}', 'w').close()\nimport time; time.sleep(600)"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        JsonObject begun = await client.UseAsync("notebook_run", """{"path": "a.ipynb", "wait_seconds": 0}""");
        await Files.ExistsAsync(folder.Combine("begun"));
        using var process = Process.GetProcessById(int.Parse(folder.Read($".deckle/runs/{Id(begun)}/process"), CultureInfo.InvariantCulture));

        process.Kill();
        JsonObject run = await client.UseAsync("run_status", $$"""{"run_id": "{{Id(begun)}}", "wait_seconds": 50}""");
        JsonObject results = await client.UseAsync("run_results", $$"""{"run_id": "{{Id(begun)}}", "cell_ids": ["c1"]}""");

        Assert.Equal(("lost", "run-lost", "c1"), (run["status"]!.GetValue<string>(), run["error"]!["code"]!.GetValue<string>(), run["error"]!["facts"]!["in cell"]!.GetValue<string>()));
        Assert.Equal(("lost", "lost"), (results["status"]!.GetValue<string>(), results["cells"]![0]!["status"]!.GetValue<string>()));
        Assert.True(run["duration_seconds"]!.GetValue<double>() > 0);
    }

    [Theory]
    [InlineData("a.ipynb", "argument-invalid")]
    [InlineData("sub/../a.ipynb", "argument-invalid")]
    [InlineData("data.csv", "argument-invalid")]
    [InlineData(".git/config", "path-reserved")]
    [InlineData(".deckle/runs/new.ipynb", "path-reserved")]
    [InlineData("link/new.ipynb", "path-reserved")]
    [InlineData("other.ipynb", "notebook-exists")]
    public async Task A_run_replaces_nothing_but_results(string output, string code)
    {
        string original = McpNotebooks.Of("x = 1");
        string[] files = ["a.ipynb", "other.ipynb", "data.csv", ".git/config"];
        foreach (string file in files)
        {
            folder.Write(file, original);
        }

        File.CreateSymbolicLink(folder.Combine("link"), ".git");
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject error = await client.FailAsync("notebook_run", new JsonObject { ["path"] = "a.ipynb", ["output_path"] = output }.ToJsonString());

        Assert.Equal(code, error["code"]!.GetValue<string>());
        Assert.All(files, file => Assert.Equal(original, folder.Read(file)));
    }

    [Fact]
    public async Task A_result_is_replaced_by_the_next_one_and_a_notebook_by_its_revision()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("print(7)"));
        folder.Write("other.ipynb", McpNotebooks.Of("y = 2"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        string revision = (await client.UseAsync("notebook_outline", """{"path": "other.ipynb"}"""))["revision"]!.GetValue<string>();
        JsonObject arguments = new() { ["path"] = "a.ipynb", ["output_path"] = "other.ipynb", ["expected_revision"] = "another", ["wait_seconds"] = 50 };

        JsonObject outdated = await client.FailAsync("notebook_run", arguments.ToJsonString());
        arguments["expected_revision"] = revision;
        JsonObject replaced = await client.UseAsync("notebook_run", arguments.ToJsonString());
        arguments.Remove("expected_revision");
        JsonObject again = await client.UseAsync("notebook_run", arguments.ToJsonString());

        Assert.Equal("revision-outdated", outdated["code"]!.GetValue<string>());
        Assert.Equal(("completed", "completed"), (replaced["status"]!.GetValue<string>(), again["status"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"path": "missing.ipynb"}""", "input-not-found")]
    [InlineData("""{"path": "a.ipynb", "kernel": "no-such-kernel"}""", "kernel-not-found")]
    [InlineData("""{"path": "a.ipynb", "against": "other.ipynb"}""", "test-notebooks-differ")]
    public async Task A_test_that_could_not_be_is_an_error(string arguments, string code)
    {
        folder.Write("a.ipynb", McpNotebooks.Printed("print(1)", "1\n"));
        folder.Write("other.ipynb", McpNotebooks.Printed("print(2)", "2\n"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject error = await client.FailAsync("notebook_test", arguments);

        Assert.Equal(code, error["code"]!.GetValue<string>());
        Assert.DoesNotContain(folder.Path, error["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_is_not_answered_and_its_run_goes_on()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", $"import pathlib, time\nwhile not pathlib.Path('{folder.Combine("go")}').exists(): time.sleep(0.05)"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        JsonObject call = StdioClient.Call("notebook_run", """{"path": "a.ipynb", "wait_seconds": 60}""");
        call["_meta"] = new JsonObject { ["progressToken"] = "p" };
        (int id, Task<JsonObject> answer) = await client.BeginAsync("tools/call", call);
        JsonArray runs = [];
        while (runs.Count == 0)
        {
            runs = (await client.UseAsync("runs_list"))["runs"]!.AsArray();
        }

        await client.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/cancelled", ["params"] = new JsonObject { ["requestId"] = id } });
        folder.Write("go", "");
        JsonObject run = await client.UseAsync("run_status", $$"""{"run_id": "{{Id(runs[0]!)}}", "wait_seconds": 50}""");

        Assert.Equal("completed", run["status"]!.GetValue<string>());
        Assert.False(answer.IsCompleted);
    }

    [Fact]
    public async Task Progress_is_told_to_who_asked_for_it_and_only_grows()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", "y = 2", "z = 3"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        await client.UseAsync("notebook_run", """{"path": "a.ipynb", "wait_seconds": 50}""");
        int before = client.Notifications.Count;
        JsonObject call = StdioClient.Call("notebook_run", """{"path": "a.ipynb", "wait_seconds": 50}""");
        call["_meta"] = new JsonObject { ["progressToken"] = "p7" };

        await client.AskAsync("tools/call", call);

        double[] told = [.. client.Notifications.Skip(before).Select(each => each["params"]!["progress"]!.GetValue<double>())];
        Assert.Equal(0, before);
        Assert.NotEmpty(told);
        Assert.Equal(told.Order().Distinct(), told);
        Assert.All(client.Notifications, each => Assert.Equal("p7", each["params"]!["progressToken"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_notebook_is_tested_against_its_outputs()
    {
        folder.Write("good.ipynb", McpNotebooks.Printed("print(6 * 7)", "42\n"));
        folder.Write("bad.ipynb", McpNotebooks.Printed("print(6 * 7)", "43\n"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject good = await client.UseAsync("notebook_test", """{"path": "good.ipynb"}""");
        JsonObject bad = await client.UseAsync("notebook_test", """{"path": "bad.ipynb"}""");

        Assert.True(good["passed"]!.GetValue<bool>());
        Assert.False(bad["passed"]!.GetValue<bool>());
        Assert.Equal("c0", Assert.Single(bad["failed"]!.AsArray())!["cell_id"]!.GetValue<string>());
    }

    private static string Id(JsonNode run) => run["run_id"]!.GetValue<string>();
}
