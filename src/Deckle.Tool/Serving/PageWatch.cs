using Microsoft.AspNetCore.Http;

namespace Deckle.Tool.Serving;

/// <summary>
/// Knows whether a page is still open somewhere: each holds a connection. A page that is loaded anew is away for a moment, so that it
/// counts as closed only after a while.
/// </summary>
internal sealed class PageWatch(TimeProvider time, TimeSpan patience) : IDisposable
{
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private ITimer? timer;
    private int open;

    /// <summary>Ends when pages were open and all are closed.</summary>
    public Task Closed => closed.Task;

    /// <summary>The connection: an event stream without events.</summary>
    public async Task HoldAsync(HttpContext context, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": open\n\n", end.Token);
        await context.Response.Body.FlushAsync(end.Token);
        Enter();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The page or the server has gone.
        }
        finally
        {
            Leave();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            timer?.Dispose();
        }
    }

    internal void Enter()
    {
        lock (gate)
        {
            open++;
            timer?.Dispose();
            timer = null;
        }
    }

    internal void Leave()
    {
        lock (gate)
        {
            if (--open == 0)
            {
                timer = time.CreateTimer(_ => closed.TrySetResult(), null, patience, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
