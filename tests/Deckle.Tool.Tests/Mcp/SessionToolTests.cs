using System.Globalization;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>The tools <c>session_*</c>, with a session host of the test's own.</summary>
public sealed class SessionToolTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, JsonNode> schemas = new(StringComparer.Ordinal);
    private StdioClient client = null!;

    private ProcessOptions Options => new()
    {
        Folder = folder.Path,
        Environment = new Dictionary<string, string?> { ["XDG_RUNTIME_DIR"] = folder.Combine("run"), ["DECKLE_SESSION"] = null },
    };

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder.Combine("run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        client = await StdioClient.StartAsync(folder.Path, ("XDG_RUNTIME_DIR", folder.Combine("run")));
        foreach (JsonNode? tool in (await client.AskAsync("tools/list"))["result"]!["tools"]!.AsArray())
        {
            schemas[tool!["name"]!.GetValue<string>()] = tool["outputSchema"]!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await DeckleBinary.RunAsync(Options, "session", "stop", "--host");
        folder.Dispose();
    }

    [Fact]
    public async Task A_session_is_started_used_looked_into_and_stopped()
    {
        JsonObject started = await UseAsync("session_start", new() { ["name"] = "data" });
        JsonObject job = await UseAsync("session_execute", new() { ["session"] = "data", ["code"] = "x = [1, 2]; print('out'); x", ["cell_id"] = "c1" });
        JsonObject failed = await UseAsync("session_execute", new() { ["session"] = "data", ["code"] = "1 / 0" });
        JsonObject variables = await UseAsync("session_variables", new() { ["session"] = "data", ["names"] = new JsonArray("x") });
        JsonObject listed = await UseAsync("sessions_list", []);
        JsonObject idle = await UseAsync("session_interrupt", new() { ["session"] = "data" });
        JsonObject stopped = await UseAsync("session_stop", new() { ["session"] = "data" });
        JsonObject none = await UseAsync("sessions_list", []);

        Assert.Equal(("data", "idle", "python"), (Text(started, "name"), Text(started, "state"), Text(started, "language")));
        Assert.Equal(("completed", 1), (Text(job, "status"), job["execution_count"]!.GetValue<int>()));
        Assert.Equal(["out\n", "[1, 2]"], job["outputs"]!.AsArray().Select(output => Text(output!, "text")));
        Assert.Equal(("failed", "ZeroDivisionError"), (Text(failed, "status"), Text(failed["error"]!, "ename")));
        Assert.Equal(("x", "list"), (Text(variables["variables"]![0]!, "name"), Text(variables["variables"]![0]!, "type")));
        Assert.Equal("data", Text(Assert.Single(listed["sessions"]!.AsArray())!, "name"));
        Assert.Null(idle["interrupted"]);
        Assert.Equal(Text(started, "session"), Text(stopped, "session"));
        Assert.Empty(none["sessions"]!.AsArray());
    }

    [Fact]
    public async Task A_session_can_be_walled_and_says_what_is_enforced()
    {
        await Sandboxing.SandboxDoctorReport.ClaimsAsync("landlock");
        JsonObject started = await UseAsync("session_start", new() { ["sandbox"] = "landlock", ["no_network"] = true });
        JsonObject job = await UseAsync("session_execute", new() { ["session"] = Text(started, "session"), ["code"] = "import socket\nsocket.socket()" });

        Assert.Equal("landlock", Text(started["sandbox"]!, "mode"));
        Assert.Equal("PermissionError", Text(job["error"]!, "ename"));
    }

    [Fact]
    public async Task What_takes_longer_than_the_wait_is_a_job_that_is_asked_for_and_interrupted()
    {
        await UseAsync("session_start", []);
        string session = Text((await UseAsync("sessions_list", []))["sessions"]![0]!, "session");

        JsonObject begun = await UseAsync("session_execute", new() { ["session"] = session, ["code"] = "import time\nprint('begun', flush=True)\ntime.sleep(100)", ["wait_seconds"] = 0 });
        string job = Text(begun, "job");
        JsonObject waiting = await UseAsync("session_execute", new() { ["session"] = session, ["code"] = "2", ["wait_seconds"] = 0 });
        JsonObject busy = await FailAsync("session_variables", new() { ["session"] = session, ["wait_seconds"] = 0.1 });
        JsonObject taken = await UseAsync("session_interrupt", new() { ["session"] = session, ["job"] = Text(waiting, "job") });
        JsonObject interrupted = await UseAsync("session_interrupt", new() { ["session"] = session });
        JsonObject end = await UseAsync("session_results", new() { ["job"] = job, ["wait_seconds"] = 50 });
        JsonObject never = await UseAsync("session_results", new() { ["job"] = Text(waiting, "job") });

        Assert.Contains(Text(begun, "status"), (string[])["pending", "running"]);
        Assert.Equal("pending", Text(waiting, "status"));
        Assert.Equal("session-busy", Text(busy, "code"));
        Assert.Equal(Text(waiting, "job"), Text(taken, "interrupted"));
        Assert.Equal(job, Text(interrupted, "interrupted"));
        Assert.Equal(("interrupted", "KeyboardInterrupt"), (Text(end, "status"), Text(end["error"]!, "ename")));
        Assert.Equal(("interrupted", "interrupted before it ran"), (Text(never, "status"), Text(never, "note")));
    }

    [Fact]
    public async Task Long_results_are_bounded_and_read_whole_page_by_page()
    {
        await UseAsync("session_start", new() { ["name"] = "a" });
        JsonObject job = await UseAsync("session_execute", new()
        {
            ["session"] = "a",
            ["code"] = "for i in range(20): print(str(i) * 1000, flush=True)",
            ["wait_seconds"] = 50,
            ["max_bytes"] = 3000,
        });

        var pages = new List<string>();
        JsonObject page;
        int from = 0;
        do
        {
            page = await UseAsync("session_results", new() { ["job"] = Text(job, "job"), ["from"] = from, ["max_bytes"] = 6000 });
            from = page["next"]!.GetValue<int>();
            pages.Add(string.Concat(page["outputs"]!.AsArray().Select(output => Text(output!, "text"))));
        }
        while (from < page["messages"]!.GetValue<int>() && pages.Count < 100);

        Assert.True(job["truncated"]!.GetValue<bool>());
        Assert.InRange(job.ToJsonString().Length, 1000, 6000);
        Assert.True(pages.Count > 1);
        Assert.All(pages, text => Assert.InRange(text.Length, 1, 6000));
        Assert.Equal(string.Concat(Enumerable.Range(0, 20).Select(number => string.Concat(Enumerable.Repeat(number.ToString(CultureInfo.InvariantCulture), 1000)) + "\n")), string.Concat(pages));
    }

    [Fact]
    public async Task An_answer_is_bounded_and_says_how_large_all_of_it_is()
    {
        await UseAsync("session_start", new() { ["name"] = "a" });

        JsonObject text = await ExecuteAsync("print('x' * 3000000)");
        JsonObject many = await ExecuteAsync("from IPython.display import display\nfor i in range(1000): display(i)");
        JsonObject error = await ExecuteAsync("raise ValueError('e' * 3000000)");
        JsonObject last = await UseAsync("session_results", new() { ["job"] = Text(text, "job"), ["output"] = 0, ["offset"] = 2_999_990 });
        JsonObject number = await UseAsync("session_results", new() { ["job"] = Text(many, "job"), ["output"] = 999 });

        Assert.All([text, many, error], job => Assert.InRange(job.ToJsonString().Length, 100, 20_000));
        Assert.Equal(3_000_001, text["outputs"]![0]!["bytes"]!.GetValue<int>());
        Assert.Single(Text(text["outputs"]![0]!, "text").Split("left out").Skip(1));
        Assert.Equal(1000, many["outputs"]!.AsArray().Count + many["outputs_left_out"]!.GetValue<int>());
        Assert.Equal(("xxxxxxxxxx\n", "999"), (Text(last["outputs"]![0]!, "text"), Text(number["outputs"]![0]!, "text")));
        Assert.Null(last["next_offset"]);
    }

    [Fact]
    public async Task What_is_not_there_is_told_with_what_is_near()
    {
        await UseAsync("session_start", new() { ["name"] = "data" });
        JsonObject job = await UseAsync("session_execute", new() { ["session"] = "data", ["code"] = "1" });

        JsonObject session = await FailAsync("session_execute", new() { ["session"] = "dada", ["code"] = "1" });
        JsonObject results = await FailAsync("session_results", new() { ["job"] = Text(job, "job") + "9" });
        JsonObject stop = await FailAsync("session_stop", new() { ["session"] = "dada" });
        JsonObject kernel = await FailAsync("session_start", new() { ["kernel"] = "python33" });
        JsonObject name = await FailAsync("session_start", new() { ["name"] = "data" });
        JsonObject schema = await FailAsync("session_execute", new() { ["session"] = "data" });

        Assert.Equal(("session-unknown", "did you mean data?"), (Text(session, "code"), Text(session, "help")));
        Assert.Equal(("job-unknown", $"did you mean {Text(job, "job")}?"), (Text(results, "code"), Text(results, "help")));
        Assert.Equal("session-unknown", Text(stop, "code"));
        Assert.Equal("kernel-not-found", Text(kernel, "code"));
        Assert.Equal("session-name-taken", Text(name, "code"));
        Assert.NotEqual("session-unknown", Text(schema, "code"));
    }

    [Fact]
    public async Task A_session_whose_kernel_died_or_whose_host_ended_is_stale_and_says_so()
    {
        JsonObject missing = await FailAsync("session_execute", new() { ["session"] = "a", ["code"] = "1" });
        await UseAsync("session_start", new() { ["name"] = "a" });

        JsonObject died = await UseAsync("session_execute", new() { ["session"] = "a", ["code"] = "import os; os._exit(7)", ["wait_seconds"] = 50 });
        JsonObject dead = await FailAsync("session_execute", new() { ["session"] = "a", ["code"] = "1" });
        JsonObject kept = await UseAsync("session_results", new() { ["job"] = Text(died, "job") });
        await DeckleBinary.RunAsync(Options, "session", "stop", "--host");
        JsonObject ended = await FailAsync("session_results", new() { ["job"] = Text(died, "job") });

        Assert.Equal("session-host-missing", Text(missing, "code"));
        Assert.Equal("dead", Text(died, "status"));
        Assert.Contains("exited with code 7", Text(died["error"]!, "evalue"), StringComparison.Ordinal);
        Assert.Equal("session-dead", Text(dead, "code"));
        Assert.Equal("dead", Text(kept, "status"));
        Assert.Equal("session-host-missing", Text(ended, "code"));
    }

    private Task<JsonObject> ExecuteAsync(string code) =>
        UseAsync("session_execute", new() { ["session"] = "a", ["code"] = code, ["wait_seconds"] = 50, ["max_bytes"] = 500 });

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();

    /// <summary>A call that must succeed, with an answer as the tool's schema says.</summary>
    private async Task<JsonObject> UseAsync(string tool, JsonObject arguments)
    {
        JsonObject answer = await client.UseAsync(tool, arguments.ToJsonString());
        Assert.Empty(OutputSchema.Problems(schemas[tool], answer));
        return answer;
    }

    private Task<JsonObject> FailAsync(string tool, JsonObject arguments) => client.FailAsync(tool, arguments.ToJsonString());
}
