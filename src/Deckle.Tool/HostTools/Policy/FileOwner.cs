using System.Runtime.InteropServices;

namespace Deckle.Tool.HostTools.Policy;

/// <summary>Who can change a file or folder besides this user: git's question before it obeys a repository's settings.</summary>
internal static partial class FileOwner
{
    // struct statx is the same on all processors: the owner at 20, the group at 24.
    private const int Here = -100;
    private const uint OwnerAndGroup = 0x8 | 0x10;
    private const int OwnerAt = 20;
    private const int GroupAt = 24;

    /// <summary>Who else may change what a path leads to; null when nobody may but this user and root.</summary>
    /// <returns>A clause such as <c>everybody may change it</c>.</returns>
    public static string? Others(string path)
    {
        (uint owner, uint group) = Of(path);
        UnixFileMode mode = File.GetUnixFileMode(path);

        // Of a folder such as /tmp the sticky bit keeps files from being replaced; anybody may still put one there.
        return owner != 0 && owner != EffectiveUser() ? "it belongs to another user"
            : mode.HasFlag(UnixFileMode.OtherWrite) ? "everybody may change it"
            : mode.HasFlag(UnixFileMode.GroupWrite) && group != EffectiveGroup() ? "a group may change it"
            : null;
    }

    private static unsafe (uint Owner, uint Group) Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            // Only the rights are looked at.
            return (EffectiveUser(), EffectiveGroup());
        }

        byte* status = stackalloc byte[256];
        return Status(Here, path, 0, OwnerAndGroup, status) == 0
            ? (*(uint*)(status + OwnerAt), *(uint*)(status + GroupAt))
            : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Status(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    private static partial uint EffectiveGroup();
}
