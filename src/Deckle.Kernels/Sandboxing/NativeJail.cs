using System.Runtime.InteropServices;

namespace Deckle.Kernels.Sandboxing;

/// <summary>The calls by which a process restricts itself and becomes another program. Linux.</summary>
internal static partial class NativeJail
{
    public const int SetNoNewPrivileges = 38;
    public const int SetSeccomp = 22;
    public const int SeccompFilterMode = 2;
    public const int DropBoundingCapability = 24;
    public const int ClearAmbientCapabilities = 47;

    public const uint MemoryCloseOnExec = 1;

    public const int OpenPath = 0x200000;
    public const int OpenCloseOnExec = 0x80000;

    // The same numbers on every architecture.
    public const nint LandlockCreateRuleset = 444;
    public const nint LandlockAddRule = 445;
    public const nint LandlockRestrictSelf = 446;

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int Control(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static unsafe partial nint SystemCall(nint number, void* first, nuint second, nuint third);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static unsafe partial nint SystemCall(nint number, nint first, nint second, void* third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int Duplicate(int fd, int to);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    public static unsafe partial int SetCapabilities(void* header, void* data);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    public static unsafe partial int SetLimit(int resource, ulong* limits);

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    public static unsafe partial int Limits(int process, int resource, ulong* given, ulong* old);

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeMemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int fd, long offset, int from);

    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint SetSignal(int number, nint handler);

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true)]
    public static unsafe partial int Execute(byte* path, byte** argv, byte** envp);
}
