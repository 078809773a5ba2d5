using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Deckle.Tool.Tests.Mcp;

public sealed partial class StdioTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_tool_says_what_it_takes_and_answers()
    {
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject answer = await client.AskAsync("tools/list");

        JsonObject[] tools = [.. answer["result"]!["tools"]!.AsArray().Select(tool => tool!.AsObject())];
        Assert.True(tools.Length >= 17);
        Assert.All(tools, tool =>
        {
            Assert.Matches(ToolName(), tool["name"]!.GetValue<string>());
            Assert.Equal("object", tool["inputSchema"]!["type"]!.GetValue<string>());
            Assert.False(tool["inputSchema"]!["additionalProperties"]!.GetValue<bool>());
            Assert.Equal("object", tool["outputSchema"]!["type"]!.GetValue<string>());
            Assert.NotNull(tool["annotations"]!["readOnlyHint"]);
            Assert.NotNull(tool["annotations"]!["destructiveHint"]);
            Assert.True(tool["description"]!.GetValue<string>().Length > 40);
        });
    }

    [Fact]
    public async Task The_server_ends_with_its_client_and_prints_nothing_but_messages()
    {
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        await client.UseAsync("kernels_list");

        ProcessOutcome end = await client.LeaveAsync();

        Assert.Equal((0, "", ""), (end.ExitCode, end.Stdout, end.Stderr));
        Assert.Equal("deckle", client.Server["serverInfo"]!["name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("parameters_inspect", "{\"pth\": \"a.ipynb\"}", "there is no argument 'pth'", "path")]
    [InlineData("parameters_inspect", "{}", "the argument 'path' is missing", null)]
    [InlineData("parameters_inspect", "{\"path\": 7}", "'path' is 7, not a string", null)]
    [InlineData("notebook_run", "{\"path\": \"a.ipynb\", \"wait_seconds\": -1}", "'wait_seconds' is -1, below 0", null)]
    [InlineData("notebook_run", "{\"path\": \"a.ipynb\", \"parameters\": []}", "'parameters' is a list, not an object", null)]
    [InlineData("session_start", "{\"idle_seconds\": 1e18}", "'idle_seconds' is 1e+18, above 1000000", null)]
    [InlineData("session_execute", "{\"session\": \"a\", \"code\": \"1\", \"timeout\": 1e18}", "'timeout' is 1e+18, above 1000000", null)]
    [InlineData("notebook_test", "{\"path\": \"a.ipynb\", \"rtol\": 2}", "'rtol' is 2, above 1", null)]
    [InlineData("run_results", "{\"run_id\": \"run-1\", \"cell_ids\": [\"a\", 2]}", "'cell_ids[1]' is 2, not a string", null)]
    [InlineData("notebook_edit", "{\"path\": \"a.ipynb\", \"expected_revision\": \"r\", \"operations\": [{\"op\": \"delet\", \"cell_id\": \"0\"}]}",
        "'operations[0].op' is \"delet\", which is not among: insert, replace_source, replace_text, move, delete, set_tags, set_metadata, remove_metadata, clear_outputs", "delete")]
    [InlineData("notebook_edit", "{\"path\": \"a.ipynb\", \"expected_revision\": \"r\", \"operations\": [{\"cell_id\": \"0\"}]}", "'operations[0].op' is missing", null)]
    public async Task A_wrong_argument_is_named_with_what_is_allowed(string tool, string arguments, string message, string? meant)
    {
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject error = await client.FailAsync(tool, arguments);

        Assert.Equal("argument-invalid", error["code"]!.GetValue<string>());
        Assert.Equal($"{tool}: {message}", error["message"]!.GetValue<string>());
        Assert.Equal(meant, error["facts"]!["did you mean"]?.GetValue<string>());
        Assert.NotEmpty(error["help"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("../outside.ipynb", "path-outside-root")]
    [InlineData("notebooks/../../outside.ipynb", "path-outside-root")]
    [InlineData("/etc/passwd", "path-outside-root")]
    [InlineData("link/passwd", "path-outside-root")]
    [InlineData("link-to-file.ipynb", "path-outside-root")]
    [InlineData("s3://bucket/a.ipynb", "path-not-local")]
    [InlineData("file:///etc/passwd", "path-not-local")]
    [InlineData("-", "path-not-local")]
    [InlineData("missing.ipynb", "input-not-found")]
    public async Task Paths_are_confined_to_the_root(string path, string code)
    {
        File.CreateSymbolicLink(folder.Combine("link"), "/etc");
        File.CreateSymbolicLink(folder.Combine("link-to-file.ipynb"), "/etc/passwd");
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        string arguments = new JsonObject { ["path"] = path }.ToJsonString();

        JsonObject[] errors = [await client.FailAsync("parameters_inspect", arguments), await client.FailAsync("notebook_run", arguments), await client.FailAsync("scraps_read", arguments)];
        JsonObject resource = await client.AskAsync("resources/read", new JsonObject { ["uri"] = $"notebook://{path}" });

        Assert.All(errors, error => Assert.Equal(code, error["code"]!.GetValue<string>()));
        Assert.All(errors, error => Assert.DoesNotContain(folder.Path, error.ToJsonString(), StringComparison.Ordinal));
        Assert.Equal(-32002, resource["error"]!["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        using (Process made = Process.Start("mkfifo", folder.Combine("pipe.ipynb")))
        {
            await made.WaitForExitAsync();
        }

        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject[] errors =
        [
            await client.FailAsync("notebook_outline", """{"path": "pipe.ipynb"}"""),
            await client.FailAsync("notebook_validate", """{"path": "pipe.ipynb"}"""),
            await client.FailAsync("notebook_create", """{"path": "new.ipynb", "copy_of": "pipe.ipynb"}"""),
            await client.FailAsync("notebook_run", """{"path": "pipe.ipynb"}"""),
            (await client.AskAsync("resources/read", new JsonObject { ["uri"] = "notebook://pipe.ipynb" }))["error"]!["data"]!.AsObject(),
        ];

        Assert.All(errors, error => Assert.Equal("input-not-regular", error["code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task A_test_ends_with_its_server(string signal)
    {
        folder.Write("a.ipynb", McpNotebooks.Of($"import os\nopen('{folder.Combine("id")}', 'w').write(str(os.getpid()))", $"open('{folder.Combine("begun")}', 'w')\nwhile True: pass"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        await client.BeginAsync("tools/call", StdioClient.Call("notebook_test", """{"path": "a.ipynb"}"""));
        await Files.ExistsAsync(folder.Combine("begun"));
        using var kernel = Process.GetProcessById(int.Parse(folder.Read("id"), CultureInfo.InvariantCulture));

        await client.SignalAsync(signal);

        await kernel.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Parameters_cannot_lead_a_run_out_of_the_root()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("name = 'x'"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject error = await client.FailAsync("notebook_run", """{"path": "a.ipynb", "output_path": "{name}.ipynb", "parameters": {"name": "../../../evil"}}""");

        Assert.Equal("argument-invalid", error["code"]!.GetValue<string>());
        Assert.Contains("braces", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_do_not_leave()
    {
        const string Secret = "correct-horse-battery-staple";
        const string Shaped = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
        folder.Write("a.ipynb", McpNotebooks.Printed($"token = '{Secret}'", $"{Secret} and {Shaped} and https://me:hunter22@example.org/"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path, ("REPORT_API_TOKEN", Secret));

        string results = (await client.CallAsync("run_results", """{"path": "a.ipynb"}""")).ToJsonString();
        string resource = (await client.AskAsync("resources/read", new JsonObject { ["uri"] = "notebook://a.ipynb" })).ToJsonString();
        string output = (await client.AskAsync("resources/read", new JsonObject { ["uri"] = "output://a.ipynb?cell=c0&output=0" })).ToJsonString();
        string error = (await client.FailAsync("parameters_inspect", new JsonObject { ["path"] = $"{Secret}.ipynb" }.ToJsonString())).ToJsonString();

        foreach (string text in (string[])[results, resource, output, error])
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Shaped, text, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter22", text, StringComparison.Ordinal);
        }

        Assert.Contains("***REPORT_API_TOKEN*** and ***token***", results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_output_costs_a_bounded_answer_and_can_be_read_in_full()
    {
        string line = new string('x', 99) + "\n";
        string text = string.Concat(Enumerable.Repeat(line, 100_000));
        folder.Write("large.ipynb", McpNotebooks.Printed("print()", text));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        string answer = (await client.CallAsync("run_results", """{"path": "large.ipynb"}""")).ToJsonString();
        JsonObject whole = await client.AskAsync("resources/read", new JsonObject { ["uri"] = "output://large.ipynb?cell=c0&output=0" });

        Assert.InRange(answer.Length, 1_000, 60_000);
        JsonNode output = JsonNode.Parse(answer)!["structuredContent"]!["cells"]![0]!["outputs"]![0]!;
        Assert.Contains("bytes left out", output["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("output://large.ipynb?cell=c0&output=0", output["uri"]!.GetValue<string>());
        Assert.Equal(text.Length, whole["result"]!["contents"]![0]!["text"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task Notebooks_are_resources_and_jobs_are_prompts()
    {
        folder.Write("deep/a b.ipynb", McpNotebooks.Of("x = 1"));
        folder.Write(".hidden/c.ipynb", McpNotebooks.Of("x = 1"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject resources = await client.AskAsync("resources/list");
        JsonObject templates = await client.AskAsync("resources/templates/list");
        string uri = Assert.Single(resources["result"]!["resources"]!.AsArray())!["uri"]!.GetValue<string>();
        JsonObject read = await client.AskAsync("resources/read", new JsonObject { ["uri"] = uri });
        JsonObject prompts = await client.AskAsync("prompts/list");
        JsonObject prompt = await client.AskAsync("prompts/get", new JsonObject { ["name"] = "validate_notebook", ["arguments"] = new JsonObject { ["path"] = "deep/a b.ipynb" } });
        JsonObject lacking = await client.AskAsync("prompts/get", new JsonObject { ["name"] = "validate_notebook" });

        Assert.Equal("notebook://deep/a%20b.ipynb", uri);
        Assert.Contains("x = 1", read["result"]!["contents"]![0]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["notebook://{+path}", "run://{id}", "output://{+path}{?cell,output,mime}"], templates["result"]!["resourceTemplates"]!.AsArray().Select(each => each!["uriTemplate"]!.GetValue<string>()));
        Assert.Equal(3, prompts["result"]!["prompts"]!.AsArray().Count);
        Assert.Contains("deep/a b.ipynb", prompt["result"]!["messages"]![0]!["content"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("'path' is missing", lacking["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [GeneratedRegex("^[a-z]+(_[a-z]+)+$")]
    private static partial Regex ToolName();
}
