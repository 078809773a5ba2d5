using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Deckle.Tool.Tests.Browser;

/// <summary>A page in <see cref="Chromium"/>, and what it complained about, asked for and tried.</summary>
internal sealed class BrowserPage
{
    private readonly Chromium browser;
    private readonly string session;
    private readonly Channel<JsonNode> events = Channel.CreateUnbounded<JsonNode>();
    private readonly Lock gate = new();
    private readonly List<string> errors = [];
    private readonly List<(string Id, string Address)> requests = [];
    private readonly List<string> dialogs = [];
    private TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BrowserPage(Chromium browser, string session)
    {
        this.browser = browser;
        this.session = session;
    }

    /// <summary>Errors in the console, the page's and its frames': exceptions, refusals, failed requests.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (gate)
            {
                return [.. errors];
            }
        }
    }

    /// <summary>Addresses outside of the page that it or a frame asked for, and that no policy kept from being asked.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests.Select(request => request.Address)];
            }
        }
    }

    /// <summary>What <c>alert</c> and the like said.</summary>
    public IReadOnlyList<string> Dialogs
    {
        get
        {
            lock (gate)
            {
                return [.. dialogs];
            }
        }
    }

    public static async Task<BrowserPage> AttachAsync(Chromium browser, string session)
    {
        var page = new BrowserPage(browser, session);
        page.Follow(session);
        _ = page.HandleAsync();
        await page.EnableAsync(session);
        return page;
    }

    /// <summary>Opens a file and waits until it is loaded.</summary>
    public async Task GoToAsync(string path)
    {
        loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await CallAsync("Page.navigate", new() { ["url"] = path.Contains(':', StringComparison.Ordinal) ? path : new Uri(path).AbsoluteUri });
        await loaded.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>The value of an expression in the page; a promise is waited for.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        JsonNode answer = await CallAsync("Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        return answer["exceptionDetails"] is { } exception ? throw new InvalidOperationException(exception.ToJsonString()) : answer["result"]!["value"];
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task UntilAsync(string expression)
    {
        var watch = Stopwatch.StartNew();
        while (!await IsTrueAsync(expression))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"not within 30 s: {expression}");
        }
    }

    /// <summary>Presses and releases a key, as DOM names it (<c>ArrowRight</c>).</summary>
    public async Task PressAsync(string key)
    {
        foreach (string type in (string[])["keyDown", "keyUp"])
        {
            await CallAsync("Input.dispatchKeyEvent", new() { ["type"] = type, ["key"] = key });
        }
    }

    /// <summary>The same with modifiers held: 1 for Alt, 2 for Control, 8 for Shift, or sums of them.</summary>
    public async Task PressAsync(string key, int modifiers)
    {
        // What types something, or presses a button, needs the text it types.
        string? text = key switch { "Enter" => "\r", "Space" or " " => " ", _ => null };
        int code = key switch { "Enter" => 13, "Space" or " " => 32, "Tab" => 9, _ => 0 };
        foreach (string type in (string[])["keyDown", "keyUp"])
        {
            JsonObject parameters = new() { ["type"] = type, ["key"] = key == "Space" ? " " : key, ["modifiers"] = modifiers, ["windowsVirtualKeyCode"] = code };
            if (text is not null && type == "keyDown")
            {
                parameters["text"] = text;
            }

            await CallAsync("Input.dispatchKeyEvent", parameters);
        }
    }

    /// <summary>Types text where the focus is.</summary>
    public Task TypeAsync(string text) => CallAsync("Input.insertText", new() { ["text"] = text });

    /// <summary>Clicks with the mouse on the middle of an element, once it is there; it is scrolled to first.</summary>
    /// <param name="element">An expression whose value is the element.</param>
    public async Task ClickAsync(string element)
    {
        (double x, double y) = await PlaceAsync(element);
        await MouseAsync("mousePressed", x, y);
        await MouseAsync("mouseReleased", x, y);
    }

    /// <summary>Drags from the middle of one element to a place in another: 0 for its upper edge, 1 for its lower.</summary>
    public async Task DragAsync(string from, string to, double part)
    {
        (double x, double y) = await PlaceAsync(from);
        await MouseAsync("mousePressed", x, y);
        (double toX, double top, double height) = await BoxAsync(to);
        await MouseAsync("mouseMoved", toX, top + (height / 2));
        await MouseAsync("mouseMoved", toX, top + (height * part));
        await MouseAsync("mouseReleased", toX, top + (height * part));
    }

    public Task<JsonNode> CallAsync(string method, JsonObject parameters) => browser.CallAsync(session, method, parameters);

    private async Task<bool> IsTrueAsync(string expression)
    {
        try
        {
            return await EvaluateAsync($"new Promise(done => requestAnimationFrame(() => done(Boolean({expression}))))") is JsonValue value && value.GetValue<bool>();
        }
        catch (InvalidOperationException e) when (e.Message.Contains("navigated", StringComparison.Ordinal))
        {
            // The page went on to another while it was asked.
            return false;
        }
    }

    private async Task<(double X, double Y)> PlaceAsync(string element)
    {
        await UntilAsync(element);
        await EvaluateAsync($"void ({element}).scrollIntoView({{ block: 'center' }})");
        (double x, double top, double height) = await BoxAsync(element);
        return (x, top + (height / 2));
    }

    private async Task<(double X, double Top, double Height)> BoxAsync(string element)
    {
        JsonNode box = (await EvaluateAsync($"(() => {{ const box = ({element}).getBoundingClientRect(); return [box.left + box.width / 2, box.top, box.height]; }})()"))!;
        return (box[0]!.GetValue<double>(), box[1]!.GetValue<double>(), box[2]!.GetValue<double>());
    }

    private Task<JsonNode> MouseAsync(string type, double x, double y) => CallAsync("Input.dispatchMouseEvent", new()
    {
        ["type"] = type,
        ["x"] = x,
        ["y"] = y,
        ["button"] = "left",
        ["buttons"] = type == "mouseReleased" ? 0 : 1,
        ["clickCount"] = type == "mouseMoved" ? 0 : 1,
    });

    private void Follow(string id) => browser.Listen(id, events.Writer);

    private async Task EnableAsync(string id)
    {
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"])
        {
            await browser.CallAsync(id, $"{domain}.enable", []);
        }

        // Sandboxed frames may be processes of their own, and are then sessions of their own.
        await browser.CallAsync(id, "Target.setAutoAttach", new() { ["autoAttach"] = true, ["waitForDebuggerOnStart"] = true, ["flatten"] = true });
    }

    // A frame that is taken away or goes on to another page while it starts is nobody's loss; one that waits must not keep others waiting.
    private async Task StartAsync(string frame)
    {
        try
        {
            await EnableAsync(frame);
        }
        catch (InvalidOperationException)
        {
        }

        try
        {
            await browser.CallAsync(frame, "Runtime.runIfWaitingForDebugger", []);
        }
        catch (InvalidOperationException)
        {
        }
    }

    private async Task HandleAsync()
    {
        await foreach (JsonNode message in events.Reader.ReadAllAsync())
        {
            await HandleAsync(message["method"]!.GetValue<string>(), message["params"]!, message["sessionId"]!.GetValue<string>());
        }
    }

    private async Task HandleAsync(string method, JsonNode parameters, string from)
    {
        switch (method)
        {
            case "Page.loadEventFired" when from == session:
                loaded.TrySetResult();
                break;
            case "Page.javascriptDialogOpening":
                Add(dialogs, parameters["message"]!.ToString());
                await browser.CallAsync(from, "Page.handleJavaScriptDialog", new() { ["accept"] = false });
                break;
            case "Runtime.exceptionThrown":
                Add(errors, parameters["exceptionDetails"]!.ToJsonString());
                break;
            case "Runtime.consoleAPICalled" when parameters["type"]!.GetValue<string>() is "error" or "assert":
                Add(errors, parameters["args"]!.ToJsonString());
                break;
            case "Log.entryAdded" when parameters["entry"]!["level"]!.GetValue<string>() == "error":
                Add(errors, parameters["entry"]!["text"]!.GetValue<string>());
                break;
            case "Network.requestWillBeSent":
                string address = parameters["request"]!["url"]!.GetValue<string>();
                if (!address.StartsWith("file:", StringComparison.Ordinal) && !address.StartsWith("data:", StringComparison.Ordinal) && !address.StartsWith("about:", StringComparison.Ordinal))
                {
                    Add(requests, (parameters["requestId"]!.GetValue<string>(), address));
                }

                break;
            case "Network.loadingFailed" when parameters["blockedReason"]?.GetValue<string>() == "csp":
                Withdraw(parameters["requestId"]!.GetValue<string>());
                break;
            case "Target.attachedToTarget":
                string child = parameters["sessionId"]!.GetValue<string>();
                Follow(child);
                _ = StartAsync(child);
                break;
        }
    }

    private void Add<T>(List<T> list, T item)
    {
        lock (gate)
        {
            list.Add(item);
        }
    }

    // Chromium tells of a request before it looks whether the page's policy allows it.
    private void Withdraw(string id)
    {
        lock (gate)
        {
            requests.RemoveAll(request => request.Id == id);
        }
    }
}
