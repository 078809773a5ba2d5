using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

namespace Deckle.Tool.Serving;

/// <summary>
/// An HTTP server for one user of this machine. Who asks must name it rightly, come from its own pages or none, and know its token. Its
/// answers say to browsers that nothing is stored, guessed, framed or told on.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly IReadOnlyList<Endpoint> endpoints;
    private readonly HostCheck hosts;
    private readonly string prefix;
    private readonly EntryPage entry;

    private LoopbackServer(WebApplication application, IPAddress address, ServerOptions options, IReadOnlyList<Endpoint> endpoints)
    {
        this.application = application;
        Token = options.Token ?? AccessToken.Create();
        entry = new EntryPage(Token);
        this.endpoints = [.. endpoints, .. entry.Endpoints];
        hosts = new HostCheck(address);
        prefix = options.Root.TrimEnd('/');
    }

    public AccessToken Token { get; }

    public int Port { get; private set; }

    /// <summary>The server's root as a browser on this machine reaches it, with a slash at the end.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The address that lets a browser in. The token is in its fragment.</summary>
    public string EntryAddress => $"{Address}{EntryPage.Path.TrimStart('/')}#token={Token.Text}";

    /// <summary>Ends when the server is about to stop, for answers that would last as long as it.</summary>
    public CancellationToken Stopping => application.Lifetime.ApplicationStopping;

    /// <exception cref="DeckleException"><c>not-an-address</c>, <c>cannot-listen</c>.</exception>
    public static async Task<LoopbackServer> StartAsync(ServerOptions options, IReadOnlyList<Endpoint> endpoints, CancellationToken cancellationToken)
    {
        IPAddress address = Parse(options.Ip);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MostBytes;
            kestrel.Listen(address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        WebApplication application = builder.Build();
        var server = new LoopbackServer(application, address, options, endpoints);
        application.Run(server.HandleAsync);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            await application.DisposeAsync();
            throw ServerErrors.CannotListen(options.Ip, options.Port, (e.InnerException ?? e).Message.TrimEnd('.'));
        }

        server.Port = new Uri(application.Urls.First()).Port;
        server.Address = new UriBuilder(Uri.UriSchemeHttp, Reachable(address), server.Port, $"{server.prefix}/").Uri;
        return server;
    }

    /// <summary>Stops once the answers under way are given.</summary>
    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await application.StopAsync(soon.Token);
        await application.DisposeAsync();
    }

    private static IPAddress Parse(string ip) =>
        ip == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(ip, out IPAddress? address) ? address
        : throw ServerErrors.NoAddress(ip);

    // "Any" is no address to go to.
    private static string Reachable(IPAddress address) =>
        address.Equals(IPAddress.Any) ? "127.0.0.1" : address.Equals(IPAddress.IPv6Any) ? "[::1]"
        : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();

    private async Task HandleAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        context.Response.Headers.ContentSecurityPolicy = Answers.StrictPolicy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        string host = request.Host.Value ?? "";
        if (!hosts.Accepts(host))
        {
            await context.TextAsync(StatusCodes.Status403Forbidden, "HTTP 403: Forbidden (this server does not have that name)");
            return;
        }

        if (!HostCheck.AcceptsOrigin(request.Headers.Origin, host))
        {
            await context.TextAsync(StatusCodes.Status403Forbidden, "HTTP 403: Forbidden (the request comes from a foreign page)");
            return;
        }

        string path = request.Path.Value ?? "/";
        path = prefix.Length == 0 ? path : path.StartsWith($"{prefix}/", StringComparison.Ordinal) ? path[prefix.Length..] : "";
        Endpoint[] there = [.. endpoints.Where(endpoint => endpoint.IsAt(path))];
        Endpoint? asked = there.FirstOrDefault(endpoint => endpoint.Method == request.Method);
        if (asked is not { IsOpen: true } && !Token.IsIn(request.Headers.Authorization) && !Token.Is(request.Cookies[EntryPage.Cookie(context)]))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await context.TextAsync(StatusCodes.Status401Unauthorized, "HTTP 401: Unauthorized (open the address that the program printed, or send its token)");
        }
        else if (asked is null)
        {
            int status = there.Length == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed;
            await context.TextAsync(status, there.Length == 0 ? "HTTP 404: Not Found" : "HTTP 405: Method Not Allowed");
        }
        else
        {
            await AnswerAsync(context, asked);
        }
    }

    private static async Task AnswerAsync(HttpContext context, Endpoint endpoint)
    {
        try
        {
            await endpoint.Answer(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await context.TextAsync(e.StatusCode, $"HTTP {e.StatusCode}: {e.Message}");
        }
        catch (DeckleException e) when (!context.Response.HasStarted)
        {
            int status = e.Code == "bad-request" ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity;
            await context.TextAsync(status, $"HTTP {status}: {(status == StatusCodes.Status400BadRequest ? "Bad Request" : "Unprocessable Entity")} ({e.Message})");
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            // The server goes on; what failed is one answer, and it says so.
            await context.TextAsync(StatusCodes.Status500InternalServerError, $"HTTP 500: Internal Server Error ({e.GetType().Name}: {e.Message})");
        }
    }
}
