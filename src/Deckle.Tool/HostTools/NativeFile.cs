using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Deckle.Tool.HostTools;

/// <summary>Ways to open a file that .NET has no name for.</summary>
internal static partial class NativeFile
{
    private const int WriteOnly = 1;
    private const int UserOnly = 0x180;

    // struct statx is the same on all processors: the mode at 28, the size at 40.
    private const int EmptyPath = 0x1000;
    private const uint TypeAndSize = 0x1 | 0x200;
    private const int TypeBits = 0xF000;

    /// <summary>A file that every write goes to the end of, whoever else writes; made for its user alone where it is missing.</summary>
    public static SafeFileHandle OpenToAppend(string path)
    {
        int flags = OperatingSystem.IsMacOS() ? 0x8 | 0x200 | 0x1000000 : 0x400 | 0x40 | 0x80000;
        return new SafeFileHandle(Open(path, flags | WriteOnly, UserOnly), ownsHandle: true);
    }

    /// <summary>
    /// Holds what a path leads to, links followed, without opening it: a pipe does not block, a device does nothing. By
    /// <see cref="HeldPath"/> that very thing can be opened, whatever the path leads to by then (Linux's O_PATH).
    /// </summary>
    public static SafeFileHandle Hold(string path) => new(Open(path, 0x200000 | 0x80000, 0), ownsHandle: true);

    /// <summary>The path by which a held file is opened.</summary>
    public static string HeldPath(SafeFileHandle held) => $"/proc/self/fd/{held.DangerousGetHandle()}";

    /// <summary>Its kind and size in bytes.</summary>
    public static unsafe (NativeFileKind Kind, long Size) Look(SafeFileHandle held)
    {
        byte* status = stackalloc byte[256];
        if (Status((int)held.DangerousGetHandle(), "", EmptyPath, TypeAndSize, status) != 0)
        {
            return (NativeFileKind.Other, 0);
        }

        NativeFileKind kind = (*(ushort*)(status + 28) & TypeBits) switch
        {
            0x8000 => NativeFileKind.File,
            0x4000 => NativeFileKind.Folder,
            _ => NativeFileKind.Other,
        };
        return (kind, *(long*)(status + 40));
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Status(int folder, string path, int flags, uint mask, byte* status);
}
