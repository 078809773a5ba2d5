using Deckle.Json;
using Deckle.Tool.HostTools.Policy;
using Deckle.Tool.Mcp.Protocol;

namespace Deckle.Tool.HostTools.Servers;

/// <summary>One MCP server, of which Deckle is the client. A server that ended is started again by the next call.</summary>
/// <param name="folder">The folder that its command runs in.</param>
internal sealed class McpServer(McpServerPolicy policy, string folder) : IAsyncDisposable
{
    // A server that always has one more page is broken.
    private const int MostPages = 100;

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim starting = new(1, 1);
    private McpConversation? conversation;

    public TimeSpan Timeout => policy.Timeout;

    public async Task<JsonValue> CallAsync(string tool, JsonObject arguments, CancellationToken cancellationToken)
    {
        JsonObject result = await AskAsync(Methods.CallTool, JsonObject.Of(("name", tool), ("arguments", arguments)), cancellationToken);
        return result["isError"] is JsonBoolean { Value: true }
            ? throw HostToolCallErrors.CouldNot($"{policy.Name}.{tool}", string.Join('\n', Blocks(result).Select(Text).OfType<string>()))
            : Value(result);
    }

    /// <summary>Its tools: name, description, parameters.</summary>
    public async Task<IReadOnlyList<JsonObject>> ToolsAsync(CancellationToken cancellationToken)
    {
        var tools = new List<JsonObject>();
        string? cursor = null;
        for (int page = 0; page < MostPages && (page == 0 || cursor is not null); page++)
        {
            JsonObject result = await AskAsync(Methods.ListTools, cursor is null ? JsonObject.Empty : JsonObject.Of(("cursor", cursor)), cancellationToken);
            tools.AddRange((result.Get<JsonArray>("tools") ?? JsonArray.Empty).OfType<JsonObject>().Select(tool => JsonObject.Of(
                ("name", $"{policy.Name}.{tool.GetText("name")}"), ("description", tool.GetText("description") ?? ""), ("parameters", tool["inputSchema"] ?? JsonObject.Empty))));
            cursor = result.GetText("nextCursor");
        }

        return tools;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref conversation, null) is { } open)
        {
            await open.DisposeAsync();
        }

        starting.Dispose();
    }

    /// <summary>A structured result as it is; else its content: one text as such, several blocks as a list.</summary>
    private static JsonValue Value(JsonObject result)
    {
        if (result["structuredContent"] is { } structured and not JsonNull)
        {
            return structured;
        }

        JsonValue[] blocks = [.. Blocks(result).Select(block => Text(block) is { } text ? (JsonValue)text : block)];
        return blocks.Length == 1 ? blocks[0] : JsonArray.From(blocks);
    }

    private static IEnumerable<JsonObject> Blocks(JsonObject result) => (result.Get<JsonArray>("content") ?? JsonArray.Empty).OfType<JsonObject>();

    private static string? Text(JsonObject block) => block.GetText("type") == "text" ? block.GetText("text") : null;

    private async Task<JsonObject> AskAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        McpConversation server = await StartedAsync(cancellationToken);
        try
        {
            return await server.AskAsync(method, parameters, cancellationToken);
        }
        catch (McpRefusal e)
        {
            throw HostToolCallErrors.ServerFailed(policy.Name, e.Message);
        }
        catch (IOException e)
        {
            await ForgetAsync(server);
            throw HostToolCallErrors.ServerFailed(policy.Name, e.Message);
        }
    }

    private async Task<McpConversation> StartedAsync(CancellationToken cancellationToken)
    {
        await starting.WaitAsync(cancellationToken);
        try
        {
            if (conversation is { IsClosed: true } ended)
            {
                conversation = null;
                await ended.DisposeAsync();
            }

            return conversation ??= await StartAsync(cancellationToken);
        }
        finally
        {
            starting.Release();
        }
    }

    private async Task<McpConversation> StartAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(StartWithin);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            IMcpTransport transport = policy.Url is { } url ? new McpWeb(url, policy.Headers) : McpProcess.Start(policy.Command, folder, policy.Environment);
            return await McpConversation.OpenAsync(transport, either.Token);
        }
        catch (Exception e) when (e is IOException or McpRefusal)
        {
            throw HostToolCallErrors.ServerFailed(policy.Name, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw HostToolCallErrors.ServerFailed(policy.Name, $"it did not answer within {StartWithin.TotalSeconds} s");
        }
    }

    private async Task ForgetAsync(McpConversation server)
    {
        if (Interlocked.CompareExchange(ref conversation, null, server) == server)
        {
            await server.DisposeAsync();
        }
    }
}
