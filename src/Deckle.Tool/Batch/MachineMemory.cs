using System.Globalization;

namespace Deckle.Tool.Batch;

/// <summary>The memory that is to be had: what the machine has free and what this process's control groups (containers) still allow.</summary>
internal static class MachineMemory
{
    // The folder of control groups; of version 1 that of the memory controller.
    private const string Groups = "/sys/fs/cgroup";

    public static long Available()
    {
        // Of the runtime's own, for systems without /proc.
        long available = Meminfo(Lines("/proc/meminfo")) ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        foreach (string line in Lines("/proc/self/cgroup"))
        {
            // hierarchy:controllers:path; version 2 has no controllers.
            string[] parts = line.Split(':', 3);
            bool isOne = parts.Length == 3 && parts[1].Split(',').Contains("memory");
            if (parts.Length == 3 && (isOne || parts[1].Length == 0))
            {
                available = Math.Min(available, AllowedBelow(isOne ? $"{Groups}/memory" : Groups, parts[2], isOne));
            }
        }

        return available;
    }

    /// <summary>The least that a group or one around it still allows. In a container its own group is the root, whatever its path is outside.</summary>
    private static long AllowedBelow(string root, string path, bool isOne)
    {
        long least = long.MaxValue;
        for (string? group = path.TrimEnd('/'); group is not null; group = group.Length == 0 ? null : group[..Math.Max(0, group.LastIndexOf('/'))])
        {
            string folder = root + group;
            long? limit = Number(folder, isOne ? "memory.limit_in_bytes" : "memory.max");
            long? used = Number(folder, isOne ? "memory.usage_in_bytes" : "memory.current");
            if (limit is not null && used is not null)
            {
                // Pages of files that nobody uses are given back when they are needed.
                long idle = Lines($"{folder}/memory.stat").Where(line => line.StartsWith("inactive_file ", StringComparison.Ordinal)).Select(line => Parse(line[14..]) ?? 0).FirstOrDefault();
                least = Math.Min(least, Math.Max(0, limit.Value - used.Value + idle));
            }
        }

        return least;
    }

    private static long? Meminfo(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal)) is { } line
            ? Parse(line["MemAvailable:".Length..].Replace("kB", "", StringComparison.Ordinal)) * 1024
            : null;

    // Version 2 says "max" where there is no limit; version 1 a number near 2^63.
    private static long? Number(string folder, string name) => Lines($"{folder}/{name}").Select(Parse).FirstOrDefault();

    private static long? Parse(string text) => long.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
