using Deckle.Json;
using Deckle.Kernels.Sandboxing;
using Deckle.Tool.HostTools;
using Deckle.Tool.Running;

namespace Deckle.Tool.Sessions;

/// <summary>What was ordered for a session, as it travels to the host: every path in it is full, since the host is elsewhere.</summary>
internal static class SessionOrders
{
    /// <param name="folder">Where uploads are found that are named by relative paths.</param>
    public static JsonObject Of(RemoteRequest remote, string folder) => JsonObject.Of(
        ("address", remote.Address),
        ("folder", remote.Folder),
        ("uploads", JsonArray.From(remote.Uploads.Select(path => (JsonValue)new JsonString(path)))),
        ("uploads_from", Path.GetFullPath(remote.UploadsFrom, folder)));

    /// <exception cref="DeckleException"><c>session-request-invalid</c>.</exception>
    public static RemoteRequest Remote(JsonObject order)
    {
        RemoteRequest remote = RemoteAddress.Open(order.Get<JsonObject>("address") ?? JsonObject.Empty) ?? throw SessionHostErrors.BadRequest("the server's address");
        return remote with { Folder = order.GetText("folder") ?? "", Uploads = Texts(order, "uploads"), UploadsFrom = order.GetText("uploads_from") ?? "/" };
    }

    public static JsonObject Of(SandboxProfile sandbox) => JsonObject.Of(
        ("mode", sandbox.Mode.ToString()),
        ("best_effort", sandbox.IsBestEffort),
        ("network", sandbox.Network),
        ("memory", sandbox.Memory is { } memory ? memory : JsonNull.Value),
        ("cpus", sandbox.Cpus is { } cpus ? cpus : JsonNull.Value),
        ("processes", sandbox.Processes is { } processes ? processes : JsonNull.Value),
        ("read_only", JsonArray.From(sandbox.ReadOnly.Select(path => (JsonValue)new JsonString(path)))),
        ("writable", JsonArray.From(sandbox.Writable.Select(path => (JsonValue)new JsonString(path)))));

    /// <exception cref="DeckleException"><c>session-request-invalid</c>: what is not understood must not open anything.</exception>
    public static SandboxProfile Sandbox(JsonObject order) => new()
    {
        Mode = Enum.TryParse(order.GetText("mode"), out SandboxMode mode) ? mode : throw SessionHostErrors.BadRequest("the sandbox's mode"),
        IsBestEffort = Flag(order, "best_effort"),
        Network = Flag(order, "network"),
        Memory = Number(order, "memory"),
        Cpus = order.Get<JsonNumber>("cpus")?.ToDouble(),
        Processes = (int?)Number(order, "processes"),
        ReadOnly = Texts(order, "read_only"),
        Writable = Texts(order, "writable"),
    };

    public static JsonObject Of(HostToolRequest tools) => JsonObject.Of(
        ("policy", tools.PolicyFile is { } policy ? Path.GetFullPath(policy) : JsonNull.Value),
        ("off", tools.IsOff),
        ("log", tools.LogFile is { } log ? Path.GetFullPath(log) : JsonNull.Value));

    /// <param name="variables">The environment of whoever asked.</param>
    public static HostToolRequest Tools(JsonObject order, IReadOnlyDictionary<string, string> variables) => new()
    {
        PolicyFile = order.GetText("policy"),
        IsOff = Flag(order, "off"),
        LogFile = order.GetText("log"),
        MayAsk = false,
        Variable = name => variables.GetValueOrDefault(name),
    };

    private static bool Flag(JsonObject order, string key) => order[key] is JsonBoolean { Value: true };

    private static long? Number(JsonObject order, string key) => order.Get<JsonNumber>(key) is { } number && number.TryGetInt64(out long value) ? value : null;

    private static string[] Texts(JsonObject order, string key) => [.. (order.Get<JsonArray>(key) ?? JsonArray.Empty).OfType<JsonString>().Select(text => text.Text)];
}
