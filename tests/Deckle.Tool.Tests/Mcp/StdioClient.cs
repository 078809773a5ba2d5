using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>A client of <c>deckle mcp</c> over its stdin and stdout, of the revision 2025-11-25.</summary>
internal sealed class StdioClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> open = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly Task reading;
    private readonly Task<string> stderr;
    private int last;

    private StdioClient(Process process)
    {
        this.process = process;
        stderr = process.StandardError.ReadToEndAsync();
        reading = ReadAsync();
    }

    public ConcurrentQueue<JsonObject> Notifications { get; } = new();

    /// <summary>Lines of stdout that are no messages.</summary>
    public ConcurrentQueue<string> Strays { get; } = new();

    public JsonObject Server { get; private set; } = [];

    /// <summary>The most memory that the server had so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            string line = File.ReadLines($"/proc/{process.Id}/status").Single(each => each.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
        }
    }

    public static async Task<StdioClient> StartAsync(string folder, params (string Name, string Value)[] environment)
    {
        StdioClient client = Silent(folder, environment);
        JsonObject initialize = new() { ["protocolVersion"] = "2025-11-25", ["capabilities"] = new JsonObject(), ["clientInfo"] = new JsonObject { ["name"] = "tests", ["version"] = "1" } };
        client.Server = (await client.AskAsync("initialize", initialize))["result"]!.AsObject();
        await client.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
        return client;
    }

    /// <summary>A client that has said nothing yet.</summary>
    public static StdioClient Silent(string folder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal", DeckleBinary.Path, "mcp", "--root", folder])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new StdioClient(Process.Start(start)!);
    }

    /// <summary>The whole answer: <c>result</c> or <c>error</c>.</summary>
    public async Task<JsonObject> AskAsync(string method, JsonObject? parameters = null) => await (await BeginAsync(method, parameters)).Answer.WaitAsync(Patience);

    public async Task<(int Id, Task<JsonObject> Answer)> BeginAsync(string method, JsonObject? parameters)
    {
        int id = Interlocked.Increment(ref last);
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        open[id] = answer;
        await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] });
        return (id, answer.Task);
    }

    /// <summary>Calls a tool.</summary>
    /// <param name="arguments">A JSON object.</param>
    /// <returns>Its result.</returns>
    public async Task<JsonObject> CallAsync(string tool, string arguments = "{}")
    {
        JsonObject answer = await AskAsync("tools/call", Call(tool, arguments));
        Assert.True(answer.ContainsKey("result"), answer.ToJsonString());
        return answer["result"]!.AsObject();
    }

    /// <summary>Calls a tool that must not fail.</summary>
    /// <returns>Its structured answer.</returns>
    public async Task<JsonObject> UseAsync(string tool, string arguments = "{}")
    {
        JsonObject result = await CallAsync(tool, arguments);
        Assert.False(result["isError"]?.GetValue<bool>() ?? false, result.ToJsonString());
        return result["structuredContent"]!.AsObject();
    }

    /// <summary>Calls a tool that must fail.</summary>
    /// <returns>Its structured error.</returns>
    public async Task<JsonObject> FailAsync(string tool, string arguments)
    {
        JsonObject result = await CallAsync(tool, arguments);
        Assert.True(result["isError"]?.GetValue<bool>(), result.ToJsonString());
        return result["structuredContent"]!["error"]!.AsObject();
    }

    public static JsonObject Call(string tool, string arguments) => new() { ["name"] = tool, ["arguments"] = JsonNode.Parse(arguments) };

    public async Task SendAsync(JsonObject message)
    {
        await writing.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(message.ToJsonString());
            await process.StandardInput.FlushAsync();
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Ends the server without a word.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        await reading;
    }

    /// <summary>Ends the server by a signal.</summary>
    /// <param name="signal">As <c>kill</c> names it.</param>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("/bin/kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Leaves, as clients do: by closing stdin.</summary>
    public async Task<ProcessOutcome> LeaveAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        await reading;
        return new ProcessOutcome(process.ExitCode, string.Join('\n', Strays), await stderr);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
        writing.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            JsonObject? message = Parse(line);
            if (message is null)
            {
                Strays.Enqueue(line);
            }
            else if (message["id"] is { } id && open.TryRemove(int.Parse(id.ToJsonString(), CultureInfo.InvariantCulture), out TaskCompletionSource<JsonObject>? answer))
            {
                answer.SetResult(message);
            }
            else
            {
                Notifications.Enqueue(message);
            }
        }
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject message && message["jsonrpc"]?.GetValue<string>() == "2.0" ? message : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
