using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Deckle.Tool.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Endpoint = Deckle.Tool.Serving.Endpoint;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>
/// The protocol over HTTP at <c>/mcp</c>, in both of its ways: with a session that <c>initialize</c> opens, and, from 2026-07-28 on, each
/// request by itself. Host, Origin and token are the server's matter, before.
/// </summary>
/// <param name="stopping">Ends the streams that would last as long as the server.</param>
internal sealed class HttpEndpoints(Func<McpServerOptions> options, TimeProvider time, CancellationToken stopping) : IAsyncDisposable
{
    public const string Path = "/mcp";

    private static readonly JsonTypeInfo<JsonRpcMessage> MessageType = McpJsonUtilities.DefaultOptions.GetTypeInfo<JsonRpcMessage>();
    private static readonly JsonTypeInfo<JsonRpcError> ErrorType = McpJsonUtilities.DefaultOptions.GetTypeInfo<JsonRpcError>();

    private readonly HttpSessions sessions = new(options, time);

    public IReadOnlyList<Endpoint> All => [new("POST", Path, PostAsync), new("GET", Path, GetAsync), new("DELETE", Path, DeleteAsync)];

    public ValueTask DisposeAsync() => sessions.DisposeAsync();

    private async Task PostAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!Accepts(request, "application/json") || !Accepts(request, "text/event-stream"))
        {
            await RefuseAsync(context, HttpProblem.Of(StatusCodes.Status406NotAcceptable, "Not Acceptable: Client must accept both application/json and text/event-stream"));
            return;
        }

        JsonRpcMessage? message = await ReadAsync(context);
        if (message is null)
        {
            await RefuseAsync(context, new HttpProblem(400, (int)McpErrorCode.InvalidRequest, "Bad Request: The POST body did not contain a valid JSON-RPC message."));
        }
        else if (HeaderCheck.OfVersion(request, message) is { } unknown)
        {
            await RefuseAsync(context, unknown, message);
        }
        else if (HeaderCheck.Of(request, message) is { } problem)
        {
            await RefuseAsync(context, problem, message);
        }
        else if (ProtocolVersions.IsStateless(HeaderCheck.VersionOf(request)))
        {
            await using HttpSession session = HttpSession.Stateless(options());
            await AnswerAsync(context, session, message, first => Status(context, first));
        }
        else if (await SessionAsync(context, message) is { } session)
        {
            context.Response.Headers[HeaderCheck.Session] = session.Id;
            await AnswerAsync(context, session, message, null);
        }
    }

    // What the server says unasked.
    private async Task GetAsync(HttpContext context)
    {
        HttpProblem? problem = HeaderCheck.OfVersion(context.Request)
            ?? (ProtocolVersions.IsStateless(HeaderCheck.VersionOf(context.Request)) ? NotAllowed(context)
            : !Accepts(context.Request, "text/event-stream") ? HttpProblem.Of(StatusCodes.Status406NotAcceptable, "Not Acceptable: Client must accept text/event-stream")
            : null);
        if (problem is not null)
        {
            await RefuseAsync(context, problem);
        }
        else if (await SessionAsync(context, null) is { } session)
        {
            context.Response.Headers[HeaderCheck.Session] = session.Id;
            BeginStream(context);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            try
            {
                await session.Transport.HandleGetRequestAsync(context.Response.Body, either.Token);
            }
            catch (OperationCanceledException)
            {
                // The client or the server has gone.
            }
            catch (InvalidOperationException) when (!context.Response.HasStarted)
            {
                await RefuseAsync(context, HttpProblem.Of(StatusCodes.Status409Conflict, "Conflict: the session has a stream already"));
            }
        }
    }

    private async Task DeleteAsync(HttpContext context)
    {
        if ((HeaderCheck.OfVersion(context.Request) ?? (ProtocolVersions.IsStateless(HeaderCheck.VersionOf(context.Request)) ? NotAllowed(context) : null)) is { } problem)
        {
            await RefuseAsync(context, problem);
        }
        else if (await SessionAsync(context, null) is { } session)
        {
            await sessions.CloseAsync(session.Id);
        }
    }

    private static async Task AnswerAsync(HttpContext context, HttpSession session, JsonRpcMessage message, Func<JsonRpcMessage?, ValueTask>? onStarting)
    {
        BeginStream(context);
        if (!await session.Transport.HandlePostRequestAsync(message, context.Response.Body, onStarting, context.RequestAborted))
        {
            // A notification: there is nothing to say.
            context.Response.Headers.ContentType = (string?)null;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    private async Task<HttpSession?> SessionAsync(HttpContext context, JsonRpcMessage? message)
    {
        string id = context.Request.Headers[HeaderCheck.Session].ToString();
        if (id.Length == 0 && message is JsonRpcRequest { Method: RequestMethods.Initialize })
        {
            return await sessions.OpenAsync();
        }

        HttpSession? session = sessions.Find(id);
        if (session is null)
        {
            await RefuseAsync(
                context,
                id.Length > 0 ? HttpProblem.NoSession : HttpProblem.Of(400, $"Bad Request: send initialize first, and then its {HeaderCheck.Session} header, or {HeaderCheck.Version}: {ProtocolVersions.Stateless}"),
                message);
        }

        return session;
    }

    private static async Task<JsonRpcMessage?> ReadAsync(HttpContext context)
    {
        try
        {
            JsonRpcMessage? message = await JsonSerializer.DeserializeAsync(context.Request.Body, MessageType, context.RequestAborted);
            if (message is not null && HeaderCheck.VersionOf(context.Request) is { Length: > 0 } version)
            {
                message.Context ??= new JsonRpcMessageContext();
                message.Context.ProtocolVersion = version;
            }

            return message;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // SEP-2575 says some errors by HTTP's status too.
    private static ValueTask Status(HttpContext context, JsonRpcMessage? first)
    {
        if (first is JsonRpcError { Error: { } error } && !context.Response.HasStarted)
        {
            context.Response.StatusCode = (McpErrorCode)error.Code switch
            {
                McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
                McpErrorCode.MissingRequiredClientCapability or McpErrorCode.UnsupportedProtocolVersion or McpErrorCode.HeaderMismatch => StatusCodes.Status400BadRequest,
                _ => context.Response.StatusCode,
            };
        }

        return default;
    }

    private static HttpProblem NotAllowed(HttpContext context)
    {
        context.Response.Headers.Allow = "POST";
        return HttpProblem.Of(StatusCodes.Status405MethodNotAllowed, $"Method Not Allowed: protocol version {ProtocolVersions.Stateless} has POST alone");
    }

    private static void BeginStream(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.ContentEncoding = "identity";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static async Task RefuseAsync(HttpContext context, HttpProblem problem, JsonRpcMessage? message = null)
    {
        context.Response.StatusCode = problem.Status;
        await context.BytesAsync(JsonSerializer.SerializeToUtf8Bytes(problem.For(message), ErrorType), "application/json");
    }

    private static bool Accepts(HttpRequest request, string type) => request.Headers.Accept.SelectMany(value => (value ?? "").Split(','))
        .Select(value => value.Split(';')[0].Trim())
        .Any(value => value == "*/*" || value.Equals(type, StringComparison.OrdinalIgnoreCase) || value.Equals(type[..type.IndexOf('/')] + "/*", StringComparison.OrdinalIgnoreCase));
}
