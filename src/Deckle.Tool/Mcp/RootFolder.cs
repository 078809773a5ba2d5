using Deckle.Stores;

namespace Deckle.Tool.Mcp;

/// <summary>The folder that the paths of a server's clients are confined to.</summary>
/// <param name="path">Absolute, links resolved.</param>
internal sealed class RootFolder(string path)
{
    public string Path { get; } = path;

    /// <exception cref="DeckleException"><c>folder-not-found</c>.</exception>
    public static RootFolder Of(string folder) =>
        RealPath.Of(folder) is { } real && Directory.Exists(real) ? new RootFolder(real) : throw McpErrors.NoRoot(folder);

    /// <summary>The absolute path of what a client names, whether it exists or not. Links are resolved, so that none leads out.</summary>
    /// <param name="given">From the folder, or absolute inside of it.</param>
    /// <exception cref="DeckleException"><c>path-outside-root</c>, <c>path-not-local</c>.</exception>
    public string Resolve(string given)
    {
        if (given.Length == 0 || given == "-" || given.Contains('\0', StringComparison.Ordinal) || given.Contains("://", StringComparison.Ordinal) || StoreAddress.Parse(given).IsRemote)
        {
            throw McpErrors.NotLocal(given);
        }

        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, given));
        return IsInside(path) && RealPath.Of(path) is { } real && IsInside(real) ? real : throw McpErrors.OutsideRoot(given);
    }

    /// <summary>The path as clients are told it: from the folder.</summary>
    public string Relative(string absolute) => System.IO.Path.GetRelativePath(Path, absolute);

    private bool IsInside(string path) => path == Path || path.StartsWith(Path.TrimEnd('/') + "/", StringComparison.Ordinal);
}
