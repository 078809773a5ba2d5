using Microsoft.Win32.SafeHandles;

namespace Deckle.Tool.HostTools.Files;

/// <summary>A file or folder that a path led to, held without being opened.</summary>
internal sealed class HeldFile : IDisposable
{
    private readonly SafeFileHandle handle;

    private HeldFile(SafeFileHandle handle, string path)
    {
        this.handle = handle;
        Path = path;
        (Kind, Size) = NativeFile.Look(handle);
    }

    /// <summary>Where it really is, links followed.</summary>
    public string Path { get; }

    public NativeFileKind Kind { get; }

    /// <summary>In bytes.</summary>
    public long Size { get; }

    /// <summary>Opens this very thing, wherever its path leads by then.</summary>
    public string OpenPath => NativeFile.HeldPath(handle);

    /// <returns>Null when there is nothing, or one may not look.</returns>
    /// <exception cref="DeckleException">This system cannot hold files.</exception>
    public static HeldFile? TryHold(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw HostToolCallErrors.Denied("files cannot be opened safely on this system", "tools that work with files need Linux");
        }

        SafeFileHandle handle = NativeFile.Hold(path);
        if (handle.IsInvalid)
        {
            handle.Dispose();
            return null;
        }

        string? real = new FileInfo(NativeFile.HeldPath(handle)).LinkTarget;
        if (real is not ['/', ..])
        {
            // A pipe or a file that is in no folder any more.
            handle.Dispose();
            return null;
        }

        return new HeldFile(handle, real);
    }

    public void Dispose() => handle.Dispose();
}
