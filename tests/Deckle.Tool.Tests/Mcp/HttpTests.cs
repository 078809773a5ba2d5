using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

public sealed class HttpTests : IDisposable
{
    private static readonly JsonObject Initialize = JsonNode.Parse("""{"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "tests", "version": "1"}}""")!.AsObject();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_client_with_a_session_calls_tools_until_it_closes_it()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("alpha = 1"));
        using McpServer server = await McpServer.StartAsync(folder.Path);

        (_, JsonObject hello, string? session) = await server.PostAsync("initialize", Initialize.DeepClone().AsObject());
        (HttpStatusCode status, JsonObject answer, _) = await server.PostAsync("tools/call", StdioClient.Call("parameters_inspect", """{"path": "a.ipynb"}"""), With(session));
        (HttpStatusCode without, _, _) = await server.PostAsync("tools/list");
        using HttpResponseMessage closed = await server.SendAsync(HttpMethod.Delete, null, With(session));
        (HttpStatusCode after, _, _) = await server.PostAsync("tools/list", change: With(session));

        Assert.Equal("2025-11-25", hello["result"]!["protocolVersion"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("alpha", answer["result"]!["structuredContent"]!["parameters"]![0]!["name"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.NotFound), (without, closed.StatusCode, after));
    }

    [Fact]
    public async Task A_client_of_the_later_revision_needs_no_session()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("alpha = 1"));
        using McpServer server = await McpServer.StartAsync(folder.Path);

        (HttpStatusCode found, JsonObject discovered, string? session) = await server.PostStatelessAsync("server/discover", []);
        (HttpStatusCode status, JsonObject answer, _) = await server.PostStatelessAsync("tools/call", StdioClient.Call("parameters_inspect", """{"path": "a.ipynb"}"""));
        (HttpStatusCode mismatch, JsonObject refused, _) = await server.PostStatelessAsync(
            "tools/call", StdioClient.Call("parameters_inspect", """{"path": "a.ipynb"}"""), request => { request.Headers.Remove("Mcp-Name"); request.Headers.Add("Mcp-Name", "kernels_list"); });
        (HttpStatusCode gone, _, _) = await server.PostStatelessAsync("ping", []);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (found, status));
        Assert.Null(session);
        Assert.Contains("2026-07-28", discovered["result"]!["supportedVersions"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("alpha", answer["result"]!["structuredContent"]!["parameters"]![0]!["name"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.BadRequest, -32020), (mismatch, refused["error"]!["code"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.NotFound, gone);
    }

    [Fact]
    public async Task Strangers_are_refused()
    {
        using McpServer server = await McpServer.StartAsync(folder.Path);
        JsonObject body = new() { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "initialize", ["params"] = Initialize.DeepClone() };

        async Task<HttpStatusCode> Ask(Action<HttpRequestMessage> change)
        {
            using HttpResponseMessage answer = await server.SendAsync(HttpMethod.Post, body, change);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await Ask(_ => { }));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(request => request.Headers.Authorization = null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "a-token-that-nobody-knows")));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(request => request.Headers.Host = "evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(request => request.Headers.Add("Origin", "http://evil.example")));
        Assert.Equal(HttpStatusCode.NotAcceptable, await Ask(request => request.Headers.Remove("Accept")));
    }

    [Fact]
    public async Task A_client_that_hangs_up_ends_its_call_and_not_the_run()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", $"open('{folder.Combine("begun")}', 'w').close()\nimport pathlib, time\nwhile not pathlib.Path('{folder.Combine("go")}').exists(): time.sleep(0.05)"));
        using McpServer server = await McpServer.StartAsync(folder.Path);
        using var hangUp = new CancellationTokenSource();
        (_, _, string? session) = await server.PostAsync("initialize", Initialize.DeepClone().AsObject());
        JsonObject call = new() { ["jsonrpc"] = "2.0", ["id"] = 2, ["method"] = "tools/call", ["params"] = StdioClient.Call("notebook_run", """{"path": "a.ipynb", "wait_seconds": 300}""") };
        Task<HttpResponseMessage> waiting = server.SendAsync(HttpMethod.Post, call, With(session), hangUp.Token);
        await Files.ExistsAsync(folder.Combine("begun"));

        await hangUp.CancelAsync();
        folder.Write("go", "");
        (_, JsonObject listed, _) = await server.PostAsync("tools/call", StdioClient.Call("runs_list", "{}"), With(session));
        string id = listed["result"]!["structuredContent"]!["runs"]![0]!["run_id"]!.GetValue<string>();
        (_, JsonObject end, _) = await server.PostAsync("tools/call", StdioClient.Call("run_status", $$"""{"run_id": "{{id}}", "wait_seconds": 50}"""), With(session));

        Assert.Equal("completed", end["result"]!["structuredContent"]!["status"]!.GetValue<string>());
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using HttpResponseMessage answer = await waiting;
            await answer.Content.ReadAsStringAsync(hangUp.Token);
        });
    }

    [Fact]
    public async Task The_token_is_kept_in_a_file_of_the_users_own()
    {
        string file = folder.Combine("state/token");
        using (await McpServer.StartAsync(folder.Path, null, "--token-file", file))
        {
        }

        string token = File.ReadAllText(file);
        using McpServer again = await McpServer.StartAsync(folder.Path, null, "--token-file", file);
        (HttpStatusCode status, _, _) = await again.PostAsync(
            "initialize", Initialize.DeepClone().AsObject(), request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim()));

        Assert.Equal(token, File.ReadAllText(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(HttpStatusCode.OK, status);
    }

    private static Action<HttpRequestMessage> With(string? session) => request => request.Headers.Add("Mcp-Session-Id", session);
}
