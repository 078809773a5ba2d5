namespace Deckle.Kernels.Specs;

/// <summary>The kernel for a notebook, and why this one.</summary>
public sealed record KernelChoice
{
    public required KernelSpec Spec { get; init; }

    /// <summary>The name that was asked for, by the user or the notebook; null when nothing named a kernel.</summary>
    public string? Requested { get; init; }

    /// <summary>Why this kernel, one sentence without a full stop: <c>the notebook names it</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the notebook names another kernel, which is not here.</summary>
    public bool IsSubstitute { get; init; }

    /// <summary>The Python the kernel runs in, for a kernel of Python or one that needs a Python to be found.</summary>
    public PythonEnvironment? Python { get; init; }

    /// <summary>What the user would not expect though the choice is right: that the activated environment is not the one the kernel runs in.</summary>
    public string? Caution { get; init; }

    /// <summary>What it was found with.</summary>
    public required KernelSearch Search { get; init; }

    /// <summary>What to execute.</summary>
    /// <param name="connectionFile">The connection file's path, links resolved: some kernels see the file system with other eyes.</param>
    public KernelCommand CommandFor(string connectionFile) => KernelCommandBuilder.Build(Spec, connectionFile, Python, Search);
}
