using System.Globalization;
using Deckle.Kernels.Hosts;

namespace Deckle.Kernels.Sandboxing;

/// <summary>The folders in which control groups can be made, one a controller: all the same with version 2, each its own with version 1.</summary>
/// <param name="Version">1 or 2; 0 for none.</param>
/// <param name="Folders">Controller (<c>memory</c>, <c>pids</c>, <c>cpu</c>) to folder.</param>
/// <param name="WhyNot">Why a controller that is missing is.</param>
public sealed record ControlGroupPlaces(int Version, IReadOnlyDictionary<string, string> Folders, string WhyNot)
{
    private const int Period = 100_000;

    private static readonly string[] Controllers = ["memory", "pids", "cpu"];

    public static ControlGroupPlaces None { get; } = new(0, new Dictionary<string, string>(), "no control groups");

    /// <summary>What enforces limits here, for reports.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"cgroup v{Version}");

    public bool Has(string controller) => Folders.ContainsKey(controller);

    /// <summary>Looks where groups can be made, by making one.</summary>
    public static ControlGroupPlaces Look()
    {
        try
        {
            return Find(File.ReadAllLines("/proc/self/mountinfo"), File.ReadAllLines("/proc/self/cgroup"), MayMake, ReadControllers);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return None with { WhyNot = e.Message };
        }
    }

    /// <param name="mounts">The lines of <c>/proc/self/mountinfo</c>.</param>
    /// <param name="own">The lines of <c>/proc/self/cgroup</c>.</param>
    /// <param name="mayMake">Whether a group can be made in a folder.</param>
    /// <param name="delegated">The controllers that a folder of version 2 passes on to groups in it.</param>
    internal static ControlGroupPlaces Find(
        IReadOnlyList<string> mounts, IReadOnlyList<string> own, Func<string, bool> mayMake, Func<string, IReadOnlyList<string>> delegated)
    {
        (string Kind, string Options, string Root, string Point)[] groups = [.. mounts.Select(Mount).Where(mount => mount.Kind is "cgroup" or "cgroup2")];
        string? second = Array.Find(groups, mount => mount.Kind == "cgroup2") is { Point: { Length: > 0 } point } unified
            ? Place(unified.Root, point, PathOf(own, "")) : null;

        // A group of version 2 that has processes passes no controllers on, so it is made beside ours: in the nearest that does.
        for (string? folder = second; folder is { Length: > 1 } && folder.Length >= groups.First(mount => mount.Kind == "cgroup2").Point.Length; folder = Path.GetDirectoryName(folder))
        {
            string[] had = [.. Controllers.Intersect(delegated(folder))];
            if (had.Length > 0 && mayMake(folder))
            {
                return new ControlGroupPlaces(2, had.ToDictionary(name => name, _ => folder), "the controller is not delegated to us");
            }
        }

        var first = new Dictionary<string, string>();
        foreach (string controller in Controllers)
        {
            if (Array.Find(groups, mount => mount.Kind == "cgroup" && mount.Options.Split(',').Contains(controller)) is { Point: { Length: > 0 } where } mount
                && Place(mount.Root, where, PathOf(own, controller)) is { } folder && mayMake(folder))
            {
                first[controller] = folder;
            }
        }

        return first.Count > 0
            ? new ControlGroupPlaces(1, first, "the controller is not mounted, or not ours to use")
            : None with { WhyNot = groups.Length == 0 ? "no control groups are mounted" : "no control group is delegated to us" };
    }

