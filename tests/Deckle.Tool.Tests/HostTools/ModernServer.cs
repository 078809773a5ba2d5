using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.HostTools;

/// <summary>An MCP server of the revision without handshake, which takes nothing that does not say what it is in its headers too.</summary>
internal sealed class ModernServer : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    public ModernServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/mcp/");
        }

        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await listener.GetContextAsync();
                JsonObject message = (await JsonNode.ParseAsync(context.Request.InputStream))!.AsObject();
                var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = message["id"]?.DeepClone() };
                context.Response.StatusCode = Answer(context.Request, message, answer);
                context.Response.ContentType = "application/json";
                context.Response.Close(System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString()), willBlock: false);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private static int Answer(HttpListenerRequest request, JsonObject message, JsonObject answer)
    {
        string method = message["method"]!.GetValue<string>();
        JsonNode? meta = message["params"]?["_meta"];
        bool isDescribed = meta?["io.modelcontextprotocol/protocolVersion"]?.GetValue<string>() == "2026-07-28"
            && meta["io.modelcontextprotocol/clientCapabilities"] is JsonObject
            && request.Headers["MCP-Protocol-Version"] == "2026-07-28"
            && request.Headers["Mcp-Method"] == method
            && request.Headers["Mcp-Name"] == message["params"]!["name"]?.GetValue<string>()
            && request.Headers["Authorization"] == "Bearer known";
        if (!isDescribed || method is not ("server/discover" or "tools/call"))
        {
            answer["error"] = new JsonObject { ["code"] = -32601, ["message"] = $"no {method} here" };
            return 404;
        }

        answer["result"] = method == "server/discover"
            ? new JsonObject { ["supportedVersions"] = new JsonArray("2026-07-28"), ["resultType"] = "complete" }
            : new JsonObject { ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "modern" }), ["resultType"] = "complete" };
        return 200;
    }
}
