using System.Globalization;

namespace Deckle.Kernels.Hosts;

/// <summary>What a kernel and all it started took of what it was allowed, as the system's control groups counted it.</summary>
/// <param name="Memory">The limit in bytes; null for none.</param>
/// <param name="PeakMemory">The most that was held at a time, in bytes; zero when it was not counted.</param>
/// <param name="MemoryKills">How many processes were killed because the limit was reached.</param>
/// <param name="Processes">The limit of processes and threads; null for none.</param>
/// <param name="RefusedProcesses">How often one more was refused.</param>
public sealed record LimitUse(long? Memory, long PeakMemory, long MemoryKills, int? Processes, long RefusedProcesses)
{
    /// <summary>One clause of a limit that was reached beside the kernel's own end: <c>limit of 30 processes and threads reached</c>; null for none.</summary>
    public string? Told() => RefusedProcesses > 0 && Processes is { } most
        ? string.Create(CultureInfo.InvariantCulture, $"limit of {most} processes and threads reached")
        : null;
}
