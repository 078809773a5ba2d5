using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Deckle.Tool.Tests.Browser;

/// <summary>
/// Debian's Chromium without a window, driven by its own DevTools protocol. (Playwright's package brings Node.js for five systems,
/// 800 MB, for what is two classes here.)
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Path = "/usr/bin/chromium";

    private readonly TemporaryFolder profile = new();
    private readonly ClientWebSocket socket = new();
    private readonly Dictionary<int, TaskCompletionSource<JsonNode>> calls = [];
    private readonly Dictionary<string, ChannelWriter<JsonNode>> sessions = [];
    private readonly SemaphoreSlim sending = new(1);
    private readonly Lock gate = new();
    private Process? process;
    private Task reading = Task.CompletedTask;
    private int lastCall;

    public async ValueTask InitializeAsync()
    {
        var start = new ProcessStartInfo(Path)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (string argument in (string[])
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--remote-debugging-port=0", $"--user-data-dir={profile.Path}", "about:blank",
        ])
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
        var address = new TaskCompletionSource<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith("DevTools listening on ", StringComparison.Ordinal) == true)
            {
                address.TrySetResult(line.Data["DevTools listening on ".Length..]);
            }
        };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        string uri = await address.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await socket.ConnectAsync(new Uri(uri), CancellationToken.None);
        reading = ReadAsync();
    }

    /// <summary>A new page of its own size and preferences.</summary>
    internal async Task<BrowserPage> OpenAsync()
    {
        JsonNode context = await CallAsync(null, "Target.createBrowserContext", []);
        JsonNode target = await CallAsync(null, "Target.createTarget", new() { ["url"] = "about:blank", ["browserContextId"] = context["browserContextId"]!.DeepClone(), ["width"] = 1200, ["height"] = 900 });
        JsonNode attached = await CallAsync(null, "Target.attachToTarget", new() { ["targetId"] = target["targetId"]!.DeepClone(), ["flatten"] = true });
        return await BrowserPage.AttachAsync(this, attached["sessionId"]!.GetValue<string>());
    }

    internal async Task<JsonNode> CallAsync(string? session, string method, JsonObject parameters)
    {
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        int id = Interlocked.Increment(ref lastCall);
        lock (gate)
        {
            calls[id] = answer;
        }

        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }

        return await answer.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>Sends the events of a session to a channel.</summary>
    internal void Listen(string session, ChannelWriter<JsonNode> events)
    {
        lock (gate)
        {
            sessions[session] = events;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await reading;
        socket.Dispose();
        sending.Dispose();
        profile.Dispose();
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                if (part.EndOfMessage)
                {
                    Receive(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
                    message.SetLength(0);
                }
            }
        }
        catch (WebSocketException)
        {
            // The browser has ended.
        }
    }

    private void Receive(JsonNode message)
    {
        lock (gate)
        {
            if (message["id"] is { } id && calls.Remove(id.GetValue<int>(), out TaskCompletionSource<JsonNode>? call))
            {
                if (message["error"] is { } error)
                {
                    call.SetException(new InvalidOperationException(error.ToJsonString()));
                }
                else
                {
                    call.SetResult(message["result"]!);
                }
            }
            else if (message["sessionId"] is { } session && sessions.TryGetValue(session.GetValue<string>(), out ChannelWriter<JsonNode>? events))
            {
                events.TryWrite(message);
            }
        }
    }
}
