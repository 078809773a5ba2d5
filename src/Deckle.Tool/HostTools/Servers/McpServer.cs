using System.Text.Json;
using Deckle.Json;
using Deckle.Tool.HostTools.Policy;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using JsonWriterOptions = Deckle.Json.JsonWriterOptions;

namespace Deckle.Tool.HostTools.Servers;

/// <summary>One MCP server, of which Deckle is the client. A server that ended is started again by the next call.</summary>
/// <param name="folder">The folder that its command runs in.</param>
internal sealed class McpServer(McpServerPolicy policy, string folder) : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim starting = new(1, 1);
    private McpClient? client;

    public TimeSpan Timeout => policy.Timeout;

    public async Task<JsonValue> CallAsync(string tool, JsonObject arguments, CancellationToken cancellationToken)
    {
        var parameters = new CallToolRequestParams
        {
            Name = tool,
            Arguments = arguments.ToDictionary(argument => argument.Key, argument => JsonElement.Parse(JsonWriter.ToUtf8(argument.Value, JsonWriterOptions.Compact))),
        };
        CallToolResult result = await TalkAsync(server => server.CallToolAsync(parameters, cancellationToken), cancellationToken);
        return result.IsError == true
            ? throw HostToolCallErrors.CouldNot($"{policy.Name}.{tool}", string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text)))
            : Value(result);
    }

    /// <summary>Its tools: name, description, parameters.</summary>
    public async Task<IReadOnlyList<JsonObject>> ToolsAsync(CancellationToken cancellationToken)
    {
        IList<McpClientTool> tools = await TalkAsync(server => server.ListToolsAsync((RequestOptions?)null, cancellationToken), cancellationToken);
        return
        [
            .. tools.Select(tool => JsonObject.Of(
                ("name", $"{policy.Name}.{tool.Name}"), ("description", tool.Description ?? ""), ("parameters", JsonReader.Read(tool.JsonSchema.GetRawText())))),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (client is { } started)
        {
            client = null;
            await started.DisposeAsync();
        }

        starting.Dispose();
    }

    /// <summary>A structured result as it is; else its content: one text as such, several blocks as a list.</summary>
    private static JsonValue Value(CallToolResult result)
    {
        if (result.StructuredContent is { } structured)
        {
            return JsonReader.Read(structured.GetRawText());
        }

        JsonValue[] blocks =
        [
            .. result.Content.Select(block => block is TextContentBlock { Text: var text }
                ? (JsonValue)text
                : JsonReader.Read(JsonSerializer.SerializeToUtf8Bytes(block, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ContentBlock))))),
        ];
        return blocks.Length == 1 ? blocks[0] : JsonArray.From(blocks);
    }

    private async Task<T> TalkAsync<T>(Func<McpClient, ValueTask<T>> talk, CancellationToken cancellationToken)
    {
        McpClient server = await StartedAsync(cancellationToken);
        try
        {
            return await talk(server);
        }
        catch (McpException e)
        {
            throw HostToolCallErrors.ServerFailed(policy.Name, e.Message);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or JsonException or InvalidOperationException)
        {
            await ForgetAsync(server);
            throw HostToolCallErrors.ServerFailed(policy.Name, e.Message);
        }
    }

    private async Task<McpClient> StartedAsync(CancellationToken cancellationToken)
    {
        await starting.WaitAsync(cancellationToken);
        try
        {
            if (client is { Completion.IsCompleted: true } ended)
            {
                client = null;
                await ended.DisposeAsync();
            }

            return client ??= await StartAsync(cancellationToken);
        }
        finally
        {
            starting.Release();
        }
    }

    private async Task<McpClient> StartAsync(CancellationToken cancellationToken)
    {
        var words = new Queue<string>();
        IClientTransport transport = policy.Url is { } url
            ? new HttpClientTransport(new HttpClientTransportOptions { Name = policy.Name, Endpoint = url, AdditionalHeaders = policy.Headers.ToDictionary() })
            : new StdioClientTransport(new StdioClientTransportOptions
            {
                Name = policy.Name,
                Command = policy.Command[0],
                Arguments = [.. policy.Command.Skip(1)],
                WorkingDirectory = folder,
                InheritEnvironmentVariables = false,
                EnvironmentVariables = Environment(),
                StandardErrorLines = line => Remember(words, line),
            });
        try
        {
            return await McpClient.CreateAsync(
                transport, new McpClientOptions { ClientInfo = new Implementation { Name = "deckle", Version = "1" }, InitializationTimeout = StartWithin },
                cancellationToken: cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            string last = string.Join(" / ", words);
            throw HostToolCallErrors.ServerFailed(policy.Name, last.Length > 0 ? $"{e.Message} ({last})" : e.Message);
        }
    }

    private async Task ForgetAsync(McpClient server)
    {
        if (Interlocked.CompareExchange(ref client, null, server) == server)
        {
            await server.DisposeAsync();
        }
    }

    private Dictionary<string, string?> Environment()
    {
        var environment = new Dictionary<string, string?>(StdioClientTransportOptions.GetDefaultEnvironmentVariables());
        foreach ((string name, string value) in policy.Environment)
        {
            environment[name] = value;
        }

        return environment;
    }

    // Its last words tell why it did not start.
    private static void Remember(Queue<string> words, string line)
    {
        lock (words)
        {
            words.Enqueue(line.Length > 300 ? line[..300] : line);
            if (words.Count > 3)
            {
                words.Dequeue();
            }
        }
    }
}
