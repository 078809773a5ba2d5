using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>The protocol's own client over stdio. It checks each structured answer against its tool's schema.</summary>
public sealed class InspectorTests : IDisposable
{
    // Starting the inspector costs most; more at once only wait for each other.
    private const int AtOnce = 3;

    private readonly TemporaryFolder folder = new();

    private string Sessions => folder.Combine("run");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_tool_answers_as_its_schema_says()
    {
        Directory.CreateDirectory(Sessions, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using StdioClient client = await StdioClient.StartAsync(folder.Path, ("XDG_RUNTIME_DIR", Sessions));
        try
        {
            JsonNode[] tools = [.. (await client.AskAsync("tools/list"))["result"]!["tools"]!.AsArray().Select(tool => tool!)];
            Dictionary<string, JsonObject> calls = await CallsAsync(client);
            Assert.Equal(tools.Select(tool => Text(tool, "name")).Order(StringComparer.Ordinal), calls.Keys.Order(StringComparer.Ordinal));

            var problems = new ConcurrentQueue<string>();
            await Parallel.ForEachAsync(tools, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (tool, _) =>
            {
                string name = Text(tool, "name");
                JsonObject? answer = await InspectAsync(problems, "tools/call", "--tool-name", name, "--tool-args-json", calls[name].ToJsonString());
                foreach (string problem in answer is null ? [] : OutputSchema.Problems(tool["outputSchema"]!, answer["structuredContent"]))
                {
                    problems.Enqueue($"{name}: {problem}");
                }
            });

            Assert.True(problems.IsEmpty, string.Join("\n\n", problems));
        }
        finally
        {
            await DeckleBinary.RunAsync(new ProcessOptions { Folder = folder.Path, Environment = new Dictionary<string, string?> { ["XDG_RUNTIME_DIR"] = Sessions } }, "session", "stop", "--host");
        }
    }

    [Theory]
    [InlineData("tools/list", "--strict")]
    [InlineData("resources/list")]
    [InlineData("resources/templates/list")]
    [InlineData("resources/read", "--uri", "notebook://a.ipynb")]
    [InlineData("prompts/list")]
    [InlineData("prompts/get", "--prompt-name", "validate_notebook", "--prompt-args", "path=a.ipynb")]
    public async Task Lists_resources_and_prompts_are_as_the_protocol_says(string method, params string[] arguments)
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", "print(x)"));
        var problems = new ConcurrentQueue<string>();

        JsonObject? answer = await InspectAsync(problems, method, arguments);

        Assert.True(problems.IsEmpty, string.Join("\n\n", problems));
        Assert.NotEmpty(answer!);
    }

