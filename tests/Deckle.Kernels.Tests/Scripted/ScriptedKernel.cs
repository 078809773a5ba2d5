using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace Deckle.Kernels.Tests.Scripted;

/// <summary>
/// A Jupyter kernel that plays a script, on NetMQ: a peer that shares no line with the client it tests. Its sockets live on a thread of their own;
/// it waits for messages and gates, never for time.
/// </summary>
internal sealed class ScriptedKernel : IAsyncDisposable
{
    private const string Loopback = "tcp://127.0.0.1";

    private readonly KernelScript script;
    private readonly string session = Guid.NewGuid().ToString("n");
    private readonly string folder = Directory.CreateTempSubdirectory("deckle-scripted-").FullName;

    private readonly RouterSocket shell = new();
    private readonly RouterSocket control = new();
    private readonly RouterSocket stdin = new();
    private readonly XPublisherSocket iopub = new();
    private readonly ResponseSocket heartbeat = new();
    private readonly NetMQQueue<Action> posted = new();
    private readonly NetMQPoller poller;
    private readonly Lock gate = new();
    private bool isOver;

    private readonly TaskCompletionSource subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ReceivedMessages received = new();

    // The kernel's state; only its thread touches it.
    private readonly Queue<WireMessage> waiting = new();
    private readonly List<WireMessage> executed = [];
    private WireMessage? request;
    private Queue<Step> steps = new();
    private bool isHeld;
    private bool isAsking;
    private bool isDead;
    private int holds;
    private string answer = "";
    private int executionCount;
    private int ignoredKernelInfos;

    private ScriptedKernel(KernelScript script)
    {
        this.script = script;
        int[] ports = [.. new NetMQSocket[] { shell, control, stdin, iopub, heartbeat }.Select(socket => socket.BindRandomPort(Loopback))];
        iopub.Options.SendHighWatermark = 0;
        shell.ReceiveReady += (_, e) => Receive("shell", e.Socket);
        control.ReceiveReady += (_, e) => Receive("control", e.Socket);
        stdin.ReceiveReady += (_, e) => Receive("stdin", e.Socket);
        iopub.ReceiveReady += (_, e) => OnSubscription(e.Socket.ReceiveFrameBytes());
        heartbeat.ReceiveReady += (_, e) => e.Socket.SendMultipartMessage(e.Socket.ReceiveMultipartMessage());
        posted.ReceiveReady += (_, e) => e.Queue.Dequeue()!();
        poller = [shell, control, stdin, iopub, heartbeat, posted];

        ConnectionInfo = new JsonObject
        {
            ["transport"] = "tcp",
            ["ip"] = "127.0.0.1",
            ["shell_port"] = ports[0],
            ["control_port"] = ports[1],
            ["stdin_port"] = ports[2],
            ["iopub_port"] = ports[3],
            ["hb_port"] = ports[4],
            ["key"] = script.Key,
            ["signature_scheme"] = "hmac-sha256",
            ["kernel_name"] = "scripted",
        };
        ConnectionFile = Path.Combine(folder, "kernel.json");
        File.WriteAllText(ConnectionFile, ConnectionInfo.ToJsonString());
    }

    /// <summary>What stands in the connection file.</summary>
    public JsonObject ConnectionInfo { get; }

    public string ConnectionFile { get; }

    /// <summary>Done when somebody subscribed to iopub.</summary>
    public Task Subscribed => subscribed.Task;

    /// <summary>Done when the kernel is gone, by its script, by shutdown or by <see cref="DisposeAsync"/>.</summary>
    public Task Ended => ended.Task;

    /// <summary>What clients have sent.</summary>
    public ReceivedMessages Received => received;

    public static ScriptedKernel Start(KernelScript script)
    {
        var kernel = new ScriptedKernel(script);
        var thread = new Thread(kernel.Run) { IsBackground = true, Name = "scripted kernel" };
        thread.Start();
        return kernel;
    }

    /// <summary>Sends something on iopub that no script foresees, without a parent unless it names one.</summary>
    public void Publish(Step.Publish message) => Post(() => Send(message with { IsOrphan = message.ParentIndex is null }));

