using System.Globalization;
using System.Net;

namespace Deckle.Stores.Transfer;

/// <summary>Sends requests that may safely be repeated, again where the network or the server failed.</summary>
internal sealed class HttpTransport(StoreOptions options) : IDisposable
{
    // Signed requests follow no redirect: their headers are secrets that are meant for one server.
    private readonly Lazy<HttpMessageInvoker> signed = new(() => Client(follows: false, usesProxy: true));
    private readonly Lazy<HttpMessageInvoker> open = new(() => Client(follows: true, usesProxy: true));
    private readonly Lazy<HttpMessageInvoker> near = new(() => Client(follows: false, usesProxy: false));

    public StoreOptions Options { get; } = options;

    private TimeProvider Time => Options.Time;

    /// <param name="make">Makes the request, once for each attempt: signatures hold the time.</param>
    /// <param name="size">How much the request carries, which gives it time.</param>
    /// <param name="follows">Whether redirects are followed.</param>
    /// <returns>The answer, whatever it says, unless that is "try again"; its content is not read yet.</returns>
    /// <exception cref="DeckleException"><c>store-unavailable</c>.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        Func<CancellationToken, ValueTask<HttpRequestMessage>> make, StoreAddress address, long size = 0, bool follows = false, CancellationToken cancellationToken = default)
    {
        for (int attempt = 1; ; attempt++)
        {
            (string why, Exception? cause, TimeSpan? asked) = ("", null, null);
            using HttpRequestMessage request = await make(cancellationToken).ConfigureAwait(false);
            try
            {
                HttpResponseMessage response = await OnceAsync(follows ? open.Value : signed.Value, request, Patience(size), cancellationToken).ConfigureAwait(false);
                if (!IsTransient(response.StatusCode))
                {
                    return response;
                }

                asked = RetryAfter(response);
                why = string.Create(CultureInfo.InvariantCulture, $"it answers {(int)response.StatusCode} {Word(response.StatusCode)}");
                response.Dispose();
            }
            catch (Exception e) when (Interruption(e, cancellationToken) is { } reason)
            {
                (why, cause) = (reason, e);
            }

            if (attempt >= Options.Retry.Attempts || asked > Options.Retry.MaxRetryAfter)
            {
                throw StoreErrors.Unavailable(address, $"{request.RequestUri!.Host}:{request.RequestUri.Port}", why, attempt, asked, cause);
            }

            TimeSpan delay = Options.Retry.Delay(attempt);
            await Task.Delay(asked > delay ? asked.Value : delay, Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks a metadata service of the machine; null when there is none.</summary>
    public async Task<HttpResponseMessage?> AskNearAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await OnceAsync(near.Value, request, Options.Retry.MetadataPatience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Interruption(e, cancellationToken) is not null)
        {
            return null;
        }
    }

    /// <summary>Reads what a server sends, for as long as it does not fall silent.</summary>
    public async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Options.Retry.Patience, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        return await stream.ReadAsync(buffer, either.Token).ConfigureAwait(false);
    }

    /// <summary>Why a transfer stopped, if it was not the caller who stopped it and trying again may help; else null.</summary>
    public static string? Interruption(Exception e, CancellationToken cancellationToken) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name is not known here",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection (TLS) with it comes about",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "it cannot be connected to",
        HttpRequestException or IOException => "the connection broke",
        OperationCanceledException when !cancellationToken.IsCancellationRequested => "it is silent",
        _ => null,
    };

    public void Dispose()
    {
        foreach (Lazy<HttpMessageInvoker> client in (ReadOnlySpan<Lazy<HttpMessageInvoker>>)[signed, open, near])
        {
            if (client.IsValueCreated)
            {
                client.Value.Dispose();
            }
        }
    }

    private static HttpMessageInvoker Client(bool follows, bool usesProxy) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = follows,
        UseProxy = usesProxy,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(15),
    });

    private async Task<HttpResponseMessage> OnceAsync(HttpMessageInvoker client, HttpRequestMessage request, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(patience, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        request.Headers.TryAddWithoutValidation("User-Agent", "deckle");
        return await client.SendAsync(request, either.Token).ConfigureAwait(false);
    }

    // A megabyte takes ten seconds on a line of 100 kB/s; nobody works over a slower one.
    private TimeSpan Patience(long size) => Options.Retry.Patience + TimeSpan.FromSeconds(size / 100_000d);

    private static bool IsTransient(HttpStatusCode status) => status is
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - Time.GetUtcNow() is { Ticks: > 0 } wait => wait,
        _ => null,
    };

    private static string Word(HttpStatusCode status) => status switch
    {
        HttpStatusCode.RequestTimeout => "Request Timeout",
        HttpStatusCode.TooManyRequests => "Too Many Requests",
        HttpStatusCode.InternalServerError => "Internal Server Error",
        HttpStatusCode.BadGateway => "Bad Gateway",
        HttpStatusCode.ServiceUnavailable => "Service Unavailable",
        _ => "Gateway Timeout",
    };
}
