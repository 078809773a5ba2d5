using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Sandboxing;

/// <summary>What a sandbox must know of the program inside.</summary>
/// <param name="Program">Its path.</param>
/// <param name="Variables">The environment of whoever starts it.</param>
internal sealed record SandboxSubject(string Program, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Folders that it needs besides its program's.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The variables that were set for it.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    public bool IsPython { get; init; }

    /// <param name="own">The variables that the caller has set.</param>
    public static SandboxSubject Of(KernelChoice kernel, KernelCommand command, IEnumerable<string> own) => new(command.Argv[0], command.Variables)
    {
        Folders = [kernel.Spec.ResourceDirectory, .. kernel.Python?.Prefix is { } prefix ? [prefix] : (string[])[]],
        Own = [.. own, .. kernel.Spec.Env.Keys],
        IsPython = kernel.Spec.IsPython,
    };
}
