using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using Deckle.Json;

namespace Deckle.Kernels.Remote;

/// <summary>
/// Requests to one server. The token goes into a header and nowhere else, and redirects are not followed: what it opens is meant for this server alone,
/// and to an API a redirect is an answer, "log in" or "the hub's server does not run".
/// </summary>
internal sealed class ServerCalls : IDisposable
{
    private readonly JupyterServerOptions options;
    private readonly HttpMessageInvoker invoker;
    private volatile string? token;

    public ServerCalls(JupyterServerOptions options)
    {
        this.options = options;
        token = options.Token;
        invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.ConnectTimeout,
            UseProxy = !options.Url.IsLoopback,
        });
    }

    /// <summary>The token; another one may take its place while it is used.</summary>
    public string? Token
    {
        get => token;
        set => token = value;
    }

    /// <summary>Sends a request and reads the whole answer, whatever its status.</summary>
    /// <param name="path">Below the base address, escaped: <c>api/kernels</c>.</param>
    /// <param name="limit">How long it may take; null for the usual time.</param>
    /// <exception cref="DeckleException"><c>server-unreachable</c>, <c>server-tls-failed</c>, <c>server-not-jupyter</c>: there was no answer at all.</exception>
    public async Task<ServerAnswer> SendAsync(
        HttpMethod method, string path, JsonObject? body = null, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        using HttpRequestMessage request = Request(method, path, "application/json");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonWriter.ToUtf8(body, JsonWriterOptions.Compact));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var patience = new CancellationTokenSource(limit ?? options.RequestTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await invoker.SendAsync(request, either.Token).ConfigureAwait(false);
            byte[] content = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            return new ServerAnswer((int)response.StatusCode, Json(content)) { RetryAfter = RetryAfter(response), IsToLogin = IsToLogin(response) };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw RemoteErrors.From(e, options.Url);
        }
    }

    /// <summary>Asks for an answer that comes bit by bit, as server-sent events do.</summary>
    /// <returns>The answer with its body not read yet.</returns>
    /// <exception cref="DeckleException">There was no answer at all.</exception>
    public async Task<HttpResponseMessage> OpenAsync(string path, string mediaType, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, path, mediaType);
        using var patience = new CancellationTokenSource(options.RequestTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await invoker.SendAsync(request, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw RemoteErrors.From(e, options.Url);
        }
    }

    /// <summary>The same as <see cref="SendAsync"/>, and every answer that is not good is an error.</summary>
    /// <param name="what">What the server should do, as it follows "cannot": <c>start the kernel</c>.</param>
    public async Task<ServerAnswer> AskAsync(
        HttpMethod method, string path, string what, JsonObject? body = null, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        Good(await SendAsync(method, path, body, limit, cancellationToken).ConfigureAwait(false), what);

    /// <exception cref="DeckleException">What the status means.</exception>
    public ServerAnswer Good(ServerAnswer answer, string what)
    {
        string message = answer.Message(token);
        return answer.Status switch
        {
            >= 200 and < 300 => answer,
            >= 300 and < 400 when answer.IsToLogin => throw RemoteErrors.WantsPassword(options.Url, answer.Status),
            >= 300 and < 400 => throw RemoteErrors.Redirected(options.Url, answer.Status),

            // A gateway that has all the kernels it may have, or that lists none, says so with 403 and a reason.
            403 when message.Contains("limit", StringComparison.OrdinalIgnoreCase) || message.Contains("list", StringComparison.OrdinalIgnoreCase) =>
                throw RemoteErrors.Refused(options.Url, what, answer.Status, message),
            401 or 403 => throw RemoteErrors.TokenRefused(options.Url, answer.Status, token is not null),
            424 => throw RemoteErrors.HubServerStopped(options.Url, answer.Status),
            404 when answer.Json is null => throw RemoteErrors.NotJupyter(options.Url, "there is no such page"),
            >= 500 => throw RemoteErrors.Failed(options.Url, what, answer.Status, message),
            _ => throw RemoteErrors.Refused(options.Url, what, answer.Status, message),
        };
    }

    /// <summary>Opens a WebSocket.</summary>
    /// <param name="path">Below the base address, escaped.</param>
    /// <returns>The open socket, or null and the HTTP status that was answered instead, 0 for none.</returns>
    public async Task<(ClientWebSocket? Socket, int Status, string Why)> OpenSocketAsync(
        string path, string subprotocol, TimeSpan keepAlive, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(new Uri(options.Url, path)) { Scheme = options.Url.Scheme == "https" ? "wss" : "ws" };
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = keepAlive;
        socket.Options.KeepAliveTimeout = keepAlive;
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.AddSubProtocol(subprotocol);
        Authorize((name, value) => socket.Options.SetRequestHeader(name, value));
        using var patience = new CancellationTokenSource(options.RequestTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(address.Uri, invoker, either.Token).ConfigureAwait(false);
            return (socket, (int)HttpStatusCode.SwitchingProtocols, "");
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            int status = (int)socket.HttpStatusCode;
            socket.Dispose();
            return (null, status, RemoteErrors.From(e, options.Url).Message);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => invoker.Dispose();

    // "token" and not "Bearer", which jupyter_server 1 and Kernel Gateway do not know.
    private void Authorize(Action<string, string> add)
    {
        if (token is { } secret)
        {
            add("Authorization", $"token {secret}");
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string mediaType)
    {
        var request = new HttpRequestMessage(method, new Uri(options.Url, path));
        Authorize((name, value) => request.Headers.TryAddWithoutValidation(name, value));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        return request;
    }

    // Jupyter's own page, also behind another base address, and that of a hub.
    private static bool IsToLogin(HttpResponseMessage response) =>
        response.Headers.Location is { } place && place.OriginalString.Split('?', '#')[0].TrimEnd('/').EndsWith("/login", StringComparison.Ordinal);

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - options.Time.GetUtcNow(),
        _ => null,
    };

    private static JsonValue? Json(byte[] content)
    {
        try
        {
            return content.Length == 0 ? null : JsonReader.Read(content);
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }
}
