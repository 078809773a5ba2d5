using Deckle.Tool.Mcp.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>The answer to one request over HTTP: messages as server-sent events, until the client has gone or the last was sent.</summary>
/// <param name="statusOf">The status that a first message asks for, where that is an error which is an answer by itself.</param>
internal sealed class EventStream(HttpContext context, Func<RpcError, int?> statusOf) : IDisposable
{
    // By then an error that HTTP's status tells too would have come; a client must know that its request is taken.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim writing = new(1, 1);
    private bool isOpen = true;

    /// <summary>Begins the answer if nothing was said for a moment.</summary>
    public async Task BeginSoonAsync(Task answer)
    {
        if (await Task.WhenAny(answer, Task.Delay(Grace, context.RequestAborted)) != answer)
        {
            await WriteAsync(() => context.Response.HasStarted ? Task.CompletedTask : BeginAsync());
        }
    }

    /// <summary>Begins the answer now.</summary>
    public Task BeginAsync()
    {
        HttpResponse response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.ContentEncoding = "identity";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return response.Body.FlushAsync(context.RequestAborted);
    }

    public Task SendAsync(RpcMessage message) => WriteAsync(async () =>
    {
        HttpResponse response = context.Response;
        byte[] json = message.ToUtf8();
        if (!response.HasStarted && message is RpcError error && statusOf(error) is { } status)
        {
            response.StatusCode = status;
            response.ContentType = "application/json";
            await response.Body.WriteAsync(json, context.RequestAborted);
            return;
        }

        if (!response.HasStarted)
        {
            await BeginAsync();
        }

        await response.Body.WriteAsync((byte[])[.. "event: message\ndata: "u8, .. json, .. "\n\n"u8], context.RequestAborted);
        await response.Body.FlushAsync(context.RequestAborted);
    });

    /// <summary>Waits for what is being written; what comes later goes nowhere.</summary>
    public void Dispose()
    {
        writing.Wait();
        isOpen = false;
        writing.Release();
    }

    private async Task WriteAsync(Func<Task> write)
    {
        await writing.WaitAsync();
        try
        {
            if (isOpen)
            {
                await write();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone; the request knows it too.
            isOpen = false;
        }
        finally
        {
            writing.Release();
        }
    }
}
