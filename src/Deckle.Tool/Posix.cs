using System.Runtime.InteropServices;

namespace Deckle.Tool;

/// <summary>What processes need of the system, and .NET has no word for.</summary>
internal static partial class Posix
{
    public const int Interrupt = 2;
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>A session of its own: no terminal, and nobody's signals but its own.</summary>
    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    public static partial int NewSession();

    /// <summary>Makes a descriptor stand for another one.</summary>
    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int Duplicate(int descriptor, int other);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int process, int signal);
}
