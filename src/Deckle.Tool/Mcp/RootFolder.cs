using Deckle.Kernels.Specs;
using Deckle.Stores;
using Deckle.Tool.HostTools;
using Microsoft.Win32.SafeHandles;

namespace Deckle.Tool.Mcp;

/// <summary>The folder that the paths of a server's clients are confined to.</summary>
/// <param name="path">Absolute, links resolved.</param>
internal sealed class RootFolder(string path)
{
    private static readonly string[] Reserved = [".git", ".deckle"];

    public string Path { get; } = path;

    /// <exception cref="DeckleException"><c>folder-not-found</c>.</exception>
    public static RootFolder Of(string folder) =>
        RealPath.Find(System.IO.Path.GetFullPath(folder)) is { } real && Directory.Exists(real) ? new RootFolder(real) : throw McpErrors.NoRoot(folder);

    /// <summary>The absolute path of what a client names, whether it exists or not. Links are resolved, so that none leads out.</summary>
    /// <param name="given">From the folder, or absolute inside of it.</param>
    /// <exception cref="DeckleException"><c>path-outside-root</c>, <c>path-not-local</c>, <c>input-not-regular</c>.</exception>
    public string Resolve(string given)
    {
        if (given.Length == 0 || given == "-" || given.Contains('\0', StringComparison.Ordinal) || given.Contains("://", StringComparison.Ordinal) || StoreAddress.Parse(given).IsRemote)
        {
            throw McpErrors.NotLocal(given);
        }

        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, given));
        return IsInside(path) && RealPath.Find(path) is { } real && IsInside(real)
            ? MayBeRead(real) ? real : throw McpErrors.NoFile(given)
            : throw McpErrors.OutsideRoot(given);
    }

    /// <summary>The same for a file that is to be written: what git and Deckle keep for themselves is not a client's to change.</summary>
    /// <exception cref="DeckleException"><c>path-reserved</c>, and as in <see cref="Resolve"/>.</exception>
    public string ResolveToWrite(string given)
    {
        string path = Resolve(given);
        return Relative(path).Split('/').Any(part => Reserved.Contains(part, StringComparer.OrdinalIgnoreCase)) ? throw McpErrors.Reserved(given) : path;
    }

    /// <summary>The path as clients are told it: from the folder.</summary>
    public string Relative(string absolute) => System.IO.Path.GetRelativePath(Path, absolute);

    /// <summary>
    /// Whether reading what a path leads to comes to an end: whoever opens a pipe waits for its other one, and nothing takes a call back that waits
    /// so. Commands that people call may do that.
    /// </summary>
    public static bool MayBeRead(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        using SafeFileHandle held = NativeFile.Hold(path);
        return held.IsInvalid || NativeFile.Look(held).Kind != NativeFileKind.Other;
    }

    private bool IsInside(string path) => path == Path || path.StartsWith(Path.TrimEnd('/') + "/", StringComparison.Ordinal);
}
