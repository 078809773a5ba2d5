using System.Collections.Immutable;
using System.Globalization;
using Deckle.Json;

namespace Deckle.Kernels.Sandboxing;

/// <summary>What of a profile is enforced on a machine, by what, and what is not.</summary>
/// <param name="Mode">The mechanism; never <see cref="SandboxMode.Auto"/>.</param>
/// <param name="Barriers">Every barrier that was asked for, or that the mechanism should have.</param>
/// <param name="Warnings">What was asked for and is left out; only with <see cref="SandboxProfile.IsBestEffort"/>.</param>
public sealed record SandboxPlan(SandboxMode Mode, ImmutableArray<BarrierState> Barriers, ImmutableArray<string> Warnings)
{
    private const string Landlock = "landlock";
    private const string Seccomp = "seccomp";
    private const string Resource = "rlimit";

    /// <summary>What was asked for.</summary>
    public required SandboxProfile Profile { get; init; }

    internal SandboxMachine Machine { get; private init; } = new();

    /// <summary>Paths of the kernel's own that can be read besides those that were granted.</summary>
    internal IReadOnlyList<string> Needed { get; init; } = [];

    /// <summary>Whether a limit is one of each process, set by itself before it begins.</summary>
    internal bool UsesResourceLimit(Barrier barrier) => Barriers.Any(state => state.Barrier == barrier && state.By == Resource);

    /// <summary>Whether system calls are filtered.</summary>
    internal bool Filters => Barriers.Any(state => state.By?.Contains(Seccomp, StringComparison.Ordinal) == true);

    /// <param name="machine">With bubblewrap tried when the mode is auto.</param>
    /// <exception cref="DeckleException"><c>sandbox-unavailable</c>, <c>sandbox-not-enforceable</c>.</exception>
    public static SandboxPlan Make(SandboxProfile profile, SandboxMachine machine)
    {
        var warnings = new List<string>();
        SandboxMode mode = Choose(profile, machine, warnings);
        List<BarrierState> states = [.. Walls(mode, profile, machine), .. Limits(profile, machine)];
        foreach (BarrierState state in states.Where(state => !state.IsEnforced && IsAsked(state.Barrier, profile)))
        {
            string what = Flag(state.Barrier, profile);
            if (!profile.IsBestEffort || state.Barrier == Barrier.Network)
            {
                throw SandboxErrors.NotEnforceable(what, state.Note);
            }

            warnings.Add($"{what} is not enforced: {state.Note}");
        }

        return new SandboxPlan(mode, [.. states], [.. warnings]) { Profile = profile, Machine = machine };
    }

    /// <summary>What a report says of it.</summary>
    public JsonObject ToJson() => JsonObject.Of(
        ("mode", Mode.ToString().ToLowerInvariant()),
        ("network", Profile.Network),
        ("memory_bytes", Profile.Memory is { } memory ? memory : JsonNull.Value),
        ("cpus", Profile.Cpus is { } cpus ? cpus : JsonNull.Value),
        ("pids", Profile.Processes is { } processes ? processes : JsonNull.Value),
        ("read_only", JsonArray.From(Profile.ReadOnly.Concat(Needed).Distinct(StringComparer.Ordinal))),
        ("writable", JsonArray.From(Profile.Writable)),
        ("enforced", JsonArray.From(Barriers.Where(state => state.IsEnforced).Select(state => state.ToJson()))),
        ("not_enforced", JsonArray.From(Barriers.Where(state => !state.IsEnforced).Select(state => state.ToJson()))));

    private static SandboxMode Choose(SandboxProfile profile, SandboxMachine machine, List<string> warnings)
    {
        string? noLandlock = machine.Landlock > 0 ? null : "this system has no Landlock (Linux 5.13 and later, if it is switched on)";
        switch (profile.Mode)
        {
            case SandboxMode.Off when !profile.Network:
                throw SandboxErrors.NotEnforceable("no network", "no sandbox was asked for");
            case SandboxMode.Off:
                return SandboxMode.Off;
            case SandboxMode.Bwrap:
                return machine.Bwrap is null ? throw SandboxErrors.Unavailable("bwrap", machine.WhyNoBwrap ?? "") : SandboxMode.Bwrap;
            case SandboxMode.Landlock:
                return noLandlock is { } why ? throw SandboxErrors.Unavailable(Landlock, why) : SandboxMode.Landlock;
            case SandboxMode.Auto when machine.Bwrap is not null:
                return SandboxMode.Bwrap;
            case SandboxMode.Auto when noLandlock is null:
                return SandboxMode.Landlock;
            default:
                if (profile.HasWalls || !profile.IsBestEffort)
                {
                    throw SandboxErrors.Unavailable("bwrap or landlock", $"{machine.WhyNoBwrap}; {noLandlock}");
                }

                warnings.Add($"there is no sandbox around the kernel: {machine.WhyNoBwrap}; {noLandlock}");
                return SandboxMode.Off;
        }
    }

    private static IEnumerable<BarrierState> Walls(SandboxMode mode, SandboxProfile profile, SandboxMachine machine) => mode switch
    {
        SandboxMode.Bwrap => Bubblewrapped(profile, machine),
        SandboxMode.Landlock => Landlocked(profile, machine),
        _ => [],
    };

