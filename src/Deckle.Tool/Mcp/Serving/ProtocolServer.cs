using Deckle.Json;
using Deckle.Tool.Commands;
using Deckle.Tool.Mcp.Prompts;
using Deckle.Tool.Mcp.Protocol;
using Deckle.Tool.Mcp.Resources;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>What each method of the protocol answers, with the tools, resources and prompts there are.</summary>
internal sealed class ProtocolServer(ToolRunner runner, ResourceShelf resources)
{
    private const string Instructions =
        """
        Works on Jupyter notebooks by path, from the server's folder. Read notebook_outline first, then cells and outputs by id.
        Runs and sessions are jobs: a call answers within its wait_seconds, with an id to ask again by. Writes take the revision that was read.
        Errors hold a code, what is wrong and what to do.
        """;

    // Whoever reads them may take others a moment later: files change.
    private static readonly string[] Cacheable =
        [Methods.Discover, Methods.ListTools, Methods.ListResources, Methods.ListResourceTemplates, Methods.ReadResource, Methods.ListPrompts];

    private static readonly JsonObject ServerInfo = JsonObject.Of(("name", "deckle"), ("title", "Deckle notebooks"), ("version", VersionCommand.Version));

    private static readonly JsonObject Capabilities =
        JsonObject.Of(("prompts", JsonObject.Empty), ("resources", JsonObject.Empty), ("tools", JsonObject.Empty));

    private readonly Lazy<JsonObject> tools = new(() => List("tools", runner.Tools.Select(ListedEntries.Of)));

    /// <summary>What <c>initialize</c> answers.</summary>
    public static JsonObject Initialized(string version) => JsonObject.Of(
        ("protocolVersion", version), ("capabilities", Capabilities.With("logging", JsonObject.Empty)), ("serverInfo", ServerInfo), ("instructions", Instructions));

    /// <param name="version">The revision that the request goes by.</param>
    /// <param name="send">Takes what is told before the answer.</param>
    /// <param name="closing">Ends what would last as long as the server.</param>
    /// <exception cref="RpcException">There is no answer but an error.</exception>
    public async Task<JsonObject> AnswerAsync(RpcRequest request, string? version, Func<RpcMessage, Task> send, CancellationToken closing, CancellationToken cancellationToken)
    {
        JsonObject result = request.Method switch
        {
            Methods.Ping => JsonObject.Empty,
            Methods.SetLogLevel => SetLogLevel(request),
            Methods.Discover => JsonObject.Of(("supportedVersions", JsonArray.Create([ProtocolVersions.Stateless])), ("capabilities", Capabilities), ("instructions", Instructions)),
            Methods.ListTools => Whole(request, tools.Value),
            Methods.CallTool => await CallAsync(request, send, cancellationToken),
            Methods.ListResources => Resources(request),
            Methods.ListResourceTemplates => Whole(request, List("resourceTemplates", ResourceShelf.Templates.Select(resource => ListedEntries.Of(resource, "uriTemplate")))),
            Methods.ReadResource => Read(request, version, cancellationToken),
            Methods.ListPrompts => Whole(request, List("prompts", PromptCatalog.All.Select(ListedEntries.Of))),
            Methods.GetPrompt => Get(request),
            Methods.Listen => await ListenAsync(request, send, closing, cancellationToken),
            _ => throw new RpcException(RpcCodes.MethodNotFound, $"Method '{request.Method}' is not available."),
        };
        return ProtocolVersions.IsStateless(version) ? Described(request.Method, result) : result;
    }

    /// <summary>Tells the user of the server of a defect.</summary>
    public void Report(string method, Exception defect) => runner.Report(method, defect);

    // What the later revision has in every result, and in those that may be kept (SEP-2549).
    private static JsonObject Described(string method, JsonObject result)
    {
        JsonObject described = Cacheable.Contains(method) ? result.With("ttlMs", 0).With("cacheScope", "private") : result;
        JsonObject meta = result.Get<JsonObject>(MetaKeys.Member) ?? JsonObject.Empty;
        return described.With("resultType", "complete").With(MetaKeys.Member, meta.With(MetaKeys.ServerInfo, ServerInfo));
    }

    private static JsonObject List(string name, IEnumerable<JsonObject> entries) => JsonObject.Of((name, JsonArray.From(entries)));

    // The list has one page, and no place to go on from.
    private static JsonObject Whole(RpcRequest request, JsonObject list) =>
        request.Params["cursor"] is null or JsonNull ? list : throw new RpcException(RpcCodes.InvalidParams, $"{request.Method}: there is no such cursor");

