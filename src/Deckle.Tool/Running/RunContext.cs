using Deckle.Json;
using Deckle.Kernels.Holding;

namespace Deckle.Tool.Running;

/// <summary>What a run's report says besides the executor's result.</summary>
internal sealed record RunContext
{
    /// <summary>Where the notebook went; null for none, <c>-</c> for stdout.</summary>
    public string? OutputPath { get; init; }

    /// <summary>The kernel and why it was chosen.</summary>
    public JsonObject Kernel { get; init; } = JsonObject.Empty;

    /// <summary>What was enforced around the kernel, and what it took of its limits; null without a sandbox.</summary>
    public JsonObject? Sandbox { get; init; }

    /// <summary>How the run continues another one; null when it does not.</summary>
    public ResumeReport? Resume { get; init; }

    /// <summary>The kernel that was kept because the run failed; null for none.</summary>
    public HeldKernel? Held { get; init; }

    /// <summary>The files that came from the server.</summary>
    public IReadOnlyList<string> Downloads { get; init; } = [];

    /// <summary>Why files did not come from the server; null when they did.</summary>
    public DeckleException? Lost { get; init; }

    /// <summary>How often cells called tools of this program; null for never.</summary>
    public JsonObject? HostTools { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Since the program began: when the notebook was ready to run.</summary>
    public TimeSpan Prepared { get; init; }

    /// <summary>Since the program began: when the kernel answered.</summary>
    public TimeSpan KernelStarted { get; init; }

    /// <summary>Since the program began.</summary>
    public TimeSpan Elapsed { get; init; }
}
