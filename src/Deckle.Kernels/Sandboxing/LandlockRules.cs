using System.Runtime.InteropServices;
using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Sandboxing;

/// <summary>What Landlock lets a process do from now on (linux/landlock.h): rights to whole folders, and nothing elsewhere.</summary>
internal static class LandlockRules
{
    private const ulong Execute = 1 << 0;
    private const ulong WriteFile = 1 << 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadFolder = 1 << 3;
    private const ulong Truncate = 1 << 14;
    private const ulong Device = 1 << 15;

    private const ulong OfFiles = Execute | WriteFile | ReadFile | Truncate | Device;
    private const ulong Reading = Execute | ReadFile | ReadFolder;

    private const ulong TcpBindAndConnect = 0b11;
    private const ulong AbstractSocketsAndSignals = 0b11;

    private const nuint AskVersion = 1;
    private const nint PathBeneath = 1;

    // What programs ask about the machine and themselves. A child of the kernel has another /proc/self, which is not granted.
    private static readonly string[] ProcFiles =
    [
        "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/loadavg", "/proc/uptime", "/proc/version", "/proc/filesystems",
        "/proc/sys/kernel/osrelease", "/proc/sys/kernel/ostype", "/proc/sys/kernel/version", "/proc/sys/kernel/pid_max", "/proc/sys/kernel/cap_last_cap",
        "/proc/sys/kernel/ngroups_max", "/proc/sys/vm/overcommit_memory", "/proc/sys/vm/max_map_count",
    ];

    private static readonly string[] Devices = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"];

    /// <summary>The version of the interface; 0 where there is none.</summary>
    public static unsafe int Version() =>
        OperatingSystem.IsLinux() ? (int)Math.Max(0, NativeJail.SystemCall(NativeJail.LandlockCreateRuleset, null, 0, AskVersion)) : 0;

    /// <summary>Restricts this thread, and so what it becomes. Privileges must have been given up before.</summary>
    /// <param name="network">Whether TCP stays open.</param>
    /// <exception cref="IOException">The system refuses.</exception>
    public static unsafe void Restrict(int version, IEnumerable<string> readOnly, IEnumerable<string> writable, bool network)
    {
        ulong all = (1UL << 13) - 1;
        all |= version >= 2 ? 1UL << 13 : 0;
        all |= version >= 3 ? Truncate : 0;
        all |= version >= 5 ? Device : 0;
        ulong* attributes = stackalloc ulong[3] { all, version >= 4 && !network ? TcpBindAndConnect : 0, version >= 6 ? AbstractSocketsAndSignals : 0 };
        nuint size = version >= 6 ? 24u : version >= 4 ? 16u : 8u;
        int rules = Check("landlock_create_ruleset", NativeJail.SystemCall(NativeJail.LandlockCreateRuleset, attributes, size, 0));
        foreach (string path in readOnly)
        {
            Allow(rules, path, Reading & all, keeps: false);
        }

        foreach (string path in ProcFiles)
        {
            // Memory pressure makes /proc forget its inodes, and rules with them, unless somebody has them open.
            Allow(rules, path, Reading & all, keeps: true);
        }

        // Writing to a file of one's own such as /proc/self/comm.
        foreach (string path in Devices)
        {
            Allow(rules, path, (ReadFile | WriteFile | Truncate | Device) & all, keeps: false);
        }

        foreach (string path in writable)
        {
            Allow(rules, path, all, keeps: false);
        }

        Check("landlock_restrict_self", NativeJail.SystemCall(NativeJail.LandlockRestrictSelf, (void*)(nint)rules, 0, 0));
        _ = Native.Close(rules);
    }

    private static unsafe void Allow(int rules, string path, ulong rights, bool keeps)
    {
        int fd = NativeJail.Open(path, NativeJail.OpenPath | (keeps ? 0 : NativeJail.OpenCloseOnExec));
        if (fd < 0)
        {
            // It is not there, or not for us: nothing is lost, for nothing is granted.
            return;
        }

        // struct landlock_path_beneath_attr is packed.
        byte* rule = stackalloc byte[12];
        *(ulong*)rule = Directory.Exists(path) ? rights : rights & OfFiles;
        *(int*)(rule + 8) = fd;
        Check($"landlock_add_rule {path}", NativeJail.SystemCall(NativeJail.LandlockAddRule, rules, PathBeneath, rule, 0));
        if (!keeps)
        {
            _ = Native.Close(fd);
        }
    }

    private static int Check(string call, nint result) =>
        result >= 0 ? (int)result : throw new IOException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
}
