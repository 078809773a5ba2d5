using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Sandboxing;

/// <summary>What a sandbox must know of the program inside.</summary>
/// <param name="Program">Its path.</param>
/// <param name="Search">The user's own environment and home, and the folders that may be anybody's.</param>
internal sealed record SandboxSubject(string Program, KernelSearch Search)
{
    /// <summary>Folders that it needs besides its program's.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The variables that the caller has set for it.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>();

    /// <summary>The names of those that its kernelspec sets.</summary>
    public IReadOnlyCollection<string> Own { get; init; } = [];

    /// <summary>The same with what they are made of, where the kernelspec may be anybody's and so must not ask for every variable there is; else none.</summary>
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>();

    public bool IsPython { get; init; }

    /// <summary>Whether files that may be anybody's say what is started, so that of what they name only <see cref="Places"/> can be seen.</summary>
    public bool IsDistrusted { get; init; }

    /// <summary>Absolute paths without links.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>The user's own variables, as far as they reach the kernel: what kernelspecs set is not among them.</summary>
    public string? Variable(string name) => Given.TryGetValue(name, out string? given) ? given : Search.Variable(name);

    /// <param name="given">The variables that the caller has set.</param>
    /// <param name="search">As the kernel was found, with the distrust that befits its sandbox.</param>
    public static SandboxSubject Of(KernelChoice kernel, KernelCommand command, IReadOnlyDictionary<string, string> given, KernelSearch search)
    {
        string program = command.Argv[0];
        bool isSpecDistrusted = search.Distrusts(kernel.Spec);
        PythonEnvironment?[] pythons = [kernel.Python, kernel.Spec.Origin.Python];
        return new(program, search)
        {
            Folders = [kernel.Spec.ResourceDirectory, .. kernel.Python?.Prefix is { } prefix ? [prefix] : (string[])[]],
            Given = given,
            Own = [.. kernel.Spec.Env.Keys],
            Templates = isSpecDistrusted ? kernel.Spec.Env : new Dictionary<string, string>(),
            IsPython = kernel.Spec.IsPython,
            IsDistrusted = isSpecDistrusted || search.Distrusts(program) || (kernel.Python is { } python && search.Distrusts(python.Program)),
            Places =
            [
                .. pythons.OfType<PythonEnvironment>()
                    .Where(python => !isSpecDistrusted || python.How != PythonEnvironment.OfKernelSpec)
                    .Select(python => python.Prefix).OfType<string>()
                    .Where(folder => search.IsPlain(folder) || !pythons.Any(each => each is not null && search.Distrusts(each.Program)))
                    .Select(RealPath.Of),
                .. !isSpecDistrusted && search.IsPlain(program) ? [program] : (string[])[],
            ],
        };
    }
}
