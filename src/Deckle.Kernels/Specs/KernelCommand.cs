namespace Deckle.Kernels.Specs;

/// <summary>What is executed to start a kernel.</summary>
public sealed record KernelCommand
{
    /// <summary>The words of the command line. The first is an absolute path, unless there is no such program.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>The whole environment of the process.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The Python whose interpreter took the place of a bare <c>python</c> in kernel.json; null when none did.</summary>
    public PythonEnvironment? Substituted { get; init; }

    /// <summary>Whether the program exists and may be executed.</summary>
    public bool HasProgram { get; init; }
}