    /// <summary>The kernel is gone, as by SIGKILL.</summary>
    public void Kill() => Post(Die);

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Ended;
        Directory.Delete(folder, recursive: true);
    }

    private void Run()
    {
        Exception? failure = null;
        try
        {
            poller.Run();
        }
        catch (Exception e)
        {
            // A script that cannot be played fails the test that wrote it, not the process.
            failure = e;
        }

        lock (gate)
        {
            isOver = true;
        }

        poller.Dispose();
        posted.Dispose();
        foreach (NetMQSocket socket in (NetMQSocket[])[shell, control, stdin, iopub, heartbeat])
        {
            // What was sent is on its way, as it is when a process dies; nobody waits for it here.
            socket.Options.Linger = TimeSpan.FromSeconds(2);
            socket.Dispose();
        }

        if (failure is null)
        {
            ended.SetResult();
        }
        else
        {
            ended.SetException(failure);
        }
    }

    private void Die()
    {
        isDead = true;
        poller.StopAsync();
    }

    private void Post(Action action)
    {
        lock (gate)
        {
            if (!isOver)
            {
                posted.Enqueue(action);
            }
        }
    }

    private void OnSubscription(byte[] frame)
    {
        if (frame is not [1, .. byte[] topic])
        {
            return;
        }

        if (script.SendsWelcome)
        {
            var welcome = new Step.Publish("iopub_welcome", new JsonObject { ["subscription"] = System.Text.Encoding.UTF8.GetString(topic) }) { IsOrphan = true };
            Send(welcome);
        }

        subscribed.TrySetResult();
    }

    private void Receive(string channel, NetMQSocket socket)
    {
        NetMQMessage frames = socket.ReceiveMultipartMessage();
        if (isDead)
        {
            return;
        }

        if (WireMessage.Read(frames, script.Key) is not { } message)
        {
            received.AddRejected();
            return;
        }

        received.Add(channel, message);
        switch (channel)
        {
            case "shell":
                waiting.Enqueue(message);
                GoOn();
                break;
            case "control":
                Answer(control, message);
                break;
            case "stdin" when isAsking && message.Type == "input_reply":
                answer = message.Content["value"]!.GetValue<string>();
                GoOnFrom(holds);
                break;
        }
    }

    /// <summary>Plays on until a gate, a question or the end of what was asked.</summary>
    private void GoOn()
    {
        while (!isHeld && !isDead)
        {
            if (steps.TryDequeue(out Step? step))
            {
                Play(step);
            }
            else if (waiting.TryDequeue(out WireMessage? next))
            {
                Begin(next);
            }
            else
            {
                request = null;
                return;
            }
        }
    }

    private int Hold()
    {
        isHeld = true;
        return ++holds;
    }

    /// <summary>Goes on from a gate or question, unless an interrupt has taken the kernel away from there.</summary>
    private void GoOnFrom(int hold)
    {
        if (isHeld && hold == holds)
        {
            isHeld = false;
            isAsking = false;
            GoOn();
        }
    }

    private void Begin(WireMessage message)
    {
        if (message.Type != "execute_request")
        {
            Answer(shell, message);
            return;
        }

        request = message;
        executed.Add(message);
        bool isCounted = message.Content["silent"]?.GetValue<bool>() != true && message.Content["store_history"]?.GetValue<bool>() != false;
        executionCount += isCounted ? 1 : 0;
        steps = new Queue<Step>(script.Take(message.Content["code"]!.GetValue<string>()));
    }

    private void Play(Step step)
    {
        switch (step)
        {
            case Step.Publish message:
                Send(message);
                break;
            case Step.PublishRaw raw:
                iopub.SendMultipartMessage(new NetMQMessage(raw.Frames));
                break;
            case Step.PublishInput:
                Send(new Step.Publish("execute_input", new JsonObject { ["code"] = request!.Content["code"]!.DeepClone() }) { IsCounted = true });
                break;
            case Step.Echo echo:
                Send((Step.Publish)Step.Stream(echo.Name, answer));
                break;
            case Step.Reply reply:
                Reply(reply);
                break;
            case Step.AskInput question:
                Hold();
                isAsking = true;
                Reply(stdin, request!, "input_request", new JsonObject { ["prompt"] = question.Prompt, ["password"] = question.Password });
                break;
            case Step.WaitAt wait:
                int hold = Hold();
                wait.Gate.Enter(() => Post(() => GoOnFrom(hold)));
                break;
            case Step.Death:
                Die();
                break;
        }
    }

    private void Reply(Step.Reply reply)
    {
        JsonObject content = Counted(reply.Content, reply.IsCounted);
        Reply(shell, request!, "execute_reply", content);
        if (content["status"]!.GetValue<string>() == "error" && request!.Content["stop_on_error"]?.GetValue<bool>() != false)
        {
            AbortWaiting();
        }
    }

    /// <summary>After a failure kernels abort what was already asked for, announcing each (ipykernel's <c>_abort_queues</c>).</summary>
    private void AbortWaiting()
    {
        WireMessage[] all = [.. waiting];
        waiting.Clear();
        foreach (WireMessage message in all)
        {
            if (message.Type == "execute_request")
            {
                executed.Add(message);
                Framed(message, () => Reply(shell, message, "execute_reply", new JsonObject { ["status"] = "aborted" }));
            }
            else
            {
                waiting.Enqueue(message);
            }
        }
    }

    private void Answer(NetMQSocket channel, WireMessage message)
    {
        switch (message.Type)
        {
            case "kernel_info_request" when ignoredKernelInfos++ >= script.IgnoredKernelInfos:
                Framed(message, () => Reply(channel, message, "kernel_info_reply", script.KernelInfo));
                break;
            case "interrupt_request":
                Framed(message, () => Reply(channel, message, "interrupt_reply", new JsonObject { ["status"] = "ok" }));
                Interrupt();
                break;
            case "shutdown_request" when script.ObeysShutdown:
                var content = new JsonObject { ["status"] = "ok", ["restart"] = message.Content["restart"]?.DeepClone() };
                Send("shutdown_reply", content, message.Header);
                Reply(channel, message, "shutdown_reply", content);
                Die();
                break;
            case "comm_info_request":
                Framed(message, () => Reply(channel, message, "comm_info_reply", new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() }));
                break;
        }

        // Other messages get no answer: kernels keep silent about what they do not know.
    }

    private void Interrupt()
    {
        if (request is null || script.OnInterrupt is null)
        {
            return;
        }

        steps = new Queue<Step>(script.OnInterrupt);
        isHeld = false;
        isAsking = false;
        GoOn();
    }

    private void Framed(WireMessage parent, Action body)
    {
        Send("status", new JsonObject { ["execution_state"] = "busy" }, parent.Header);
        body();
        Send("status", new JsonObject { ["execution_state"] = "idle" }, parent.Header);
    }

    private void Send(Step.Publish message)
    {
        JsonObject parent = message.IsOrphan ? [] : message.ParentIndex is { } index ? executed[index].Header : request!.Header;
        Send(message.Type, Counted(message.Content, message.IsCounted), parent, message);
    }

    private void Send(string type, JsonObject content, JsonObject parent, Step.Publish? details = null)
    {
        var message = new WireMessage
        {
            Identities = [System.Text.Encoding.ASCII.GetBytes($"kernel.{session}.{type}")],
            Header = WireMessage.NewHeader(type, session),
            ParentHeader = parent,
            Metadata = details?.Metadata ?? [],
            Content = content,
            Buffers = details?.Buffers ?? [],
        };
        iopub.SendMultipartMessage(message.ToFrames(details is { IsForged: true } ? script.Key + "?" : script.Key));
    }

    private void Reply(NetMQSocket channel, WireMessage to, string type, JsonObject content)
    {
        var message = new WireMessage { Identities = to.Identities, Header = WireMessage.NewHeader(type, session), ParentHeader = to.Header, Content = content };
        channel.SendMultipartMessage(message.ToFrames(script.Key));
    }

    private JsonObject Counted(JsonObject content, bool isCounted)
    {
        var copy = (JsonObject)content.DeepClone();
        if (isCounted)
        {
            copy["execution_count"] = executionCount;
        }

        return copy;
    }
}
