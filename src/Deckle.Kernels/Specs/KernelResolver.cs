namespace Deckle.Kernels.Specs;

/// <summary>
/// Decides which kernel a notebook runs on. A notebook often names a kernel of its author's machine, so where that name is missing a kernel of the
/// same language takes its place when there is no doubt which one, and the choice says so.
/// </summary>
public sealed class KernelResolver(KernelSpecs specs)
{
    private const string DefaultLanguage = "python";

    /// <summary>Chooses the kernel for a notebook.</summary>
    /// <param name="name">The kernel the user names (<c>--kernel</c>); null to go by the notebook.</param>
    /// <exception cref="DeckleException"><c>kernel-not-found</c>, <c>kernel-provisioner-unsupported</c>, <c>kernel-program-missing</c>.</exception>
    public KernelChoice Resolve(Notebook notebook, string? name = null) => name is null ? ForNotebook(notebook) : Named(name, WantedKernel.Of(notebook).Language);

    /// <summary>The kernel of a name, and no other.</summary>
    /// <exception cref="DeckleException"><c>kernel-not-found</c>, <c>kernel-provisioner-unsupported</c>, <c>kernel-program-missing</c>.</exception>
    public KernelChoice Named(string name) => Named(name, language: null);

    private KernelChoice Named(string name, string? language) =>
        specs.Find(name) is { } spec ? Choose(spec, name, "it was asked for by name") : throw KernelSpecErrors.NotFound(name, null, specs, language);

    private KernelChoice ForNotebook(Notebook notebook)
    {
        var wanted = WantedKernel.Of(notebook);
        if (wanted.Name is { } name && specs.Find(name) is { } exact)
        {
            return Choose(exact, name, "the notebook names it");
        }

        string? language = wanted.Name is null ? wanted.Language ?? DefaultLanguage : wanted.Language;
        string missing = wanted.Name is null ? "the notebook names no kernel" : $"the notebook's kernel '{wanted.Name}' is not {(specs.Server is null ? "here" : "on the server")}";
        KernelSpec[] alike = [.. specs.All.Where(spec => spec.ForeignProvisioner is null && (language is null || spec.IsLanguage(language)))];
        KernelSpec[] sameTitle = [.. alike.Where(spec => wanted.DisplayName is not null && spec.DisplayName == wanted.DisplayName)];
        if (Single(sameTitle) is { } twin)
        {
            return Choose(twin, wanted.Name, $"{missing}; this one has the same language and display name", isSubstitute: wanted.Name is not null);
        }

        if (language is not null && Single(alike) is { } kin)
        {
            return Choose(kin, wanted.Name, $"{missing}; this one is for the same language, {language}", isSubstitute: wanted.Name is not null);
        }

        throw KernelSpecErrors.NotFound(wanted.Name, language, specs);
    }

    /// <summary>The only candidate; of several the server's default; the only one that can start; of several Pythons that of the active environment, then <c>python3</c>.</summary>
    private KernelSpec? Single(KernelSpec[] candidates)
    {
        if (candidates.Length <= 1)
        {
            return candidates.FirstOrDefault();
        }

        if (candidates.FirstOrDefault(spec => spec.Name == specs.Default) is { } first)
        {
            return first;
        }

        KernelSpec[] able = [.. candidates.Where(spec => WhyNot(spec) is null)];
        if (able.Length <= 1)
        {
            return able.FirstOrDefault();
        }

        if (!able.All(spec => spec.IsPython))
        {
            return null;
        }

        KernelSpec[] active = [.. able.Where(IsOfActivePython)];
        return active.Length == 1
            ? active[0]
            : (active.Length > 0 ? active : able).FirstOrDefault(spec => spec.Name == KernelSpecs.NativeName);
    }

    private bool IsOfActivePython(KernelSpec spec) => specs.Pythons.Active is { } active && PythonOf(spec) is { } python && Bin(active) == Bin(python);

    // Interpreters of one environment stand in one folder; comparing prefixes might have to start them.
    private static string? Bin(PythonEnvironment python) => Path.GetDirectoryName(python.Program);

    /// <summary>Why a kernel that is listed could not be started here; null when nothing is against it.</summary>
    public DeckleException? WhyNot(KernelSpec spec)
    {
        if (spec.Server is not null)
        {
            // Only the server knows.
            return null;
        }

        if (spec.ForeignProvisioner is { } provisioner)
        {
            return KernelSpecErrors.ProvisionerUnsupported(spec, provisioner);
        }

        KernelCommand command = Command(spec);
        return command.HasProgram ? null : KernelSpecErrors.ProgramMissing(spec, command.Argv[0]);
    }

    private KernelChoice Choose(KernelSpec spec, string? requested, string reason, bool isSubstitute = false)
    {
        if (WhyNot(spec) is { } trouble)
        {
            throw trouble;
        }

        return new KernelChoice
        {
            Spec = spec,
            Requested = requested,
            Reason = reason,
            IsSubstitute = isSubstitute,
            Python = PythonOf(spec),
            Caution = CautionAbout(spec),
            Search = specs.Search,
        };
    }

    private string? CautionAbout(KernelSpec spec) =>
        spec.Server is null && specs.Pythons.Active is { IsVirtual: true } active && spec.IsPython && !IsOfActivePython(spec)
            ? $"the kernel does not run in the environment of {active}{(active.IsUnasked ? ", whose interpreter is not started outside of the sandbox, and whose files do not tell" : active.Ipykernel is null ? ", which has no ipykernel" : "")}"
            : null;

    private KernelCommand Command(KernelSpec spec) => KernelCommandBuilder.Build(spec, "", PythonOf(spec), specs.Search);

    /// <summary>
    /// The Python a kernel runs in: the one kernel.json names by path; for a bare <c>python</c> that of the environment it was found in, else the
    /// first that can import ipykernel when the kernel is ipykernel, else the active one.
    /// </summary>
    private PythonEnvironment? PythonOf(KernelSpec spec)
    {
        if (spec.Server is not null)
        {
            return null;
        }

        string program = spec.Argv[0];
        if (KernelCommandBuilder.IsBarePython(program))
        {
            bool isIpykernel = spec.Argv.Any(word => word.StartsWith("ipykernel", StringComparison.Ordinal));
            return spec.Origin.Python
                ?? (isIpykernel ? specs.Pythons.FirstOrDefault(python => python.Ipykernel is not null) : null)
                ?? specs.Pythons.Active;
        }

        if (spec.IsPython && program.Contains('/', StringComparison.Ordinal))
        {
            string path = specs.Search.FullPath(program);
            return specs.Pythons.FirstOrDefault(python => python.Program == path)
                ?? (ProgramPath.IsExecutable(path) ? PythonEnvironment.Of(path, PythonEnvironment.OfKernelSpec, specs.Search, mayAsk: !specs.Search.Distrusts(spec)) : null);
        }

        return spec.Argv.Any(word => word.Contains("{prefix}", StringComparison.Ordinal)) ? spec.Origin.Python ?? specs.Pythons.Active : null;
    }
}
