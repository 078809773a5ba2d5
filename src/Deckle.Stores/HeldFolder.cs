using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Deckle.Stores;

/// <summary>
/// A folder that was looked up once and is held (Linux). Whoever may change what lies on the way to it, or in it, leads no write elsewhere:
/// what is written goes into this very folder, and nothing below it is reached through a link.
/// </summary>
public sealed partial class HeldFolder : IDisposable
{
    private const int Hold = 0x200000 | 0x80000;

    private readonly SafeFileHandle handle;

    private HeldFolder(SafeFileHandle handle)
    {
        this.handle = handle;
        Path = Place ?? "";
    }

    /// <summary>Where it was when it was taken hold of, links resolved.</summary>
    public string Path { get; }

    /// <summary>A path that leads to this very folder in this process, wherever it is by now.</summary>
    internal string Within => $"/proc/self/fd/{handle.DangerousGetHandle()}";

    // The kernel adds " (deleted)" to the path of one that is gone.
    private string? Place => new FileInfo(Within).LinkTarget;

    // As asm/fcntl.h has them: O_DIRECTORY and O_NOFOLLOW are other bits on Arm.
    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    private static int FolderOnly => IsArm ? 0x4000 : 0x10000;

    private static int NoLink => IsArm ? 0x8000 : 0x20000;

    /// <summary>Takes hold of a folder; links on the way are followed as they stand now.</summary>
    /// <param name="create">Whether it is made where it is missing.</param>
    /// <exception cref="DeckleException"><c>output-no-folder</c>, <c>output-not-writable</c>.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static HeldFolder Open(string path, bool create = false)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("folders are held on Linux only");
        }

        string full = System.IO.Path.GetFullPath(path);
        try
        {
            if (create)
            {
                Directory.CreateDirectory(full);
            }
        }
        catch (Exception e) when (StoreErrors.From(e, path) is { } error)
        {
            throw error;
        }

        return TryOpen(full, 0) ?? throw StoreErrors.NoFolder(path);
    }

    /// <summary>
    /// A file's place in it or below it, ready to be written: missing folders are made. Where a link stands in place of a folder there is an error;
    /// one in place of the file will be replaced.
    /// </summary>
    /// <param name="relative">The file's path from here, without <c>..</c>.</param>
    /// <param name="shown">The place as errors name it.</param>
    /// <exception cref="DeckleException"><c>output-folder-link</c>, <c>output-folder-moved</c>; what <see cref="AtomicFile.Prepare"/> throws.</exception>
    public HeldPlace PlaceOf(string relative, string shown)
    {
        EnsureHere(shown);
        HeldFolder folder = TryOpen($"{Within}/.", 0) ?? throw StoreErrors.FolderMoved(shown, Path);
        try
        {
            string[] parts = relative.Split('/', StringSplitOptions.RemoveEmptyEntries);
            foreach (string part in parts[..^1])
            {
                HeldFolder below = folder.Below(part, shown);
                folder.Dispose();
                folder = below;
            }

            var place = new HeldPlace(folder, parts[^1], shown);
            place.Prepare();
            return place;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose() => handle.Dispose();

    /// <param name="shown">What is to be written, as errors name it.</param>
    /// <exception cref="DeckleException"><c>output-folder-moved</c>: what is written here would not be found.</exception>
    internal void EnsureHere(string shown)
    {
        if (Place != Path)
        {
            throw StoreErrors.FolderMoved(shown, Path);
        }
    }

    private HeldFolder Below(string name, string shown)
    {
        string path = $"{Within}/{name}";
        try
        {
            if (!System.IO.Path.Exists(path))
            {
                Directory.CreateDirectory(path);
            }
        }
        catch (Exception e) when (StoreErrors.From(e, shown) is { } error)
        {
            throw new FileInfo(path).LinkTarget is null ? error : StoreErrors.FolderIsLink(shown, $"{Path}/{name}");
        }

        return TryOpen(path, NoLink)
            ?? throw (new FileInfo(path).LinkTarget is null ? StoreErrors.FolderIsFile(shown, $"{Path}/{name}") : StoreErrors.FolderIsLink(shown, $"{Path}/{name}"));
    }

    private static HeldFolder? TryOpen(string path, int flags)
    {
        var handle = new SafeFileHandle(Open(path, Hold | FolderOnly | flags, 0), ownsHandle: true);
        if (!handle.IsInvalid)
        {
            return new HeldFolder(handle);
        }

        handle.Dispose();
        return null;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags, int mode);
}
