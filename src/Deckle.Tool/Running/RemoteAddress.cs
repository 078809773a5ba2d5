using Deckle.Json;
using Deckle.Kernels.Hub;
using Deckle.Kernels.Remote;

namespace Deckle.Tool.Running;

/// <summary>What a server is opened by in another process of this user, as it travels there: over a socket of the user's own, never on a command line.</summary>
internal static class RemoteAddress
{
    public static JsonObject Of(JupyterServerOptions options) =>
        JsonObject.Of(("server", options.Url.ToString()), ("token", Optional(options.Token)));

    public static JsonObject Of(HubOptions options, HubServerRequest request) => JsonObject.Of(
        ("hub", options.Url.ToString()),
        ("token", Optional(options.Token)),
        ("user", Optional(request.User)),
        ("named", Optional(request.Server)),
        ("options", request.UserOptions),
        ("spawn_timeout", request.SpawnTimeout.TotalSeconds),
        ("notes", Optional(request.NotesFolder)));

    /// <returns>Null for what is no address.</returns>
    public static RemoteRequest? Open(JsonObject address)
    {
        string? token = address.GetText("token");
        return address.GetText("server") is { } server ? RemoteOptions.For(new JupyterServerOptions { Url = new Uri(server), Token = token })
            : address.GetText("hub") is { } hub ? HubArguments.For(new HubOptions { Url = new Uri(hub), Token = token }, Wanted(address))
            : null;
    }

    private static HubServerRequest Wanted(JsonObject address)
    {
        var request = new HubServerRequest
        {
            User = address.GetText("user"),
            Server = address.GetText("named"),
            UserOptions = address.Get<JsonObject>("options") ?? JsonObject.Empty,
            NotesFolder = address.GetText("notes"),
        };
        return address.Get<JsonNumber>("spawn_timeout") is { } seconds ? request with { SpawnTimeout = TimeSpan.FromSeconds(seconds.ToDouble()) } : request;
    }

    private static JsonValue Optional(string? text) => text is null ? JsonNull.Value : new JsonString(text);
}
