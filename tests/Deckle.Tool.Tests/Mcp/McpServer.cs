using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary><c>deckle mcp --http</c>, and a client that knows its token.</summary>
internal sealed class McpServer : IDisposable
{
    public const string Token = "a-token-that-the-tests-know";

    private readonly Process process;
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false });
    private int last;

    private McpServer(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static Task<McpServer> StartAsync(string folder) => StartAsync(folder, Token);

    /// <param name="token">Null for the file's.</param>
    public static async Task<McpServer> StartAsync(string folder, string? token, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal", DeckleBinary.Path, "mcp", "--http", "--port", "0", "--root", folder, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("DECKLE_MCP_TOKEN");
        if (token is not null)
        {
            start.Environment["DECKLE_MCP_TOKEN"] = token;
        }

        Process process = Process.Start(start)!;
        string? line = await process.StandardError.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        string? address = line?.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal));
        Assert.True(address is not null, $"{line}\n{(process.HasExited ? await process.StandardError.ReadToEndAsync() : "")}");
        Assert.DoesNotContain(token ?? Token, line, StringComparison.Ordinal);
        return new McpServer(process, new Uri(address));
    }

    /// <summary>A request with the token and what the protocol asks for, unless a change says otherwise.</summary>
    public async Task<(HttpStatusCode Status, JsonObject Message, string? Session)> PostAsync(string method, JsonObject? parameters = null, Action<HttpRequestMessage>? change = null)
    {
        int id = Interlocked.Increment(ref last);
        JsonObject body = new() { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Post, body, change);
        string text = await answer.Content.ReadAsStringAsync();
        string? session = answer.Headers.TryGetValues("Mcp-Session-Id", out IEnumerable<string>? values) ? values.Single() : null;
        JsonObject message = Message(text);
        Assert.Equal(id, message["id"]?.GetValue<int>() ?? id);
        return (answer.StatusCode, message, session);
    }

    /// <summary>The same by the revision without sessions.</summary>
    public Task<(HttpStatusCode Status, JsonObject Message, string? Session)> PostStatelessAsync(string method, JsonObject parameters, Action<HttpRequestMessage>? change = null)
    {
        Describe(parameters);
        return PostAsync(method, parameters, request =>
        {
            Describe(request, method, (parameters["name"] ?? parameters["uri"])?.GetValue<string>());
            change?.Invoke(request);
        });
    }

    /// <summary>Opens a session, for its id.</summary>
    public async Task<string> OpenAsync(string version = "2025-11-25")
    {
        JsonObject initialize = new() { ["protocolVersion"] = version, ["capabilities"] = new JsonObject(), ["clientInfo"] = new JsonObject { ["name"] = "tests", ["version"] = "1" } };
        return (await PostAsync("initialize", initialize)).Session!;
    }

    /// <param name="session">Null for the revision without.</param>
    /// <returns>The whole answer: <c>result</c> or <c>error</c>.</returns>
    public async Task<JsonObject> AskAsync(string method, JsonObject parameters, string? session) => session is null
        ? (await PostStatelessAsync(method, parameters)).Message
        : (await PostAsync(method, parameters, request => request.Headers.Add("Mcp-Session-Id", session))).Message;

    /// <summary>What a request of the revision without sessions says of itself.</summary>
    public static JsonObject Describe(JsonObject parameters)
    {
        parameters["_meta"] = new JsonObject
        {
            ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28",
            ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "tests", ["version"] = "1" },
            ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
        };
        return parameters;
    }

    /// <summary>The same in its headers.</summary>
    /// <param name="name">The tool, the prompt or the resource.</param>
    public static void Describe(HttpRequestMessage request, string method, string? name = null)
    {
        request.Headers.Add("MCP-Protocol-Version", "2026-07-28");
        request.Headers.Add("Mcp-Method", method);
        if (name is not null)
        {
            request.Headers.Add("Mcp-Name", name);
        }
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, JsonNode? body, Action<HttpRequestMessage>? change = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, Address);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Token}");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        change?.Invoke(request);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Ends the server as Ctrl-C does, for its exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        using Process kill = Process.Start("/bin/kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return process.ExitCode;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: false);
        process.WaitForExit();
        process.Dispose();
        client.Dispose();
    }

    // An event stream, or an error as it is.
    private static JsonObject Message(string text)
    {
        string? data = text.Split('\n').LastOrDefault(line => line.StartsWith("data: ", StringComparison.Ordinal));
        string json = data is null ? text : data["data: ".Length..];
        return json.StartsWith('{') ? JsonNode.Parse(json)!.AsObject() : new JsonObject { ["text"] = text };
    }
}
