using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Sandboxing;

/// <summary>What a kernel may do, as it was asked for. A <see cref="SandboxPlan"/> says what of it is enforced, and by what.</summary>
public sealed record SandboxProfile
{
    public SandboxMode Mode { get; init; } = SandboxMode.Auto;

    /// <summary>
    /// Whether limits that cannot be enforced, and a sandbox where there is none, are left out with a warning. What keeps a kernel from
    /// the network or from paths never is.
    /// </summary>
    public bool IsBestEffort { get; init; }

    /// <summary>Whether the kernel may reach the network, this machine's own services included.</summary>
    public bool Network { get; init; } = true;

    /// <summary>The most memory in bytes for the kernel and all it starts; null for no limit.</summary>
    public long? Memory { get; init; }

    /// <summary>How many processors' time it may use, such as 1.5; null for no limit.</summary>
    public double? Cpus { get; init; }

    /// <summary>How many processes and threads there may be, the kernel's own included; null for no limit.</summary>
    public int? Processes { get; init; }

    /// <summary>Absolute paths that can be read besides the system's programs, the kernel's own files and the working folder.</summary>
    public IReadOnlyList<string> ReadOnly { get; init; } = [];

    /// <summary>Absolute paths that can be changed. Nothing else can but a folder of the kernel's own, which ends with it.</summary>
    public IReadOnlyList<string> Writable { get; init; } = [];

    /// <summary>Variables that are passed on besides those that programs need and those that were set for the kernel.</summary>
    public IReadOnlyList<string> KeepVariables { get; init; } = [];

    /// <summary>
    /// The command that becomes the jail: a program that hands its arguments behind <c>__jail</c> to <see cref="Jail.Run"/>.
    /// By default the running program itself.
    /// </summary>
    public IReadOnlyList<string> Launcher { get; init; } = [System.Environment.ProcessPath ?? "deckle", Jail.Word];

    /// <summary>The search for a kernel of this sandbox: where there are walls, nothing is started outside of them that may have come with the notebook.</summary>
    public KernelSearch Narrow(KernelSearch search) => Mode == SandboxMode.Off ? search : search.Distrusting(Writable);

    /// <summary>Whether anything at all is asked for.</summary>
    public bool IsNeeded => Mode != SandboxMode.Off || HasLimits;

    internal bool HasLimits => Memory is not null || Cpus is not null || Processes is not null;

    internal bool HasWalls => !Network || ReadOnly.Count > 0 || Writable.Count > 0;
}
