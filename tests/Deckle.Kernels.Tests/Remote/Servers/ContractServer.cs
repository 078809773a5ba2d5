using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Deckle.Testing.Servers;

/// <summary>A web server on loopback that answers as a test tells it.</summary>
internal sealed class ContractServer : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Func<string, string?, (int Status, string Type, string Body)> answer;
    private readonly Task serving;

    /// <param name="answer">From <c>GET /api</c> and the Authorization header to status, content type and body. A redirect leads to the body.</param>
    public ContractServer(Func<string, string?, (int Status, string Type, string Body)> answer)
    {
        this.answer = answer;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        listener.Prefixes.Add(Url.ToString());
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Url { get; }

    /// <summary>What was asked, without headers.</summary>
    public List<string> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await listener.GetContextAsync();
                string asked = $"{context.Request.HttpMethod} {context.Request.RawUrl}";
                Asked.Add(asked);
                (int status, string type, string body) = answer(asked, context.Request.Headers["Authorization"]);
                context.Response.StatusCode = status;
                context.Response.ContentType = type;
                if (status is >= 300 and < 400)
                {
                    context.Response.RedirectLocation = body;
                }

                context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
