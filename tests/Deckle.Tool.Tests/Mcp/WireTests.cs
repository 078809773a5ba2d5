using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>Messages as they stand on the wire, over stdio: well-formed ones in any layout, and those that are not.</summary>
public sealed class WireTests : IDisposable
{
    private const string Ping = """{"jsonrpc": "2.0", "id": "last", "method": "ping"}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("{nope", -32700, null)]
    [InlineData("""{"jsonrpc": "2.0", "id": 1, "method": "ping"} {}""", -32700, null)]
    [InlineData("[]", -32600, null)]
    [InlineData("7", -32600, null)]
    [InlineData("""{"id": 1, "method": "ping"}""", -32600, "1")]
    [InlineData("""{"jsonrpc": "1.0", "id": "a", "method": "ping"}""", -32600, "\"a\"")]
    [InlineData("""{"jsonrpc": "2.0", "id": null, "method": "ping"}""", -32600, null)]
    [InlineData("""{"jsonrpc": "2.0", "id": 1.5, "method": "ping"}""", -32600, null)]
    [InlineData("""{"jsonrpc": "2.0", "id": {}, "method": "ping"}""", -32600, null)]
    [InlineData("""{"jsonrpc": "2.0", "id": 3, "method": 7}""", -32600, "3")]
    [InlineData("""{"jsonrpc": "2.0", "id": 3}""", -32600, "3")]
    [InlineData("""{"jsonrpc": "2.0", "id": 4, "method": "ping", "params": [1]}""", -32602, "4")]
    [InlineData("""{"jsonrpc": "2.0", "id": 5, "method": "tools/cal"}""", -32601, "5")]
    [InlineData("""{"jsonrpc": "2.0", "id": 6, "method": "tools/call", "params": {"name": 7}}""", -32602, "6")]
    [InlineData("""{"jsonrpc": "2.0", "id": 6, "method": "tools/call", "params": {"name": "runs_list", "arguments": []}}""", -32602, "6")]
    [InlineData("""{"jsonrpc": "2.0", "id": 7, "method": "tools/list", "params": {"cursor": "x"}}""", -32602, "7")]
    [InlineData("""{"jsonrpc": "2.0", "id": 8, "method": "logging/setLevel", "params": {"level": "loud"}}""", -32602, "8")]
    public async Task A_message_that_is_none_is_told_so_and_the_next_one_is_served(string line, int code, string? id)
    {
        JsonObject[] answers = await TalkAsync($"{line}\n{Ping}\n");

        JsonObject error = Assert.Single(answers, answer => answer["error"] is not null);
        Assert.Equal((code, id), (error["error"]!["code"]!.GetValue<int>(), error["id"]?.ToJsonString()));
        Assert.NotEmpty(error["error"]!["message"]!.GetValue<string>());
        Assert.Equal("last", Assert.Single(answers, answer => answer["result"] is not null)["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("\"\"")]
    [InlineData("\"\u00e9\\n\\\"\"")]
    public async Task An_id_comes_back_as_it_was_given(string id)
    {
        JsonObject answer = Assert.Single(await TalkAsync($$"""{"jsonrpc": "2.0", "id": {{id}}, "method": "ping"}"""));

        Assert.Equal(JsonNode.Parse(id)!.ToJsonString(), answer["id"]!.ToJsonString());
    }

    [Fact]
    public async Task Lines_end_as_they_like_and_blank_ones_are_none()
    {
        JsonObject[] answers = await TalkAsync("\n \t\r\n" + Ping.Replace("last", "a", StringComparison.Ordinal) + "\r\n\n" + Ping.Replace("last", "b", StringComparison.Ordinal) + "\n" + Ping);

        Assert.Equal(["a", "b", "last"], answers.Select(answer => answer["id"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_line_of_megabytes_is_one_message_and_the_next_ones_are_too()
    {
        string source = string.Concat(Enumerable.Repeat("0123456789abcdef", 300_000));
        JsonObject create = Request(1, "tools/call", StdioClient.Call("notebook_create", new JsonObject { ["path"] = "a.ipynb", ["cells"] = new JsonArray(new JsonObject { ["cell_type"] = "raw", ["source"] = source }) }.ToJsonString()));

        JsonObject[] answers = await TalkAsync($"{Ping}\n{create.ToJsonString()}\n{Ping}\n");

        Assert.Equal(3, answers.Count(answer => answer["result"] is not null));
        Assert.Equal(source, NotebookReader.Read(File.ReadAllBytes(folder.Combine("a.ipynb"))).Cells[0].Source);
    }

    [Fact]
    public async Task Notifications_and_answers_that_nobody_awaits_are_not_answered()
    {
        JsonObject[] answers = await TalkAsync(
            """
            {"jsonrpc": "2.0", "method": "notifications/initialized"}
            {"jsonrpc": "2.0", "method": "notifications/of/no/known/kind", "params": {"a": 1}}
            {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 77}}
            {"jsonrpc": "2.0", "id": 9, "result": {}}
            {"jsonrpc": "2.0", "id": 9, "error": {"code": 1, "message": "no"}}

            """ + Ping);

        Assert.Equal("last", Assert.Single(answers)["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_answered_is_strict_JSON_whatever_the_notebook_holds()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 'SOURCE'")
            .Replace("\"tags\":[\"parameters\"]", "\"tags\":[\"parameters\"],\"a\":NaN,\"b\":[Infinity,-Infinity],\"k\\ud800\":1", StringComparison.Ordinal)
            .Replace("SOURCE", "\\ud83d \\udc00\\ud800", StringComparison.Ordinal));

        JsonObject[] answers = await TalkAsync(string.Join('\n', Request(1, "tools/call", StdioClient.Call("cell_read", """{"path": "a.ipynb", "cell_id": "c0"}""")).ToJsonString(), Request(2, "resources/read", new() { ["uri"] = "notebook://a.ipynb" }).ToJsonString()));

        JsonObject cell = answers.Single(answer => answer["id"]!.GetValue<int>() == 1)["result"]!["structuredContent"]!["cell"]!.AsObject();
        Assert.Matches("^x = '\ufffd+ \ufffd+'$", cell["source"]!.GetValue<string>());
        Assert.True(cell["metadata"]!.AsObject().ContainsKey("a"));
        Assert.Null(cell["metadata"]!["a"]);
        Assert.Equal("[null,null]", cell["metadata"]!["b"]!.ToJsonString());
        Assert.Equal(1, cell["metadata"]!["k\ufffd"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-03-26")]
    public async Task Batches_are_answered_in_one_list_by_the_revisions_that_have_them(string version)
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1"));

        string[] lines = await LinesAsync(
            $"{Initialize(version)}\n"
            + """[{"jsonrpc": "2.0", "id": 1, "method": "ping"}, {"jsonrpc": "2.0", "method": "notifications/initialized"}, {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "notebook_outline", "arguments": {"path": "a.ipynb"}}}, 7]""" + "\n"
            + """[{"jsonrpc": "2.0", "method": "notifications/initialized"}]""" + "\n");

        JsonArray batch = JsonNode.Parse(Assert.Single(lines, line => line.StartsWith('[')))!.AsArray();
        Assert.Equal(2, lines.Length);
        Assert.Equal(["", "1", "2"], batch.Select(answer => answer!["id"]?.ToJsonString() ?? "").Order(StringComparer.Ordinal));
        Assert.Equal(-32600, batch.Single(answer => answer!["error"] is not null)!["error"]!["code"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task Later_revisions_refuse_batches(string version)
    {
        JsonObject[] answers = await TalkAsync($$"""
            {{Initialize(version)}}
            [{"jsonrpc": "2.0", "id": 1, "method": "ping"}]
            {{Ping}}
            """);

        JsonObject refused = Assert.Single(answers, answer => answer["error"] is not null);
        Assert.Equal(-32600, refused["error"]!["code"]!.GetValue<int>());
        Assert.Contains(version, refused["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(answers, answer => answer["id"]?.ToJsonString() == "1");
        Assert.Contains(answers, answer => answer["id"]?.ToJsonString() == "\"last\"");
    }

    [Fact]
    public async Task A_client_that_listens_is_told_so_and_answered_at_the_end()
    {
        await using StdioClient client = StdioClient.Silent(folder.Path);
        (int id, Task<JsonObject> listening) = await client.BeginAsync("subscriptions/listen", McpServer.Describe(new() { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } }));
        (_, Task<JsonObject> cancelled) = await client.BeginAsync("subscriptions/listen", McpServer.Describe(new() { ["notifications"] = new JsonObject() }));

        await client.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/cancelled", ["params"] = new JsonObject { ["requestId"] = id + 1 } });
        JsonObject tools = await client.AskAsync("tools/list", McpServer.Describe([]));
        bool wasOpen = !listening.IsCompleted;
        ProcessOutcome end = await client.LeaveAsync();

        Assert.NotEmpty(tools["result"]!["tools"]!.AsArray());
        Assert.True(wasOpen);
        Assert.Equal((0, "", ""), (end.ExitCode, end.Stdout, end.Stderr));
        Assert.Equal(id, (await listening)["result"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"]!.GetValue<int>());
        Assert.False(cancelled.IsCompleted);
        JsonObject acknowledged = client.Notifications.First(each => each["params"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"]!.GetValue<int>() == id);
        Assert.Equal(("notifications/subscriptions/acknowledged", "{}"), (acknowledged["method"]!.GetValue<string>(), acknowledged["params"]!["notifications"]!.ToJsonString()));
    }

    private static string Initialize(string version) =>
        Request(0, "initialize", new() { ["protocolVersion"] = version, ["capabilities"] = new JsonObject(), ["clientInfo"] = new JsonObject { ["name"] = "tests", ["version"] = "1" } }).ToJsonString();

    private static JsonObject Request(int id, string method, JsonObject parameters) => new() { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters };

    /// <summary>Says it all, leaves, and reads what was answered: each line a message.</summary>
    private async Task<JsonObject[]> TalkAsync(string input) => [.. (await LinesAsync(input)).Select(line => JsonNode.Parse(line)!.AsObject())];

    private async Task<string[]> LinesAsync(string input)
    {
        ProcessOutcome outcome = await DeckleBinary.RunAsync(new ProcessOptions { Stdin = input, Folder = folder.Path }, "mcp");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Stderr));
        string[] lines = outcome.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
        return lines;
    }
}
