using System.Globalization;
using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Holding;

/// <summary>
/// What keeps a kernel when its run is over: a shell in a session of its own that reads on what the kernel writes, so that the kernel does
/// not fail for a broken pipe, and ends it when its time is over. It sees the kernel's own end by the end of that pipe. Behind either it
/// removes the kernel's files.
/// </summary>
internal static class KernelHolder
{
    /// <summary>How many seconds are left, in the kernel's folder; empty while a run uses the kernel.</summary>
    private const string ClockFile = "seconds";

    // $1 the kernel's folder, $2 its record, $3 its process group. A command behind & would read from nowhere but for descriptor 3.
    // A trapped signal ends "wait" early, so it is waited again until the reader is gone.
    private const string Script = """
        exec 3<&0
        cat <&3 >/dev/null & reader=$!
        end() { trap '' TERM; kill -s KILL -- "-$kernel"; rm -rf -- "$folder" "$record"; kill -s TERM 0; exit; }
        wind() {
          [ -z "$clock" ] || kill "$clock"
          clock= seconds=
          read -r seconds <"$folder/seconds"
          [ -z "$seconds" ] || { { sleep "$seconds"; kill "$$"; } & clock=$!; }
        }
        folder=$1 record=$2 kernel=$3 clock=
        trap end TERM
        trap wind USR1
        wind
        while kill -0 "$reader"; do wait "$reader"; done
        end
        """;

    // Linux, and macOS behind it.
    private static int SigUser1 => OperatingSystem.IsMacOS() ? 30 : 10;

    /// <returns>The holder's process id.</returns>
    public static int Start(string folder, string record, int kernel, int output, TimeSpan time)
    {
        SetTime(folder, time);
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" };
        string group = kernel.ToString(CultureInfo.InvariantCulture);
        return PosixProcess.Spawn("/bin/sh", ["sh", "-c", Script, Name, folder, record, group], environment, "/", output, -1);
    }

    /// <summary>Gives a held kernel another time to live; null for as long as somebody else watches it.</summary>
    public static void Rewind(int holder, string folder, TimeSpan? time)
    {
        SetTime(folder, time);
        _ = Native.Kill(holder, SigUser1);
    }

    /// <summary>Ends the kernel.</summary>
    public static void End(int holder) => _ = Native.Kill(holder, Native.SigTerm);

    /// <summary>Whether a process is the holder of a record: after its end, or after the machine's, its id can be somebody else's.</summary>
    public static bool IsHolder(int id, string record)
    {
        if (!ProcessWatch.IsAlive(id))
        {
            return false;
        }

        try
        {
            // For a moment a process that has just started has no command line.
            string[] command = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
            return command is [""] || (command.Contains(Name) && command.Contains(record));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A system without /proc.
            return !OperatingSystem.IsLinux();
        }
    }

    private const string Name = "deckle-hold";

    private static void SetTime(string folder, TimeSpan? time)
    {
        string text = time is { } span ? Math.Ceiling(span.TotalSeconds).ToString("0", CultureInfo.InvariantCulture) : "";
        File.WriteAllText(Path.Combine(folder, ClockFile), $"{text}\n");
    }
}
