using System.Net.Http.Headers;

namespace Deckle.Stores.Tests.Servers;

/// <summary>
/// Stands before an S3 server that knows no conditional writes and keeps them, as Amazon describes it ("How to prevent object overwrites
/// with conditional writes"): 412 for a PUT, or the completion of a multipart upload, whose <c>If-None-Match: *</c> or <c>If-Match</c> does not hold.
/// </summary>
public sealed class ConditionGate : IAsyncDisposable
{
    private readonly string behind;
    private readonly HttpClient client = new();
    private readonly SemaphoreSlim turn = new(1);

    public ConditionGate(string behind)
    {
        this.behind = behind;
        Server = new WebServer(AnswerAsync);
    }

    public WebServer Server { get; }

    /// <summary>Asked before each request; an answer goes out instead of the server's.</summary>
    public Func<WebRequest, WebAnswer?> Fault { get; set; } = _ => null;

    /// <summary>Asked after each request that the server has carried out; an answer goes out instead of its own.</summary>
    public Func<WebRequest, WebAnswer?> Loss { get; set; } = _ => null;

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        client.Dispose();
        turn.Dispose();
    }

    private async Task<WebAnswer> AnswerAsync(WebRequest request)
    {
        if (Fault(request) is { } fault)
        {
            return fault;
        }

        bool isConditional = request.Header("If-None-Match") is not null || (request.Header("If-Match") is not null && request.Method is "PUT" or "POST");
        if (!isConditional)
        {
            return Loss(request) ?? await PassAsync(request);
        }

        await turn.WaitAsync();
        try
        {
            using HttpResponseMessage found = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"{behind}{request.Path}"));
            string? tag = found.IsSuccessStatusCode ? found.Headers.ETag?.Tag : null;
            bool holds = request.Header("If-Match") is { } wanted ? wanted == tag : tag is null;
            if (!holds)
            {
                return WebAnswer.Of("<Error><Code>PreconditionFailed</Code></Error>") with { Status = 412 };
            }

            WebAnswer answered = await PassAsync(request);
            return Loss(request) ?? answered;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<WebAnswer> PassAsync(WebRequest request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), $"{behind}{request.Target}");
        if (request.Method is "PUT" or "POST")
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.ContentType = request.Header("Content-Type") is { } type ? MediaTypeHeaderValue.Parse(type) : null;
        }

        foreach ((string name, string value) in request.Headers.Where(header => header.Key is not ("Host" or "Content-Length" or "Content-Type" or "If-Match" or "If-None-Match")))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await client.SendAsync(message);
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        (string, string)[] headers =
        [
            .. response.Headers.Concat(response.Content.Headers)
                .Where(header => header.Key is "ETag" or "Content-Range" or "Content-Type" || (header.Key == "Content-Length" && request.Method == "HEAD"))
                .Select(header => (header.Key, string.Join(',', header.Value))),
        ];
        return new WebAnswer((int)response.StatusCode) { Body = body, Headers = headers };
    }
}
