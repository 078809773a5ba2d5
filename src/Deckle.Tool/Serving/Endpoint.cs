using Microsoft.AspNetCore.Http;

namespace Deckle.Tool.Serving;

/// <summary>What a server does at a path.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Path">From <c>/</c>; one that ends in <c>/*</c> stands for all paths below.</param>
internal sealed record Endpoint(string Method, string Path, Func<HttpContext, Task> Answer)
{
    /// <summary>Whether anybody may have it. It must tell nothing.</summary>
    public bool IsOpen { get; init; }

    public bool IsAt(string path) =>
        Path.EndsWith("/*", StringComparison.Ordinal) ? path.StartsWith(Path[..^1], StringComparison.Ordinal) : path == Path;
}
