using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace Deckle.Kernels.Tests.Scripted;

/// <summary>The smallest client that shows what a <see cref="ScriptedKernel"/> does. Used from one thread.</summary>
internal sealed class TinyClient : IDisposable
{
    // Only a broken kernel lets a test wait this long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string key;
    private readonly string session = Guid.NewGuid().ToString("n");
    private readonly SubscriberSocket iopub = new();
    private readonly DealerSocket shell = new();
    private readonly DealerSocket control = new();
    private readonly DealerSocket stdin = new();
    private readonly RequestSocket heartbeat = new();

    private TinyClient(JsonObject connection)
    {
        key = connection["key"]!.GetValue<string>();
        string address = $"{connection["transport"]}://{connection["ip"]}:";
        iopub.Connect(address + connection["iopub_port"]);
        iopub.Subscribe("");
        foreach ((DealerSocket socket, string port) in new[] { (shell, "shell_port"), (control, "control_port"), (stdin, "stdin_port") })
        {
            // One identity, or an input_request does not find its way.
            socket.Options.Identity = System.Text.Encoding.ASCII.GetBytes(session);
            socket.Connect(address + connection[port]);
        }

        heartbeat.Connect(address + connection["hb_port"]);
    }

    /// <summary>Connects as a client must: iopub is subscribed before anything is asked.</summary>
    public static async Task<TinyClient> ConnectAsync(ScriptedKernel kernel)
    {
        var connection = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(kernel.ConnectionFile))!;
        var client = new TinyClient(connection);
        await kernel.Subscribed.WaitAsync(Patience);
        return client;
    }

    public string Execute(string code, bool stopOnError = true) => Send(shell, "execute_request", new JsonObject
    {
        ["code"] = code,
        ["silent"] = false,
        ["store_history"] = true,
        ["user_expressions"] = new JsonObject(),
        ["allow_stdin"] = true,
        ["stop_on_error"] = stopOnError,
    });

    public string Ask(string type) => Send(shell, type, []);

    public string Control(string type) => Send(control, type, new JsonObject { ["restart"] = false });

    public string Answer(string value) => Send(stdin, "input_reply", new JsonObject { ["value"] = value });

    public WireMessage Reply() => Receive(shell);

    public WireMessage ControlReply() => Receive(control);

    public WireMessage Question() => Receive(stdin);

    public WireMessage Published() => Receive(iopub);

    /// <summary>What is published up to the idle of a request, in short: <c>stream:text</c>, <c>status:busy</c>.</summary>
    public IReadOnlyList<string> PublishedUntilIdle(string request)
    {
        var all = new List<string>();
        while (true)
        {
            WireMessage message = Published();
            all.Add(Short(message));
            if (message.ParentId == request && all[^1] == "status:idle")
            {
                return all;
            }
        }
    }

    public byte[] Beat(byte[] pulse)
    {
        heartbeat.SendFrame(pulse);
        return heartbeat.TryReceiveFrameBytes(Patience, out byte[]? echo) ? echo : throw new TimeoutException("no heartbeat");
    }

    /// <summary>Frames on shell that need not be a message.</summary>
    public void SendRaw(params byte[][] frames) => shell.SendMultipartMessage(new NetMQMessage(frames));

    public void Dispose()
    {
        foreach (NetMQSocket socket in (NetMQSocket[])[iopub, shell, control, stdin, heartbeat])
        {
            socket.Options.Linger = TimeSpan.Zero;
            socket.Dispose();
        }
    }

    private string Send(DealerSocket socket, string type, JsonObject content)
    {
        var message = new WireMessage { Header = WireMessage.NewHeader(type, session), Content = content };
        socket.SendMultipartMessage(message.ToFrames(key));
        return message.Id;
    }

    private WireMessage Receive(NetMQSocket socket)
    {
        var frames = new NetMQMessage();
        while (socket.TryReceiveMultipartMessage(Patience, ref frames))
        {
            // What is forged or no message is for a client to ignore.
            if (WireMessage.Read(frames, key) is { } message)
            {
                return message;
            }
        }

        throw new TimeoutException("the kernel is silent");
    }

    private static string Short(WireMessage message) => message.Type switch
    {
        "status" => $"status:{message.Content["execution_state"]}",
        "stream" => $"{message.Content["name"]}:{message.Content["text"]}",
        "execute_input" => $"input:{message.Content["code"]}",
        "error" => $"error:{message.Content["ename"]}",
        "clear_output" => "clear_output",
        _ => $"{message.Type}:{message.Content["data"]?["text/plain"]}",
    };
}
