using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>
/// Tells a client that asked for it how far a call is, and now and then that it goes on: clients give up on what is silent. Each number is
/// above the one before, as the protocol wants it.
/// </summary>
internal sealed class ToolProgress : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly McpServer server;
    private readonly ProgressToken token;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private Task sent = Task.CompletedTask;
    private double last;
    private double? total;
    private string message = "working";
    private bool isOver;

    public ToolProgress(McpServer server, ProgressToken token, TimeProvider time)
    {
        this.server = server;
        this.token = token;
        timer = time.CreateTimer(_ => Tell(null, total, message), null, Every, Every);
    }

    public void Take(double done, double? of, string what) => Tell(done, of, what);

    /// <summary>Nothing may come behind the answer.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isOver = true;
        }

        await timer.DisposeAsync();
        await sent;
    }

    private void Tell(double? done, double? of, string what)
    {
        lock (gate)
        {
            if (isOver)
            {
                return;
            }

            last = done > last ? done.Value : last + 1e-3;
            total = of;
            message = what;
            var value = new ProgressNotificationValue { Progress = (float)last, Total = (float?)of, Message = what };
            sent = SendAsync(sent, value);
        }
    }

    private async Task SendAsync(Task before, ProgressNotificationValue value)
    {
        await before;
        try
        {
            await server.NotifyProgressAsync(token, value);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException or ObjectDisposedException)
        {
            // Who listened has gone; the call is cancelled by its own way.
        }
    }
}
