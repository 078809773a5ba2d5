using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Deckle.Json;
using Deckle.Tool.Commands;
using Deckle.Tool.Mcp.Prompts;
using Deckle.Tool.Mcp.Resources;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using ListedTool = ModelContextProtocol.Protocol.Tool;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>The tools, resources and prompts in the types of the protocol's library, which no other folder knows.</summary>
internal sealed class ProtocolServer(ToolRunner runner, ResourceShelf resources)
{
    private const string Instructions =
        """
        Works on Jupyter notebooks by path, from the server's folder. Read notebook_outline first, then cells and outputs by id.
        Runs and sessions are jobs: a call answers within its wait_seconds, with an id to ask again by. Writes take the revision that was read.
        Errors hold a code, what is wrong and what to do.
        """;

    private static readonly JsonTypeInfo<ContentBlock> BlockType = McpJsonUtilities.DefaultOptions.GetTypeInfo<ContentBlock>();

    private readonly Lazy<ListToolsResult> tools = new(() => new ListToolsResult { Tools = [.. runner.Tools.Select(Listed)] });

    /// <summary>A new one for each session.</summary>
    public McpServerOptions NewOptions() => new()
    {
        ServerInfo = new Implementation { Name = "deckle", Title = "Deckle notebooks", Version = VersionCommand.Version },
        ServerInstructions = Instructions,
        ScopeRequests = false,
        Handlers = new McpServerHandlers
        {
            ListToolsHandler = (_, _) => ValueTask.FromResult(tools.Value),
            CallToolHandler = CallAsync,
            ListResourcesHandler = (context, _) => ValueTask.FromResult(List(context.Params?.Cursor)),
            ListResourceTemplatesHandler = (_, _) => ValueTask.FromResult(new ListResourceTemplatesResult { ResourceTemplates = [.. ResourceShelf.Templates.Select(Listed)] }),
            ReadResourceHandler = (context, cancellationToken) => ValueTask.FromResult(Read(context.Params.Uri, context.JsonRpcRequest.Context?.ProtocolVersion, cancellationToken)),
            ListPromptsHandler = (_, _) => ValueTask.FromResult(new ListPromptsResult { Prompts = [.. PromptCatalog.All.Select(Listed)] }),
            GetPromptHandler = (context, _) => ValueTask.FromResult(Get(context.Params)),
        },
    };

    // A structured error must fit the schema too, or clients that check answers hide it.
    private static ListedTool Listed(McpTool tool) => new()
    {
        Name = tool.Name,
        Title = tool.Title,
        Description = tool.Description,
        InputSchema = WireJson.Element(tool.Input),
        OutputSchema = WireJson.Element(JsonObject.Of(("type", "object"), ("anyOf", JsonArray.Create([tool.Output, ToolSchemas.Error])))),
        Annotations = new ToolAnnotations
        {
            Title = tool.Title,
            ReadOnlyHint = tool.IsReadOnly,
            DestructiveHint = tool.IsDestructive,
            IdempotentHint = tool.IsReadOnly || tool.IsIdempotent,
            OpenWorldHint = false,
        },
    };

    private static ResourceTemplate Listed(McpResource resource) => new()
    {
        UriTemplate = resource.Uri,
        Name = resource.Name,
        Description = resource.Description,
        MimeType = resource.MimeType,
    };

    private static Prompt Listed(McpPrompt prompt) => new()
    {
        Name = prompt.Name,
        Title = prompt.Title,
        Description = prompt.Description,
        Arguments = [.. prompt.Arguments.Select(argument => new PromptArgument { Name = argument.Name, Description = argument.Description, Required = argument.IsRequired })],
    };

    private async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> context, CancellationToken cancellationToken)
    {
        string name = context.Params.Name;
        if (!runner.Has(name))
        {
            throw new McpProtocolException(runner.Unknown(name), McpErrorCode.InvalidParams);
        }

        JsonObject arguments = WireJson.Object(context.Params.Arguments);
        if (context.Params.ProgressToken is not { } token)
        {
            return Result(await runner.CallAsync(name, arguments, null, cancellationToken));
        }

        await using var progress = new ToolProgress(context.Server, token, runner.Services.Time);
        return Result(await runner.CallAsync(name, arguments, progress.Take, cancellationToken));
    }

    private static CallToolResult Result(ToolOutcome outcome) => new()
    {
        StructuredContent = WireJson.Element(outcome.Structured),
        Content = [new TextContentBlock { Text = Clean(outcome.Text) }, .. outcome.Blocks.Select(block => JsonSerializer.Deserialize(WireJson.Utf8(block), BlockType)!)],
        IsError = outcome.IsError ? true : null,
    };

    private ListResourcesResult List(string? cursor)
    {
        try
        {
            (IReadOnlyList<McpResource> page, string? next) = resources.List(cursor);
            return new ListResourcesResult
            {
                Resources = [.. page.Select(resource => new Resource { Uri = resource.Uri, Name = resource.Name, Description = resource.Description, MimeType = resource.MimeType })],
                NextCursor = next,
            };
        }
        catch (DeckleException e)
        {
            throw new McpProtocolException(ErrorRenderer.Text(e), McpErrorCode.InvalidParams);
        }
    }

    private ReadResourceResult Read(string uri, string? version, CancellationToken cancellationToken)
    {
        try
        {
            ResourceContent content = resources.Read(uri, cancellationToken);
            return new ReadResourceResult
            {
                Contents =
                [
                    content.Blob is { } blob
                        ? BlobResourceContents.FromBytes(blob, uri, content.MimeType)
                        : new TextResourceContents { Uri = uri, MimeType = content.MimeType, Text = Clean(runner.Redactor.Redact(content.Text)) },
                ],
            };
        }
        catch (DeckleException e)
        {
            // The later revision has no code of its own for it (SEP-2164).
            McpErrorCode code = ProtocolVersions.IsStateless(version) ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound;
            var error = new McpProtocolException(runner.Redactor.Redact(ErrorRenderer.Text(e)), code);
            error.Data["uri"] = uri;
            throw error;
        }
    }

    private GetPromptResult Get(GetPromptRequestParams asked)
    {
        try
        {
            JsonObject arguments = WireJson.Object(asked.Arguments);
            McpPrompt prompt = PromptCatalog.Find(asked.Name);
            string text = runner.Redactor.Redact(PromptCatalog.Text(prompt, arguments));
            return new GetPromptResult { Description = prompt.Description, Messages = [new PromptMessage { Role = Role.User, Content = new TextContentBlock { Text = Clean(text) } }] };
        }
        catch (DeckleException e)
        {
            throw new McpProtocolException(ErrorRenderer.Text(e), McpErrorCode.InvalidParams);
        }
    }

    // Lone surrogates are no text to the protocol's writer.
    private static string Clean(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
