using Deckle.Kernels.Sandboxing;

namespace Deckle.Kernels;

/// <summary>How a kernel came to be.</summary>
/// <param name="IsWarm">Whether it was forked from a process that had its imports done, and not started from nothing.</param>
/// <param name="Reason">Why it was not, where it might have been; null when there is nothing to say.</param>
public sealed record KernelStart(bool IsWarm, string? Reason = null)
{
    /// <summary>What is enforced around it; null for nothing.</summary>
    public SandboxPlan? Sandbox { get; init; }

    public static KernelStart Cold { get; } = new(IsWarm: false);
}