    /// <summary>A call of each tool, with what it needs: notebooks and their revisions, runs, sessions.</summary>
    private async Task<Dictionary<string, JsonObject>> CallsAsync(StdioClient client)
    {
        foreach (string name in (string[])["a", "edit", "patch", "base"])
        {
            folder.Write($"{name}.ipynb", McpNotebooks.Of("x = 1", "print(x)"));
        }

        folder.Write("local.ipynb", McpNotebooks.Of("x = 2", "print(x)"));
        folder.Write("remote.ipynb", McpNotebooks.Of("x = 3", "print(x)"));
        folder.Write("printed.ipynb", McpNotebooks.Printed("print(6 * 7)", "42\n"));
        folder.Write("strip.ipynb", McpNotebooks.Printed("print(6 * 7)", "42\n"));
        folder.Write("slow.ipynb", McpNotebooks.Of($"open('{folder.Combine("begun")}', 'w').close()\nimport time; time.sleep(600)"));
        string run = Text(await client.UseAsync("notebook_run", """{"path": "a.ipynb", "wait_seconds": 50}"""), "run_id");
        string slow = Text(await client.UseAsync("notebook_run", """{"path": "slow.ipynb", "wait_seconds": 0}"""), "run_id");
        await Files.ExistsAsync(folder.Combine("begun"));
        JsonNode diff = (await client.UseAsync("notebook_diff", """{"path": "local.ipynb", "before_path": "patch.ipynb", "operations": true}"""))["diff"]!;
        await client.UseAsync("session_start", """{"name": "data"}""");
        await client.UseAsync("session_start", """{"name": "gone"}""");
        string job = Text(await client.UseAsync("session_execute", """{"session": "data", "code": "x = 1; x", "wait_seconds": 50}"""), "job");
        async Task<string> RevisionOf(string path) => Text(await client.UseAsync("notebook_outline", new JsonObject { ["path"] = path }.ToJsonString()), "revision");

        return new Dictionary<string, JsonObject>(StringComparer.Ordinal)
        {
            ["notebook_outline"] = new() { ["path"] = "a.ipynb" },
            ["notebook_read"] = new() { ["path"] = "printed.ipynb" },
            ["cell_read"] = new() { ["path"] = "printed.ipynb", ["cell_id"] = "c0" },
            ["output_read"] = new() { ["path"] = "printed.ipynb", ["cell_id"] = "c0" },
            ["notebook_edit"] = new()
            {
                ["path"] = "edit.ipynb",
                ["expected_revision"] = await RevisionOf("edit.ipynb"),
                ["operations"] = new JsonArray(new JsonObject { ["op"] = "replace_source", ["cell_id"] = "c0", ["source"] = "x = 5" }, new JsonObject { ["op"] = "delete", ["cell_id"] = "c1" }),
            },
            ["notebook_create"] = new() { ["path"] = "new.ipynb", ["cells"] = new JsonArray(new JsonObject { ["cell_type"] = "markdown", ["source"] = "# New" }) },
            ["notebook_validate"] = new() { ["path"] = "a.ipynb" },
            ["notebook_strip"] = new() { ["path"] = "strip.ipynb", ["expected_revision"] = await RevisionOf("strip.ipynb") },
            ["notebook_diff"] = new() { ["path"] = "local.ipynb", ["before_path"] = "base.ipynb", ["operations"] = true },
            ["notebook_merge"] = new() { ["base_path"] = "base.ipynb", ["local_path"] = "local.ipynb", ["remote_path"] = "remote.ipynb", ["output_path"] = "merged.ipynb" },
            ["notebook_patch"] = new() { ["path"] = "patch.ipynb", ["expected_revision"] = await RevisionOf("patch.ipynb"), ["diff"] = diff.DeepClone() },
            ["notebook_run"] = new() { ["path"] = "a.ipynb", ["wait_seconds"] = 50 },
            ["run_status"] = new() { ["run_id"] = run },
            ["runs_list"] = [],
            ["run_cancel"] = new() { ["run_id"] = slow },
            ["run_results"] = new() { ["run_id"] = run },
            ["parameters_inspect"] = new() { ["path"] = "a.ipynb" },
            ["scraps_read"] = new() { ["path"] = "a.ipynb" },
            ["runs_compare"] = new() { ["a_run_id"] = run, ["b_path"] = "local.ipynb" },
            ["kernels_list"] = [],
            ["notebook_test"] = new() { ["path"] = "printed.ipynb" },
            ["session_start"] = new() { ["name"] = "other" },
            ["session_execute"] = new() { ["session"] = "data", ["code"] = "1 + 1", ["wait_seconds"] = 50 },
            ["session_results"] = new() { ["job"] = job },
            ["session_interrupt"] = new() { ["session"] = "data" },
            ["session_variables"] = new() { ["session"] = "data" },
            ["session_stop"] = new() { ["session"] = "gone" },
            ["sessions_list"] = [],
        };
    }

    private async Task<JsonObject?> InspectAsync(ConcurrentQueue<string> problems, string method, params string[] arguments)
    {
        ProcessOutcome outcome = await NodePackages.InspectorAsync(
            folder.Path, ["-e", $"XDG_RUNTIME_DIR={Sessions}", DeckleBinary.Path, "mcp", "--method", method, .. arguments]);
        int start = outcome.Stdout.IndexOf('{', StringComparison.Ordinal);
        if (outcome.ExitCode == 0 && start >= 0)
        {
            return JsonNode.Parse(outcome.Stdout[start..])!.AsObject();
        }

        problems.Enqueue($"{method} {string.Join(' ', arguments)}\n{outcome.Transcript}");
        return null;
    }

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();
}
