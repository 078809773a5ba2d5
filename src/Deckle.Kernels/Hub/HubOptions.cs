namespace Deckle.Kernels.Hub;

/// <summary>Where a JupyterHub is, and how it is asked.</summary>
public sealed record HubOptions
{
    /// <summary>The hub's base address, which <c>hub/api</c> stands behind: <c>https://hub.example/</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>A token of a user or a service; null where none was given, which a hub takes for little.</summary>
    public string? Token { get; init; }

    /// <summary>How long one request may take. A hub may answer a start only after ten seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the network may take to reach the hub.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads an address as people have it: from the browser, <c>https://hub.example/hub/home</c>, or <c>JUPYTERHUB_API_URL</c>. A query goes.</summary>
    /// <exception cref="DeckleException"><c>hub-address-invalid</c>; it never repeats the address.</exception>
    public static HubOptions Parse(string url, string? token = null)
    {
        if (!Uri.TryCreate(url.Contains("://", StringComparison.Ordinal) ? url : $"http://{url}", UriKind.Absolute, out Uri? given)
            || given.Scheme is not ("http" or "https")
            || given.UserInfo.Length > 0)
        {
            throw HubErrors.Address();
        }

        string[] parts = given.AbsolutePath.Split('/');
        int page = Array.FindIndex(parts, part => part is "hub" or "user" or "services");
        string path = page > 0 ? string.Join('/', parts.Take(page)) : given.AbsolutePath.TrimEnd('/');
        return new HubOptions { Url = new UriBuilder(given.Scheme, given.Host, given.Port, $"{path}/").Uri, Token = token };
    }
}
