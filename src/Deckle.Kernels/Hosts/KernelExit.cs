using System.Globalization;

namespace Deckle.Kernels.Hosts;

/// <summary>How a kernel's process ended.</summary>
/// <param name="ExitCode">The exit code; null when a signal ended it, or when it was not our child and nobody tells.</param>
/// <param name="Signal">The signal's number; null when it ended by itself.</param>
/// <param name="PeakMemory">The most memory it held, in bytes; zero when not known.</param>
public sealed record KernelExit(int? ExitCode, int? Signal, long PeakMemory)
{
    /// <summary>
    /// Where there is no process to look at, what became of the kernel, as it follows "the kernel": <c>was deleted on the server</c>. Else null.
    /// </summary>
    public string? Cause { get; init; }

    /// <summary>What it took of its limits; null where nothing counted it.</summary>
    public LimitUse? Limits { get; init; }

    /// <summary>Whether it was ended because it had reached the limit of memory.</summary>
    public bool IsMemoryLimit => Signal == 9 && Limits is { Memory: not null, MemoryKills: > 0 };

    /// <summary>The signal's name, such as <c>SIGKILL</c>; null without a signal.</summary>
    public string? SignalName => Signal is { } number
        ? number switch
        {
            1 => "SIGHUP",
            2 => "SIGINT",
            3 => "SIGQUIT",
            4 => "SIGILL",
            6 => "SIGABRT",
            8 => "SIGFPE",
            9 => "SIGKILL",
            11 => "SIGSEGV",
            13 => "SIGPIPE",
            14 => "SIGALRM",
            15 => "SIGTERM",
            24 => "SIGXCPU",
            25 => "SIGXFSZ",
            31 => "SIGSYS",
            _ => string.Create(CultureInfo.InvariantCulture, $"signal {number}"),
        }
        : null;

    /// <summary>One clause: <c>killed by SIGKILL, peak memory 1.2 GB</c>.</summary>
    public override string ToString()
    {
        if (IsMemoryLimit)
        {
            return $"killed: memory limit {Size(Limits!.Memory!.Value)} reached (peak {Size(PeakMemory)})";
        }

        string end = Cause is { } cause ? cause
            : SignalName is { } name ? $"killed by {name}"
            : ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"exited with code {code}")
            : "ended";
        end = PeakMemory > 0 ? $"{end}, peak memory {Size(PeakMemory)}" : end;
        return Limits?.Told() is { } met ? $"{end}, {met}" : end;
    }

    internal static string Size(long bytes) => bytes >= 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB");
}