    private static IEnumerable<BarrierState> Bubblewrapped(SandboxProfile profile, SandboxMachine machine)
    {
        const string Bwrap = "bwrap";
        foreach (Barrier barrier in (Barrier[])
            [Barrier.Reading, Barrier.Writing, Barrier.Environment, Barrier.Processes, Barrier.Tracing, Barrier.Signals, Barrier.UnixSockets, Barrier.SharedMemory, Barrier.Leftovers])
        {
            yield return new BarrierState(barrier, Bwrap);
        }

        yield return Filtered(Barrier.Keyrings, machine);
        yield return profile.Network ? new BarrierState(Barrier.Network, null, "network was not forbidden")
            : machine.HasSeccomp ? new BarrierState(Barrier.Network, "bwrap and seccomp")
            : new BarrierState(Barrier.Network, Bwrap, "sockets between virtual machines and their host (vsock) stay open: system calls cannot be filtered here");
        yield return new BarrierState(Barrier.AbstractSockets, profile.Network ? null : Bwrap, profile.Network ? "they belong to the network, which was not forbidden" : "");
    }

    private static IEnumerable<BarrierState> Landlocked(SandboxProfile profile, SandboxMachine machine)
    {
        string Before(int version) => string.Create(CultureInfo.InvariantCulture, $"needs version {version} of Landlock, here is {machine.Landlock}");
        BarrierState Since(int version, Barrier barrier, string note = "") =>
            machine.Landlock >= version ? new BarrierState(barrier, Landlock, note) : new BarrierState(barrier, null, Before(version));

        yield return new BarrierState(Barrier.Reading, Landlock, "the names, sizes and times of files can still be asked for one by one");
        yield return machine.Landlock >= 3
            ? new BarrierState(Barrier.Writing, Landlock, machine.HasSeccomp
                ? "the mode, owner and times of files of the same user can still be set"
                : "the mode, owner, times and attributes of files of the same user can still be set")
            : new BarrierState(Barrier.Writing, null, $"files outside can be emptied: {Before(3)}");
        yield return new BarrierState(Barrier.Environment, "jail");
        yield return new BarrierState(Barrier.Processes, Landlock, "whether an id is in use can still be found out");
        yield return new BarrierState(Barrier.Tracing, Landlock);
        yield return Since(6, Barrier.Signals, machine.HasSeccomp ? "" : "limits and priorities of other processes can be set: system calls cannot be filtered here");
        yield return profile.Network ? new BarrierState(Barrier.Network, null, "network was not forbidden")
            : machine.HasSeccomp ? new BarrierState(Barrier.Network, machine.Landlock >= 4 ? "seccomp and landlock" : Seccomp)
            : new BarrierState(Barrier.Network, null, "Landlock alone does not know UDP, and system calls cannot be filtered here");
        yield return profile.Network ? new BarrierState(Barrier.UnixSockets, null, "Landlock does not know them; only without network is connecting forbidden")
            : machine.HasSeccomp ? new BarrierState(Barrier.UnixSockets, Seccomp, "no socket can be connected, not even one of the kernel's own")
            : new BarrierState(Barrier.UnixSockets, null, "system calls cannot be filtered here");
        yield return !profile.Network && machine.HasSeccomp ? new BarrierState(Barrier.AbstractSockets, Seccomp) : Since(6, Barrier.AbstractSockets);
        yield return Filtered(Barrier.Keyrings, machine);
        yield return Filtered(Barrier.SharedMemory, machine);
        yield return machine.Groups.Version > 0 ? new BarrierState(Barrier.Leftovers, machine.Groups.Name)
            : new BarrierState(Barrier.Leftovers, null, $"a process that leaves the kernel's group cannot be found: {machine.Groups.WhyNot}");
    }

    private static BarrierState Filtered(Barrier barrier, SandboxMachine machine) =>
        machine.HasSeccomp ? new BarrierState(barrier, Seccomp) : new BarrierState(barrier, null, "system calls cannot be filtered here");

    private static IEnumerable<BarrierState> Limits(SandboxProfile profile, SandboxMachine machine)
    {
        if (profile.Memory is not null)
        {
            yield return machine.Groups.Has("memory") ? new BarrierState(Barrier.Memory, machine.Groups.Name)
                : new BarrierState(Barrier.Memory, Resource, $"the limit is one of each process, and of its address space: {machine.Groups.WhyNot}");
        }

        if (profile.Processes is not null)
        {
            yield return machine.Groups.Has("pids") ? new BarrierState(Barrier.ProcessCount, machine.Groups.Name)
                : machine.IsRoot ? new BarrierState(Barrier.ProcessCount, null, $"{machine.Groups.WhyNot}, and limits of users do not bind root")
                : new BarrierState(Barrier.ProcessCount, Resource, $"what else this user starts counts too: {machine.Groups.WhyNot}");
        }

        if (profile.Cpus is not null)
        {
            yield return machine.Groups.Has("cpu") ? new BarrierState(Barrier.Cpus, machine.Groups.Name)
                : new BarrierState(Barrier.Cpus, null, $"it needs the controller cpu: {machine.Groups.WhyNot}");
        }
    }

    private static bool IsAsked(Barrier barrier, SandboxProfile profile) => barrier switch
    {
        Barrier.Network => !profile.Network,
        Barrier.Memory or Barrier.Cpus or Barrier.ProcessCount => true,
        _ => false,
    };

    private static string Flag(Barrier barrier, SandboxProfile profile) => barrier switch
    {
        Barrier.Network => "no network",
        Barrier.Memory => string.Create(CultureInfo.InvariantCulture, $"a limit of {profile.Memory} bytes of memory"),
        Barrier.Cpus => string.Create(CultureInfo.InvariantCulture, $"a limit of {profile.Cpus} processors"),
        _ => string.Create(CultureInfo.InvariantCulture, $"a limit of {profile.Processes} processes"),
    };
}
