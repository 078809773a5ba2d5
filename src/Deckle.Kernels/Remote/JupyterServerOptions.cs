namespace Deckle.Kernels.Remote;

/// <summary>Where a Jupyter Server or Kernel Gateway is, and how it is asked.</summary>
public sealed record JupyterServerOptions
{
    /// <summary>The base address, without query: <c>http://127.0.0.1:8888/</c>, or behind a hub <c>https://hub.example/user/ana/</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>Sent as <c>Authorization: token …</c> and nowhere else; null for a server that asks for none.</summary>
    public string? Token { get; init; }

    /// <summary>How long one request may take, a kernel's start not counted.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the network may take to reach the server.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Reads an address as people have it: Jupyter prints <c>http://host:8888/lab?token=…</c>. A token in it is taken out, and the page's name goes.
    /// </summary>
    /// <exception cref="DeckleException"><c>server-address-invalid</c>; it never repeats the query.</exception>
    public static JupyterServerOptions Parse(string url, string? token = null)
    {
        if (!Uri.TryCreate(url.Contains("://", StringComparison.Ordinal) ? url : $"http://{url}", UriKind.Absolute, out Uri? given)
            || given.Scheme is not ("http" or "https")
            || given.UserInfo.Length > 0)
        {
            throw RemoteErrors.Address();
        }

        string? inside = given.Query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("token=", StringComparison.Ordinal));
        string path = given.AbsolutePath;
        int page = Array.FindIndex(path.Split('/'), part => part is "lab" or "tree" or "notebooks" or "doc" or "api" or "login");
        path = page > 0 ? string.Join('/', path.Split('/').Take(page)) : path;
        return new JupyterServerOptions
        {
            Url = new UriBuilder(given.Scheme, given.Host, given.Port, path.EndsWith('/') ? path : $"{path}/").Uri,
            Token = token ?? (inside is null ? null : Uri.UnescapeDataString(inside["token=".Length..])),
        };
    }
}
