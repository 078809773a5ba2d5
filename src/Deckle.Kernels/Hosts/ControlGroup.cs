using System.Globalization;

namespace Deckle.Kernels.Hosts;

/// <summary>
/// The control groups of one kernel: one folder where the system has version 2, one for each controller where it has version 1.
/// Whatever joined and all it starts stays in them, even what leaves its process group; their end is its end.
/// </summary>
internal sealed class ControlGroup
{
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    private readonly string? memoryFolder;
    private readonly string? processFolder;

    /// <param name="folders">All of them; they exist.</param>
    /// <param name="memoryFolder">The one that counts memory; null for none.</param>
    /// <param name="processFolder">The one that counts processes; null for none.</param>
    public ControlGroup(IReadOnlyList<string> folders, string? memoryFolder, string? processFolder)
    {
        Folders = folders;
        this.memoryFolder = memoryFolder;
        this.processFolder = processFolder;
    }

    public IReadOnlyList<string> Folders { get; }

    /// <summary>The limit of memory in bytes; null for none.</summary>
    public long? Memory { get; init; }

    /// <summary>The limit of processes and threads as it was asked for; null for none.</summary>
    public int? Processes { get; init; }

    /// <summary>What has been taken so far.</summary>
    public LimitUse Use() => new(
        Memory,
        memoryFolder is null ? 0 : Number(memoryFolder, "memory.max_usage_in_bytes") ?? Number(memoryFolder, "memory.peak") ?? 0,
        memoryFolder is null ? 0 : Event(memoryFolder, "memory.oom_control", "oom_kill") ?? Event(memoryFolder, "memory.events", "oom_kill") ?? 0,
        Processes,
        processFolder is null ? 0 : Event(processFolder, "pids.events", "max") ?? 0);

    /// <summary>Ends everything in the groups and removes them.</summary>
    public void End()
    {
        if (processFolder is not null)
        {
            // What is being killed must not start others meanwhile.
            TryWrite(Path.Combine(processFolder, "pids.max"), "0");
        }

        for (TimeSpan waited = TimeSpan.Zero; waited < GoneWithin; waited += LookEvery)
        {
            if (Folders.Count(TryRemove) == Folders.Count)
            {
                return;
            }

#pragma warning disable RS0030 // Version 1 has no event for a group that became empty, and this thread has nothing else to do.
            Thread.Sleep(LookEvery);
#pragma warning restore RS0030
        }
    }

    private static bool TryRemove(string folder)
    {
        try
        {
            foreach (string line in File.ReadLines(Path.Combine(folder, "cgroup.procs")))
            {
                _ = int.TryParse(line, CultureInfo.InvariantCulture, out int id) ? Native.Kill(id, Native.SigKill) : 0;
            }

            Directory.Delete(folder);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What was killed a moment ago is still counted.
            return !Directory.Exists(folder);
        }
    }

    private static void TryWrite(string file, string text)
    {
        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The group is gone, or its limit is not ours to set: killing goes on all the same.
        }
    }

    private static long? Number(string folder, string file) =>
        Lines(folder, file) is [string line, ..] && long.TryParse(line, CultureInfo.InvariantCulture, out long number) ? number : null;

    // "oom_kill 3": a counter a line.
    private static long? Event(string folder, string file, string name) =>
        Lines(folder, file).FirstOrDefault(line => line.StartsWith($"{name} ", StringComparison.Ordinal)) is string line
        && long.TryParse(line.AsSpan(name.Length + 1), CultureInfo.InvariantCulture, out long count) ? count : null;

    private static string[] Lines(string folder, string file)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
