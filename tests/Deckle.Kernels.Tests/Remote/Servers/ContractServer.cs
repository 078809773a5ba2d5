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

    /// <summary>The bodies that came with it.</summary>
    public List<string> Bodies { get; } = [];

    /// <summary>Go with each answer.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Answers instead where it is not null.</summary>
    public Func<string, (int Status, string Type, string Body)?>? Answer { get; set; }

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
                using (var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8))
                {
                    Bodies.Add(await reader.ReadToEndAsync());
                }

                (int status, string type, string body) = Answer?.Invoke(asked) ?? answer(asked, context.Request.Headers["Authorization"]);
                foreach ((string name, string value) in Headers)
                {
                    context.Response.Headers[name] = value;
                }

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