    private static JsonObject SetLogLevel(RpcRequest request) =>
        request.Params.GetText("level") is "debug" or "info" or "notice" or "warning" or "error" or "critical" or "alert" or "emergency"
            ? JsonObject.Empty
            : throw new RpcException(RpcCodes.InvalidParams, $"{request.Method}: 'level' is not a level of the protocol's");

    private static string Required(RpcRequest request, string member) =>
        request.Params.GetText(member) ?? throw new RpcException(RpcCodes.InvalidParams, $"{request.Method}: '{member}' is missing, or not a string");

    private static JsonObject Arguments(RpcRequest request) => request.Params["arguments"] switch
    {
        null or JsonNull => JsonObject.Empty,
        JsonObject arguments => arguments,
        _ => throw new RpcException(RpcCodes.InvalidParams, $"{request.Method}: 'arguments' is not an object"),
    };

    // Nothing here changes that could be told, so nothing of what was asked for is granted; the stream is kept all the same, because a
    // client takes its end for a reason to ask again.
    private static async Task<JsonObject> ListenAsync(RpcRequest request, Func<RpcMessage, Task> send, CancellationToken closing, CancellationToken cancellationToken)
    {
        JsonObject meta = JsonObject.Of((MetaKeys.SubscriptionId, request.Id));
        await send(new RpcNotification(Methods.Acknowledged, JsonObject.Of((MetaKeys.Member, meta), ("notifications", JsonObject.Empty))));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(closing, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return JsonObject.Of((MetaKeys.Member, meta));
    }

    private async Task<JsonObject> CallAsync(RpcRequest request, Func<RpcMessage, Task> send, CancellationToken cancellationToken)
    {
        string name = Required(request, "name");
        if (!runner.Has(name))
        {
            throw Refused(RpcCodes.InvalidParams, McpErrors.NoTool(name, runner.Tools.Select(tool => tool.Name)));
        }

        JsonObject arguments = Arguments(request);
        if (request.Meta[MetaKeys.ProgressToken] is not { } token)
        {
            return Result(await runner.CallAsync(name, arguments, null, cancellationToken));
        }

        await using var progress = new ToolProgress(send, token, runner.Services.Time);
        return Result(await runner.CallAsync(name, arguments, progress.Take, cancellationToken));
    }

    private static JsonObject Result(ToolOutcome outcome)
    {
        JsonObject result = JsonObject.Of(("content", JsonArray.From([ListedEntries.Text(outcome.Text), .. outcome.Blocks])), ("structuredContent", outcome.Structured));
        return outcome.IsError ? result.With("isError", true) : result;
    }

    // A program goes by the data as it does by a tool's structured error; people and models read the message.
    private RpcException Refused(int code, DeckleException error, params (string Name, JsonValue Value)[] besides) =>
        new(code, runner.Redactor.Redact(ErrorRenderer.Text(error)))
        {
            Data = runner.Redactor.Redact(besides.Aggregate(ErrorRenderer.Json(error), (data, each) => data.With(each.Name, each.Value))),
        };

    private JsonObject Resources(RpcRequest request)
    {
        try
        {
            (IReadOnlyList<McpResource> page, string? next) = resources.List(request.Params.GetText("cursor"));
            JsonObject list = List("resources", page.Select(resource => ListedEntries.Of(resource, "uri")));
            return next is null ? list : list.With("nextCursor", next);
        }
        catch (DeckleException e)
        {
            throw Refused(RpcCodes.InvalidParams, e);
        }
    }

    private JsonObject Read(RpcRequest request, string? version, CancellationToken cancellationToken)
    {
        string uri = Required(request, "uri");
        try
        {
            ResourceContent content = resources.Read(uri, cancellationToken);
            JsonObject read = JsonObject.Of(("uri", uri), ("mimeType", content.MimeType));
            return List("contents", [content.Blob is { } blob ? read.With("blob", Convert.ToBase64String(blob)) : read.With("text", content.Text)]);
        }
        catch (DeckleException e)
        {
            // The later revision has no code of its own for it (SEP-2164).
            int code = ProtocolVersions.IsStateless(version) ? RpcCodes.InvalidParams : RpcCodes.ResourceNotFound;
            throw Refused(code, e, ("uri", uri));
        }
    }

    private JsonObject Get(RpcRequest request)
    {
        string name = Required(request, "name");
        JsonObject arguments = Arguments(request);
        try
        {
            McpPrompt prompt = PromptCatalog.Find(name);
            string text = runner.Redactor.Redact(PromptCatalog.Text(prompt, arguments));
            return JsonObject.Of(
                ("description", prompt.Description), ("messages", JsonArray.Create([JsonObject.Of(("role", "user"), ("content", ListedEntries.Text(text)))])));
        }
        catch (DeckleException e)
        {
            throw Refused(RpcCodes.InvalidParams, e);
        }
    }
}
