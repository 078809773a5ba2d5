using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Deckle.Json;
using Deckle.Tool.Mcp.Protocol;

namespace Deckle.Tool.HostTools.Servers;

/// <summary>An MCP server at an address: each message is a POST, answered by JSON or by a stream of events ("Streamable HTTP").</summary>
internal sealed class McpWeb(Uri address, IReadOnlyDictionary<string, string> headers) : IMcpTransport
{
    // Redirects are not followed: the headers hold a token that is meant for this address.
    private readonly HttpMessageInvoker invoker = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly TaskCompletionSource<string> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? session;

    public Action<RpcMessage>? Received { get; set; }

    public Task<string> Closed => closed.Task;

    public string? Version { get; set; }

    public async Task SendAsync(RpcMessage message, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(HttpMethod.Post);
        request.Content = new ByteArrayContent(message.ToUtf8()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (ProtocolVersions.IsStateless(Version))
        {
            Describe(request, message);
        }

        try
        {
            using HttpResponseMessage response = await invoker.SendAsync(request, cancellationToken);
            await TakeAsync(message, response, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (session is not null)
        {
            using HttpRequestMessage request = Request(HttpMethod.Delete);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                using HttpResponseMessage response = await invoker.SendAsync(request, patience.Token);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // It ends by its own clock.
            }
        }

        closed.TrySetResult("the conversation is over");
        invoker.Dispose();
    }

    private HttpRequestMessage Request(HttpMethod method)
    {
        var request = new HttpRequestMessage(method, address);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        Set(request, HeaderNames.Session, session);
        Set(request, HeaderNames.Version, Version);
        return request;
    }

    // Proxies decide by the headers (SEP-2243).
    private static void Describe(HttpRequestMessage request, RpcMessage message)
    {
        (string? method, JsonObject parameters) = message switch
        {
            RpcRequest asked => (asked.Method, asked.Params),
            RpcNotification told => (told.Method, told.Params),
            _ => (null, JsonObject.Empty),
        };
        string? name = parameters.GetText("name") ?? parameters.GetText("uri");
        bool isPlain = name is null || (name.All(letter => letter is > ' ' and <= '~') && !name.StartsWith("=?", StringComparison.Ordinal));
        Set(request, HeaderNames.Method, method);
        Set(request, HeaderNames.Name, isPlain ? name : $"=?base64?{Convert.ToBase64String(Encoding.UTF8.GetBytes(name!))}?=");
    }

    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private async Task TakeAsync(RpcMessage message, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Headers.TryGetValues(HeaderNames.Session, out IEnumerable<string>? given))
        {
            session = given.First();
        }

        string? type = response.Content.Headers.ContentType?.MediaType;
        using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (response.IsSuccessStatusCode && type == "text/event-stream")
        {
            await EventsAsync(message as RpcRequest, body, cancellationToken);
            return;
        }

        using var content = new MemoryStream();
        await body.CopyToAsync(content, cancellationToken);
        RpcMessage? answer = type == "application/json" && RpcText.Read(content.ToArray()).Messages is [var first, ..] ? first : null;
        if (answer is not null)
        {
            // A refusal of HTTP may have no id: it is the answer to what was sent.
            Received?.Invoke(answer is RpcError error && message is RpcRequest request ? error with { Id = request.Id } : answer);
        }
        else if (response.StatusCode == HttpStatusCode.NotFound && session is not null)
        {
            closed.TrySetResult("its session has ended");
            throw new IOException("its session has ended");
        }
        else if (!response.IsSuccessStatusCode)
        {
            // Bodies of other kinds are not shown: who knows what they hold.
            throw new IOException($"it answers {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
        }
        else if (message is RpcRequest)
        {
            throw new IOException("it answers with something else than JSON");
        }
    }

    // The stream may go on after the answer; nobody waits for that.
    private async Task EventsAsync(RpcRequest? request, Stream body, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body, Encoding.UTF8);
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                data.Append(data.Length > 0 ? "\n" : "").Append(line.AsSpan(line.StartsWith("data: ", StringComparison.Ordinal) ? 6 : 5));
            }
            else if (line.Length == 0 && data.Length > 0)
            {
                IReadOnlyList<RpcMessage> messages = RpcText.Read(Encoding.UTF8.GetBytes(data.ToString())).Messages;
                data.Clear();
                foreach (RpcMessage message in messages)
                {
                    Received?.Invoke(message);
                    if (((message as RpcResult)?.Id ?? (message as RpcError)?.Id) is { } id && id == request?.Id)
                    {
                        return;
                    }
                }
            }
        }

        if (request is not null)
        {
            throw new IOException("it ended its answer too soon");
        }
    }
}
