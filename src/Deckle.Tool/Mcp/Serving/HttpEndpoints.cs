using System.Buffers;
using Deckle.Tool.Mcp.Protocol;
using Deckle.Tool.Serving;
using Microsoft.AspNetCore.Http;
using Endpoint = Deckle.Tool.Serving.Endpoint;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>
/// The protocol over HTTP at <c>/mcp</c>, in both of its ways: with a session that <c>initialize</c> opens, and, from 2026-07-28 on, each
/// request by itself. Host, Origin and token are the server's matter, before.
/// </summary>
/// <param name="stopping">Ends the streams that would last as long as the server.</param>
internal sealed class HttpEndpoints(ProtocolServer server, TimeProvider time, CancellationToken stopping) : IDisposable
{
    public const string Path = "/mcp";

    private readonly HttpSessions sessions = new(server, time);

    public IReadOnlyList<Endpoint> All => [new("POST", Path, PostAsync), new("GET", Path, GetAsync), new("DELETE", Path, DeleteAsync)];

    public void Dispose() => sessions.Dispose();

    private async Task PostAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!IsJson(request))
        {
            await RefuseAsync(context, HttpProblem.Of(StatusCodes.Status415UnsupportedMediaType, "Unsupported Media Type: Content-Type must be application/json"));
            return;
        }

        if (!Accepts(request, "application/json") || !Accepts(request, "text/event-stream"))
        {
            await RefuseAsync(context, HttpProblem.Of(StatusCodes.Status406NotAcceptable, "Not Acceptable: Client must accept both application/json and text/event-stream"));
            return;
        }

        RpcText text = RpcText.Read(await BodyAsync(context));
        if (text.IsBatch)
        {
            await BatchAsync(context, text);
        }
        else if (text.Problems is [var wrong, ..])
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, wrong);
        }
        else if (text.Messages is [var message])
        {
            await MessageAsync(context, message, text);
        }
    }

    private async Task MessageAsync(HttpContext context, RpcMessage message, RpcText text)
    {
        string version = HeaderCheck.VersionOf(context.Request);
        if ((HeaderCheck.OfVersion(context.Request, message) ?? HeaderCheck.Of(context.Request, message)) is { } problem)
        {
            await RefuseAsync(context, problem, message);
        }
        else if (ProtocolVersions.IsStateless(version))
        {
            await AnswerAsync(context, new Conversation(server, stopping), text, Status, context.RequestAborted);
        }
        else if (message is RpcRequest { Method: Methods.Initialize } initialize && SessionOf(context).Length == 0 && RevisionCheck.Refusal(initialize, version) is { } refused)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, refused);
        }
        else if (await SessionAsync(context, message) is { } session)
        {
            // Whoever hangs up has not cancelled: that is said by a message of its own.
            await AnswerAsync(context, session.Conversation, text, _ => null, session.End, session.Leave);
        }
    }

    // Each answer is an event of its own, which the revisions with batches allow.
    private async Task BatchAsync(HttpContext context, RpcText text)
    {
        if (HeaderCheck.OfVersion(context.Request) is { } unknown)
        {
            await RefuseAsync(context, unknown);
        }
        else if (await SessionAsync(context, null) is { } session)
        {
            if (!ProtocolVersions.HasBatches(session.Conversation.Version))
            {
                session.Leave();
                await RefuseAsync(context, new HttpProblem(400, RpcCodes.InvalidRequest, $"Bad Request: protocol version '{session.Conversation.Version}' has no batches"));
                return;
            }

            await AnswerAsync(context, session.Conversation, text, _ => null, session.End, session.Leave);
        }
    }

    // What the server would say unasked: it has nothing to say, and keeps the stream.
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
            if (!session.TryListen())
            {
                session.Leave();
                await RefuseAsync(context, HttpProblem.Of(StatusCodes.Status409Conflict, "Conflict: the session has a stream already"));
                return;
            }

            try
            {
                using var stream = new EventStream(context, _ => null);
                await stream.BeginAsync();
                using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping, session.End);
                await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                session.EndListening();
                session.Leave();
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
            sessions.Close(session.Id);
        }
    }

    /// <param name="answered">Is called when all is answered, which may be long after the client hung up.</param>
    private static async Task AnswerAsync(
        HttpContext context, Conversation conversation, RpcText text, Func<RpcError, int?> status, CancellationToken end, Action? answered = null)
    {
        string header = HeaderCheck.VersionOf(context.Request);
        using var stream = new EventStream(context, status);
        Task answers = Task.WhenAll(
        [
            .. text.Messages.Select(message => conversation.TakeAsync(message, stream.SendAsync, header.Length == 0 ? null : header, end)),
            .. text.Problems.Select(stream.SendAsync),
        ]);
        _ = answers.ContinueWith(_ => answered?.Invoke(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (text.Problems.Count > 0 || text.Messages.Any(message => message is RpcRequest))
        {
            await stream.BeginSoonAsync(answers);
            await answers.WaitAsync(context.RequestAborted);
        }
        else
        {
            // A notification: there is nothing to say.
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    /// <summary>The session of a request, entered. Null for one that was refused.</summary>
    private async Task<HttpSession?> SessionAsync(HttpContext context, RpcMessage? message)
    {
        string id = SessionOf(context);
        bool isNew = id.Length == 0 && message is RpcRequest { Method: Methods.Initialize };
        HttpSession? session = isNew ? sessions.Open() : sessions.Enter(id);
        if (session is null)
        {
            await RefuseAsync(
                context,
                isNew ? HttpProblem.Of(StatusCodes.Status503ServiceUnavailable, $"Service Unavailable: {HttpSessions.Most} sessions are open and in use; close one, or try again later")
                : id.Length > 0 ? HttpProblem.NoSession
                : HttpProblem.Of(400, $"Bad Request: send initialize first, and then its {HeaderNames.Session} header, or {HeaderNames.Version}: {ProtocolVersions.Stateless}"),
                message);
        }
        else
        {
            context.Response.Headers[HeaderNames.Session] = session.Id;
        }

        return session;
    }

    private static string SessionOf(HttpContext context) => context.Request.Headers[HeaderNames.Session].ToString();

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        var body = new ArrayBufferWriter<byte>(context.Request.ContentLength is > 0 and < int.MaxValue and var length ? (int)length : 256);
        while (await context.Request.Body.ReadAsync(body.GetMemory(4096), context.RequestAborted) is > 0 and var read)
        {
            body.Advance(read);
        }

        return body.WrittenSpan.ToArray();
    }

    // SEP-2575 says some errors by HTTP's status too.
    private static int? Status(RpcError error) => error.Code switch
    {
        RpcCodes.MethodNotFound => StatusCodes.Status404NotFound,
        RpcCodes.MissingClientCapability or RpcCodes.UnsupportedProtocolVersion or RpcCodes.HeaderMismatch => StatusCodes.Status400BadRequest,
        _ => null,
    };

    private static HttpProblem NotAllowed(HttpContext context)
    {
        context.Response.Headers.Allow = "POST";
        return HttpProblem.Of(StatusCodes.Status405MethodNotAllowed, $"Method Not Allowed: protocol version {ProtocolVersions.Stateless} has POST alone");
    }

    private static Task RefuseAsync(HttpContext context, HttpProblem problem, RpcMessage? message = null) => RefuseAsync(context, problem.Status, problem.For(message));

    private static Task RefuseAsync(HttpContext context, int status, RpcError error)
    {
        context.Response.StatusCode = status;
        return context.BytesAsync(error.ToUtf8(), "application/json");
    }

    // Any page may send a text to any address without asking first; only with this type its browser asks.
    private static bool IsJson(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static bool Accepts(HttpRequest request, string type) => request.Headers.Accept.SelectMany(value => (value ?? "").Split(','))
        .Select(value => value.Split(';')[0].Trim())
        .Any(value => value == "*/*" || value.Equals(type, StringComparison.OrdinalIgnoreCase) || value.Equals(type[..type.IndexOf('/')] + "/*", StringComparison.OrdinalIgnoreCase));
}
