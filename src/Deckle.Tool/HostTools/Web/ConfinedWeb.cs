using System.Net;
using System.Net.Sockets;
using Deckle.Tool.HostTools.Policy;

namespace Deckle.Tool.HostTools.Web;

/// <summary>
/// Fetches pages from the hosts of a policy. A name is looked up once, its addresses are checked, and the connection goes to one of those: a name that
/// means another address a moment later gains nothing. Each redirect is checked like a first address.
/// </summary>
internal sealed class ConfinedWeb(ToolPolicy policy) : IDisposable
{
    private const int MostRedirects = 5;

    private readonly Lazy<HttpClient> client = new(() => NewClient(policy));

    /// <exception cref="DeckleException"><c>host-tool-denied</c>, <c>host-tool-argument</c>.</exception>
    public void Check(Uri address)
    {
        if (address.Scheme is not ("http" or "https"))
        {
            throw HostToolCallErrors.Denied($"only addresses of http and https are fetched, not of {address.Scheme}", "fetch a web page");
        }

        if (address.UserInfo.Length > 0)
        {
            throw HostToolCallErrors.Denied("the address holds a user name or a password", "leave them out");
        }

        if (!policy.Domains.Any(pattern => pattern.Matches(address)))
        {
            throw HostToolCallErrors.Denied(
                $"{address.Authority} is not on the policy's list of domains",
                policy.Domains.Count == 0 ? "list it in tools.toml: [web] domains = [\"example.org\"]" : $"allowed are: {string.Join(", ", policy.Domains.Select(pattern => pattern.Text))}");
        }
    }

    /// <param name="isTrusted">Whether the address comes from the policy itself, and needs not be on its list.</param>
    public async Task<WebPage> FetchAsync(Uri address, IEnumerable<KeyValuePair<string, string>> headers, bool isTrusted, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            if (!isTrusted || redirects > 0)
            {
                Check(address);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Options.Set(Trusted, isTrusted && redirects == 0);
            foreach ((string name, string value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using HttpResponseMessage response = await SendAsync(request, cancellationToken);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return await WebPage.ReadAsync(address, response, policy.MostWebBytes, cancellationToken);
            }

            if (redirects == MostRedirects)
            {
                throw HostToolCallErrors.CouldNot($"web_fetch: {address.Authority}", $"more than {MostRedirects} redirects");
            }

            var next = new Uri(address, location);
            if (address.Scheme == "https" && next.Scheme == "http")
            {
                throw HostToolCallErrors.Denied($"{address.Authority} redirects from https to http", "fetch the address that it leads to, if it is meant");
            }

            // What was meant for one host, such as a token, is not for another.
            headers = next.Authority == address.Authority ? headers : [];
            address = next;
        }
    }

    public void Dispose()
    {
        if (client.IsValueCreated)
        {
            client.Value.Dispose();
        }
    }

    private static HttpRequestOptionsKey<bool> Trusted { get; } = new("deckle.trusted");

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            for (Exception? inner = e; inner is not null; inner = inner.InnerException)
            {
                if (inner is DeckleException denied)
                {
                    throw denied;
                }
            }

            throw HostToolCallErrors.CouldNot($"web_fetch: {request.RequestUri!.Authority}", e.InnerException?.Message ?? e.Message);
        }
    }

    private static HttpClient NewClient(ToolPolicy policy)
    {
#pragma warning disable CA2000 // The client disposes it.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,

            // A proxy would look names up by itself, unchecked.
            UseProxy = false,
            ConnectCallback = (context, token) => ConnectAsync(policy, context, token),
        };
#pragma warning restore CA2000
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("deckle");
        return client;
    }

    private static async ValueTask<Stream> ConnectAsync(ToolPolicy policy, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Uri address = context.InitialRequestMessage.RequestUri!;
        bool isTrusted = context.InitialRequestMessage.Options.TryGetValue(Trusted, out bool trusted) && trusted;
        IPAddress[] found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        if (!isTrusted && !policy.PrivateDomains.Any(pattern => pattern.Matches(address)) && Array.Find(found, PrivateAddresses.Has) is { } inside)
        {
            throw HostToolCallErrors.Denied(
                $"{context.DnsEndPoint.Host} is at {inside}, which is not on the public Internet", "if it is meant, list it in tools.toml: [web] private = [\"…\"]");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
