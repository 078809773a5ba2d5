using System.Globalization;
using Deckle.Kernels.Hosts;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Sandboxing;

/// <summary>Puts a plan around kernels that are about to be started.</summary>
internal sealed class Sandbox
{
    private Sandbox(SandboxPlan plan) => Plan = plan;

    public SandboxPlan Plan { get; }

    public SandboxProfile Profile => Plan.Profile;

    /// <summary>The plan of a profile on this machine; null for one that asks for nothing.</summary>
    /// <exception cref="DeckleException"><c>sandbox-unavailable</c>, <c>sandbox-not-enforceable</c>.</exception>
    public static Sandbox? For(SandboxProfile? profile)
    {
        if (profile is not { IsNeeded: true })
        {
            return null;
        }

        var machine = SandboxMachine.Look();
        return new Sandbox(SandboxPlan.Make(profile, profile.Mode == SandboxMode.Auto ? machine.Tried() : machine));
    }

    /// <summary>What a sandbox that could not be set up has said; null when it said nothing.</summary>
    /// <param name="output">What the process wrote.</param>
    public static string? Complaint(string output) => output.Split('\n')[0].TrimEnd() is var line && line.StartsWith(Jail.Complaint, StringComparison.Ordinal)
        ? line[Jail.Complaint.Length..]
        : line.StartsWith(Bubblewrap.Complaint, StringComparison.Ordinal) ? line : null;

    /// <summary>Whether a kernel's sockets are files, since there is no network to reach it by.</summary>
    /// <exception cref="DeckleException"><c>sandbox-kernel-needs-tcp</c>.</exception>
    public bool NeedsIpc(KernelSpec spec) =>
        !Profile.Network && (IpcKernels.Knows(spec) ? true : throw SandboxErrors.NeedsTcp(spec.Name));

    /// <summary>The same launch inside of the sandbox.</summary>
    /// <param name="ownFolder">The folder of the kernel's files.</param>
    /// <exception cref="DeckleException">
    /// <c>sandbox-path-not-found</c>, <c>sandbox-path-too-wide</c>, <c>sandbox-folder-too-wide</c>, <c>sandbox-program-not-granted</c>, <c>sandbox-limit-refused</c>.
    /// </exception>
    public KernelLaunch Wrap(KernelLaunch launch, SandboxSubject subject, string ownFolder)
    {
        if (Plan.Mode == SandboxMode.Off && !Profile.HasLimits)
        {
            return launch;
        }

        string folder = Path.GetFullPath(launch.Folder ?? ".");
        var order = new JailOrder { Argv = [.. launch.Argv], Environment = launch.Environment };
        IReadOnlyList<string> granted = [];
        if (Plan.Mode != SandboxMode.Off)
        {
            Directory.CreateDirectory(SandboxEnvironment.Home(ownFolder));
            Directory.CreateDirectory(SandboxEnvironment.Temporary(ownFolder));
            SandboxPaths paths = SandboxPaths.Of(Profile, subject, folder, ownFolder);
            order = Walled(order, EnvironmentOf(order, subject, ownFolder), paths, folder);
            granted = paths.Needed;
        }

        bool isWrapped = Plan.Mode == SandboxMode.Bwrap;
        ControlGroup? group = Plan.Machine.Groups.Make(Path.GetFileName(ownFolder), Profile, isWrapped ? Bubblewrap.Processes : 0);
        order = order with
        {
            Groups = [.. group?.Folders ?? []],
            AddressSpace = Plan.UsesResourceLimit(Barrier.Memory) ? Profile.Memory : null,
            Processes = Plan.UsesResourceLimit(Barrier.ProcessCount) ? Profile.Processes + RunningProcesses() : null,
        };

        // The folder is there for the guard, which knows kernels by it. Launched from our folder: the kernel's own is none of the jail's.
        return launch with
        {
            Argv = [.. Profile.Launcher, ownFolder],
            Environment = OwnEnvironment(),
            Folder = folder,
            Input = order.ToUtf8(),
            Group = group,
            IsWrapped = isWrapped,
            Granted = granted,
        };
    }

    private Dictionary<string, string> EnvironmentOf(JailOrder order, SandboxSubject subject, string ownFolder)
    {
        bool isWrapped = Plan.Mode == SandboxMode.Bwrap;
        HashSet<string> given = new([.. subject.Given.Keys, .. Profile.KeepVariables], StringComparer.Ordinal);
        Dictionary<string, string> environment = SandboxEnvironment.Of(order.Environment, new HashSet<string>([.. given, .. subject.Own], StringComparer.Ordinal), ownFolder, isWrapped);
        Dictionary<string, string> known = SandboxEnvironment.Of(subject.Search.Variables, Profile.KeepVariables.ToHashSet(StringComparer.Ordinal), ownFolder, isWrapped);
        foreach ((string name, string template) in subject.Templates.Where(pair => !subject.Given.ContainsKey(pair.Key)))
        {
            environment[name] = KernelCommandBuilder.SafeSubstitute(template, known);
        }

        string packages = Path.Combine(subject.Search.HomeFolder, ".local");
        if (subject.IsPython && Directory.Exists(Path.Combine(packages, "lib")))
        {
            // Packages of the user's own are looked for in the home folder, which is another one now.
            environment.TryAdd("PYTHONUSERBASE", packages);
        }

        return environment;
    }

    private JailOrder Walled(JailOrder order, Dictionary<string, string> environment, SandboxPaths paths, string folder) => Plan.Mode == SandboxMode.Bwrap
        ? order with
        {
            Argv = [.. Bubblewrap.Command(Plan.Machine.Bwrap!, paths, folder, Profile.Network, Plan.Filters), .. order.Argv],
            Words = [.. Bubblewrap.Environment(environment)],
            Environment = new Dictionary<string, string>(),
            Network = Profile.Network,
            Filter = Plan.Filters,
        }
        : order with
        {
            Environment = environment,
            Landlock = Plan.Machine.Landlock,
            ReadOnly = [.. paths.ReadOnly],
            Writable = [.. paths.Writable],
            Network = Profile.Network,
            Filter = Plan.Filters,
        };

    private static Dictionary<string, string> OwnEnvironment() => Environment.GetEnvironmentVariables()
        .Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);

    // The limit of a user's processes counts threads, and those that run already.
    private static int RunningProcesses() => Directory.EnumerateDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _))
        .Sum(Threads);

    // "Uid:\t1000\t1000..." and "Threads:\t4".
    private static int Threads(string process)
    {
        try
        {
            string[] status = File.ReadAllLines(Path.Combine(process, "status"));
            string own = string.Create(CultureInfo.InvariantCulture, $"Uid:\t{Native.EffectiveUserId()}\t");
            return status.Any(line => line.StartsWith(own, StringComparison.Ordinal))
                && status.FirstOrDefault(line => line.StartsWith("Threads:", StringComparison.Ordinal)) is { } line
                && int.TryParse(line.AsSpan(8).Trim(), CultureInfo.InvariantCulture, out int threads) ? threads : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
