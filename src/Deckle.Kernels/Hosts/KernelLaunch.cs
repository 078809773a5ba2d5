namespace Deckle.Kernels.Hosts;

/// <summary>A kernel about to be started: its connection file is written and its sockets are named.</summary>
/// <param name="Argv">The words of the command line, the first an absolute path.</param>
/// <param name="Environment">The whole environment.</param>
/// <param name="Folder">The working folder; null for this process's own.</param>
/// <param name="Guard">Ends the kernel's group when we cannot.</param>
internal sealed record KernelLaunch(
    IReadOnlyList<string> Argv, IReadOnlyDictionary<string, string> Environment, string? Folder, KernelGuard Guard);
