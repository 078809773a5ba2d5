namespace Deckle.Kernels.Sandboxing;

/// <summary>What this machine has to make a sandbox of.</summary>
public sealed record SandboxMachine
{
    /// <summary>bubblewrap's path; null where it is not to be had.</summary>
    public string? Bwrap { get; init; }

    /// <summary>Why bubblewrap is not to be had, or does not work; null where it does or was not tried.</summary>
    public string? WhyNoBwrap { get; init; }

    /// <summary>The version of Landlock's interface; 0 for none.</summary>
    public int Landlock { get; init; }

    /// <summary>Whether system calls can be filtered.</summary>
    public bool HasSeccomp { get; init; }

    /// <summary>Where control groups can be made.</summary>
    public ControlGroupPlaces Groups { get; init; } = ControlGroupPlaces.None;

    /// <summary>Whether we are root, whom some limits do not bind.</summary>
    public bool IsRoot { get; init; }

    /// <summary>Looks at this machine.</summary>
    /// <param name="searchPath">Folders of programs, as in <c>PATH</c>; null for our own.</param>
    public static SandboxMachine Look(string? searchPath = null)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new SandboxMachine { WhyNoBwrap = "sandboxes need Linux" };
        }

        string? bwrap = Bubblewrap.Find(searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "");
        return new SandboxMachine
        {
            Bwrap = bwrap,
            WhyNoBwrap = bwrap is null ? "bwrap is not installed (Debian's package bubblewrap)" : null,
            Landlock = LandlockRules.Version(),
            HasSeccomp = SeccompFilter.IsSupported,
            Groups = ControlGroupPlaces.Look(),
            IsRoot = Hosts.Native.EffectiveUserId() == 0,
        };
    }

    /// <summary>The same, with bubblewrap tried.</summary>
    public SandboxMachine Tried() => Bwrap is { } program && Bubblewrap.WhyNot(program) is { } why ? this with { Bwrap = null, WhyNoBwrap = why } : this;
}
