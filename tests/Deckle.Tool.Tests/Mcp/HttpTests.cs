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
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await Ask(request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain")));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await Ask(request => request.Content!.Headers.ContentType = null));
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
    public async Task A_call_that_its_client_cancels_ends_without_an_answer()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", $"open('{folder.Combine("begun")}', 'w').close()\nimport pathlib, time\nwhile not pathlib.Path('{folder.Combine("go")}').exists(): time.sleep(0.05)"));
        using McpServer server = await McpServer.StartAsync(folder.Path);
        string session = await server.OpenAsync();
        JsonObject call = new() { ["jsonrpc"] = "2.0", ["id"] = "long", ["method"] = "tools/call", ["params"] = StdioClient.Call("notebook_run", """{"path": "a.ipynb", "wait_seconds": 300}""") };
        using HttpResponseMessage waiting = await server.SendAsync(HttpMethod.Post, call, With(session));
        await Files.ExistsAsync(folder.Combine("begun"));

        JsonObject cancelled = new() { ["jsonrpc"] = "2.0", ["method"] = "notifications/cancelled", ["params"] = new JsonObject { ["requestId"] = "long" } };
        using HttpResponseMessage taken = await server.SendAsync(HttpMethod.Post, cancelled, With(session));
        string answer = await waiting.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromMinutes(1));
        folder.Write("go", "");

        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        Assert.Equal("", answer);
    }

    [Fact]
    public async Task A_stream_that_a_client_listens_at_is_kept_until_the_server_ends()
    {
        using McpServer server = await McpServer.StartAsync(folder.Path);
        JsonObject listen = new() { ["jsonrpc"] = "2.0", ["id"] = "ear", ["method"] = "subscriptions/listen", ["params"] = McpServer.Describe(new() { ["notifications"] = new JsonObject() }) };
        using HttpResponseMessage answer = await server.SendAsync(HttpMethod.Post, listen, request => McpServer.Describe(request, "subscriptions/listen"));
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync());

        string?[] first = [await stream.ReadLineAsync(), await stream.ReadLineAsync(), await stream.ReadLineAsync()];
        (HttpStatusCode meanwhile, _, _) = await server.PostStatelessAsync("tools/list", []);
        Task<string> rest = stream.ReadToEndAsync();
        bool wasOpen = !rest.IsCompleted;
        int code = await server.InterruptAsync();
        string end = await rest;

        Assert.Contains("notifications/subscriptions/acknowledged", first[1], StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, true, 130), (meanwhile, wasOpen, code));
        Assert.Equal("ear", JsonNode.Parse(end.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..])!["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("2024-11-05", true)]
    [InlineData("2025-03-26", true)]
    [InlineData("2025-06-18", false)]
    [InlineData("2025-11-25", false)]
    public async Task Batches_are_for_the_revisions_that_have_them(string version, bool isServed)
    {
        using McpServer server = await McpServer.StartAsync(folder.Path);
        string session = await server.OpenAsync(version);
        JsonNode batch = JsonNode.Parse("""[{"jsonrpc": "2.0", "id": 1, "method": "ping"}, {"jsonrpc": "2.0", "id": "two", "method": "tools/list"}, 7]""")!;

        using HttpResponseMessage answer = await server.SendAsync(HttpMethod.Post, batch, With(session));
        string text = await answer.Content.ReadAsStringAsync();

        string[] events = [.. text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..])];
        Assert.Equal(isServed ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(isServed ? ["", "\"two\"", "1"] : [], events.Select(each => JsonNode.Parse(each)!["id"]?.ToJsonString() ?? "").Order(StringComparer.Ordinal));
        Assert.Contains(isServed ? "-32600" : version, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_listens_is_kept_while_silent_ones_make_room()
    {
        using McpServer server = await McpServer.StartAsync(folder.Path);
        string listening = await server.OpenAsync();
        string silent = await server.OpenAsync();
        using HttpResponseMessage stream = await server.SendAsync(HttpMethod.Get, null, With(listening));
        foreach (int _ in Enumerable.Range(0, 200))
        {
            await server.OpenAsync();
        }

        (HttpStatusCode kept, _, _) = await server.PostAsync("ping", change: With(listening));
        (HttpStatusCode gone, _, _) = await server.PostAsync("ping", change: With(silent));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (kept, gone));
    }

    [Fact]
    public async Task Where_all_sessions_listen_there_is_no_room_for_another()
    {
        using McpServer server = await McpServer.StartAsync(folder.Path);
        var streams = new List<HttpResponseMessage>();
        foreach (int _ in Enumerable.Range(0, 200))
        {
            streams.Add(await server.SendAsync(HttpMethod.Get, null, With(await server.OpenAsync())));
        }

        (HttpStatusCode status, _, string? session) = await server.PostAsync("initialize", Initialize.DeepClone().AsObject());

        Assert.Equal((HttpStatusCode.ServiceUnavailable, null), (status, session));
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task Initialize_agrees_on_a_revision_with_sessions_or_opens_none()
    {
        using McpServer server = await McpServer.StartAsync(folder.Path);
        JsonObject later = Initialize.DeepClone().AsObject();
        later["protocolVersion"] = "2026-07-28";
        JsonObject lacking = Initialize.DeepClone().AsObject();
        lacking.Remove("protocolVersion");

        (HttpStatusCode agreed, JsonObject hello, string? session) = await server.PostAsync("initialize", later);
        (HttpStatusCode refused, JsonObject error, string? none) = await server.PostAsync("initialize", lacking);

        Assert.Equal((HttpStatusCode.OK, "2025-11-25"), (agreed, hello["result"]!["protocolVersion"]!.GetValue<string>()));
        Assert.NotNull(session);
        Assert.Equal((HttpStatusCode.BadRequest, -32602, null), (refused, error["error"]!["code"]!.GetValue<int>(), none));
    }

    [Theory]
    [InlineData("{nope", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("""{"jsonrpc": "2.0", "id": null, "method": "ping"}""", -32600)]
    [InlineData("""{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": 7}""", -32602)]
    public async Task A_body_that_is_no_message_is_refused(string body, int code)
    {
        using McpServer server = await McpServer.StartAsync(folder.Path);
        string session = await server.OpenAsync();

        using HttpResponseMessage answer = await server.SendAsync(HttpMethod.Post, null, request =>
        {
            With(session)(request);
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        });
        JsonNode error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!;

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, error["code"]!.GetValue<int>()));
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
