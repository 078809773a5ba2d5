using System.Globalization;

namespace Deckle.Kernels.Hosts;

/// <summary>Notices limits that were met while the kernel went on, so that what met them can be named: asked after each cell.</summary>
/// <param name="process">Null for a kernel that nothing is counted of.</param>
internal sealed class LimitWatch(IKernelProcess? process)
{
    private long kills;
    private long refusals;

    /// <summary>One sentence of what was met since the last look; null for nothing. The kernel's own end is told as such.</summary>
    public string? Look()
    {
        if (process is null || process.Exit.IsCompleted || process.Used is not { } use)
        {
            return null;
        }

        List<string> told = [];
        if (use.Memory is { } memory && use.MemoryKills > kills)
        {
            string who = use.MemoryKills - kills is > 1 and var count
                ? string.Create(CultureInfo.InvariantCulture, $"{count} processes that the kernel started were killed")
                : "a process that the kernel started was killed";
            told.Add($"{who}: memory limit {KernelExit.Size(memory)} reached");
        }

        if (use.RefusedProcesses > refusals && use.Told() is { } met)
        {
            told.Add(met);
        }

        (kills, refusals) = (Math.Max(kills, use.MemoryKills), Math.Max(refusals, use.RefusedProcesses));
        return told.Count > 0 ? string.Join("; ", told) : null;
    }
}
