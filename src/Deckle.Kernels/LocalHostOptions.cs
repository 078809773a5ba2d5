using Deckle.Kernels.Sandboxing;

namespace Deckle.Kernels;

/// <summary>How a kernel is started on this machine.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The kernel's working folder; by default the caller's.</summary>
    public string? Folder { get; init; }

    /// <summary>Variables set on top of the environment the kernel was found with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the kernel may take until it answers.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether ipykernel starts without debugpy and jedi, which a run of cells never uses and which take a third of its start.
    /// Cells can import both all the same.
    /// </summary>
    public bool LeanStart { get; init; } = true;

    /// <summary>Whether the kernel may be given to <see cref="Holding.HeldKernels"/> and so outlive this program. It then does not watch its parent.</summary>
    public bool MayOutlive { get; init; }

    /// <summary>What the kernel may do; null for all that its user may.</summary>
    public SandboxProfile? Sandbox { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
