namespace Deckle.Tool.Serving;

/// <summary>Where a server listens and what it takes.</summary>
internal sealed record ServerOptions
{
    /// <summary>An address of numbers, or <c>localhost</c>.</summary>
    public string Ip { get; init; } = "127.0.0.1";

    /// <summary>0 for one that is free.</summary>
    public int Port { get; init; }

    /// <summary>What stands before every path, for a server behind a proxy.</summary>
    public string BaseUrl { get; init; } = "/";

    /// <summary>The largest body of a request, in bytes.</summary>
    public long MostBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>What clients must know; null for a new one.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>What stands before every path, with a slash at both ends.</summary>
    public string Root => BaseUrl.Trim('/') is { Length: > 0 } path ? $"/{path}/" : "/";
}
