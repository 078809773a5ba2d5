namespace Deckle.Kernels.Hosts;

/// <summary>A kernel about to be started: its connection file is written and its sockets are named.</summary>
/// <param name="Argv">The words of the command line, the first an absolute path.</param>
/// <param name="Environment">The whole environment.</param>
/// <param name="Folder">The working folder; null for this process's own.</param>
/// <param name="Guard">Ends the kernel's group when we cannot.</param>
internal sealed record KernelLaunch(
    IReadOnlyList<string> Argv, IReadOnlyDictionary<string, string> Environment, string? Folder, KernelGuard Guard)
{
    /// <summary>What the process reads from stdin before anything else; null for nothing.</summary>
    public byte[]? Input { get; init; }

    /// <summary>The control groups that the process joins, and that end with it; null for none.</summary>
    public ControlGroup? Group { get; init; }

    /// <summary>
    /// Whether the process is one around the kernel, which starts a first process of a new process space, which starts the kernel. Signals
    /// that the kernel should heed then go past both, and a signal that ended the kernel is told as an exit code above 128.
    /// </summary>
    public bool IsWrapped { get; init; }

    /// <summary>What a sandbox lets it read that is neither the system's nor was asked for.</summary>
    public IReadOnlyList<string> Granted { get; init; } = [];
}
