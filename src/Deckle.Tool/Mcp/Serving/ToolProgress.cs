using Deckle.Json;
using Deckle.Tool.Mcp.Protocol;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>
/// Tells a client that asked for it how far a call is, and now and then that it goes on: clients give up on what is silent. Each number is
/// above the one before, as the protocol wants it.
/// </summary>
internal sealed class ToolProgress : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly Func<RpcMessage, Task> send;
    private readonly JsonValue token;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private Task sent = Task.CompletedTask;
    private double last;
    private double? total;
    private string message = "working";
    private bool isOver;

    /// <param name="token">What the client knows its call by.</param>
    public ToolProgress(Func<RpcMessage, Task> send, JsonValue token, TimeProvider time)
    {
        this.send = send;
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
            JsonObject value = JsonObject.Of(("progressToken", token), ("progress", last));
            value = of is { } whole ? value.With("total", whole) : value;
            sent = SendAsync(sent, new RpcNotification(Methods.Progress, value.With("message", what)));
        }
    }

    private async Task SendAsync(Task before, RpcNotification notification)
    {
        await before;
        await send(notification);
    }
}