    /// <summary>Makes the group of a kernel with its limits.</summary>
    /// <param name="name">A name that nobody else has.</param>
    /// <param name="spare">Processes of ours that are in the group besides the kernel's.</param>
    /// <returns>Null where none can be made.</returns>
    /// <exception cref="DeckleException"><c>sandbox-limit-refused</c>.</exception>
    internal ControlGroup? Make(string name, SandboxProfile limits, int spare)
    {
        if (Version == 0)
        {
            return null;
        }

        var made = new Dictionary<string, string>();
        var group = new ControlGroup(
            [.. Folders.Values.Distinct().Select(folder => Path.Combine(folder, name))],
            Folders.TryGetValue("memory", out string? memory) ? Path.Combine(memory, name) : null,
            Folders.TryGetValue("pids", out string? pids) ? Path.Combine(pids, name) : null)
        { Memory = limits.Memory, Processes = limits.Processes };
        try
        {
            foreach (string folder in group.Folders)
            {
                Directory.CreateDirectory(folder);
            }

            foreach ((string controller, string file, string value, bool isOptional) in Values(limits, spare).Where(each => Has(each.Controller)))
            {
                string path = Path.Combine(Folders[controller], name, file);
                if (!isOptional || File.Exists(path))
                {
                    File.WriteAllText(path, value);
                }
            }

            return group;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            group.End();
            throw SandboxErrors.LimitRefused(e.Message);
        }
    }

    private IEnumerable<(string Controller, string File, string Value, bool IsOptional)> Values(SandboxProfile limits, int spare)
    {
        if (limits.Memory is { } memory)
        {
            string bytes = memory.ToString(CultureInfo.InvariantCulture);
            yield return ("memory", Version == 2 ? "memory.max" : "memory.limit_in_bytes", bytes, false);

            // Swapping would only put the end off. Version 1 counts both together.
            yield return ("memory", Version == 2 ? "memory.swap.max" : "memory.memsw.limit_in_bytes", Version == 2 ? "0" : bytes, true);
        }

        if (limits.Processes is { } processes)
        {
            yield return ("pids", "pids.max", (processes + spare).ToString(CultureInfo.InvariantCulture), false);
        }

        if (limits.Cpus is { } cpus)
        {
            string quota = ((long)(cpus * Period)).ToString(CultureInfo.InvariantCulture);
            if (Version == 2)
            {
                yield return ("cpu", "cpu.max", string.Create(CultureInfo.InvariantCulture, $"{quota} {Period}"), false);
            }
            else
            {
                yield return ("cpu", "cpu.cfs_period_us", Period.ToString(CultureInfo.InvariantCulture), false);
                yield return ("cpu", "cpu.cfs_quota_us", quota, false);
            }
        }
    }

    // "36 35 98:0 /root /point rw,noatime master:1 - cgroup source rw,memory"
    private static (string Kind, string Options, string Root, string Point) Mount(string line)
    {
        string[] halves = line.Split(" - ", 2);
        string[] left = halves[0].Split(' ');
        string[] right = halves.Length > 1 ? halves[1].Split(' ') : [];
        return left.Length > 4 && right.Length > 2 ? (right[0], right[2], left[3], left[4]) : ("", "", "", "");
    }

    // "4:memory:/path" with version 1, "0::/path" with version 2.
    private static string? PathOf(IReadOnlyList<string> own, string controller) => own
        .Select(line => line.Split(':', 3))
        .FirstOrDefault(parts => parts.Length == 3 && parts[1].Split(',').Contains(controller) && (controller.Length > 0 || parts[0] == "0"))?[2];

    // In a container the path can be the host's, of which the mount shows a part.
    private static string? Place(string root, string point, string? path) =>
        path is null || path.Contains("/../", StringComparison.Ordinal) ? null
        : Path.TrimEndingDirectorySeparator(point + (root.Length > 1 && path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path));

    private static bool MayMake(string folder)
    {
        string trial = Path.Combine(folder, $"deckle-try-{Guid.NewGuid():N}");
        try
        {
            // What joins the group leaves another one, which takes the right to write here.
            using (new FileStream(Path.Combine(folder, "cgroup.procs"), FileMode.Open, FileAccess.Write))
            {
            }

            Directory.CreateDirectory(trial);
            Directory.Delete(trial);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string[] ReadControllers(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cgroup.subtree_control")).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
