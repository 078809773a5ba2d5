using Deckle.Json;
using Deckle.Kernels.Remote;

namespace Deckle.Tool.Running;

/// <summary>What a server is opened by in another process of this user, as it travels there: over a socket of the user's own, never on a command line.</summary>
internal static class RemoteAddress
{
    public static JsonObject Of(JupyterServerOptions options) =>
        JsonObject.Of(("server", options.Url.ToString()), ("token", options.Token is { } token ? token : JsonNull.Value));

    /// <returns>Null for what is no address.</returns>
    public static RemoteRequest? Open(JsonObject address) => address.GetText("server") is { } url
        ? RemoteOptions.For(new JupyterServerOptions { Url = new Uri(url), Token = address.GetText("token") })
        : null;
}
