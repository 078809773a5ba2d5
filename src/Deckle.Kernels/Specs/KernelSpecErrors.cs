namespace Deckle.Kernels.Specs;

/// <summary>The errors of finding a kernel.</summary>
public static class KernelSpecErrors
{
    /// <summary>No kernel has the name, and none could take its place.</summary>
    /// <param name="name">The name asked for; null when the notebook names none.</param>
    /// <param name="language">The language that was looked for instead; null when none was.</param>
    /// <param name="suggested">The language of the kernel to suggest, where that is known but was not looked for.</param>
    public static DeckleException NotFound(string? name, string? language, KernelSpecs specs, string? suggested = null)
    {
        KernelSpec[] alike = [.. specs.All.Where(spec => language is not null && spec.IsLanguage(language))];
        string what = name is null ? $"no kernel for {language}" : $"no kernel named '{name}'";
        string more = (name, alike.Length) switch
        {
            (_, > 1) => $", and {alike.Length} are for {language}: {string.Join(", ", alike.Select(spec => spec.Name))}",
            (not null, 0) when language is not null => $", and none for {language}",
            _ => "",
        };
        var facts = new List<(string Label, string Text)> { ("available", Available(specs)) };
        KernelSpecProblem[] broken = [.. specs.Problems.Where(problem => name is null || Matches(problem, name))];
        if (broken.Length > 0)
        {
            facts.Add(("broken", string.Join("; ", broken.Select(problem => problem.ToString()))));
        }

        facts.Add(("searched", string.Join(", ", specs.Folders.Select(folder => folder.Path))));
        return new("kernel-not-found", what + more, NotFoundHelp(name, alike, specs, suggested)) { Facts = facts, Kind = ErrorKind.Unavailable };
    }

    public static DeckleException ProvisionerUnsupported(KernelSpec spec, string provisioner) =>
        new(
            "kernel-provisioner-unsupported",
            $"kernel '{spec.Name}' is started by the provisioner '{provisioner}', not as a process on this machine",
            "choose a local kernel with --kernel NAME; see them with: deckle kernels list")
        {
            Facts = [("kernelspec", spec.Where)],
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException ProgramMissing(KernelSpec spec, string program) =>
        new(
            "kernel-program-missing",
            $"kernel '{spec.Name}' cannot be started: there is no program '{program}'",
            program.Contains('/', StringComparison.Ordinal)
                ? "install the kernel again, or choose another with --kernel NAME"
                : $"install '{program}' or put its folder on PATH, or choose another kernel with --kernel NAME")
        {
            Facts = [("kernelspec", spec.Where)],
            Kind = ErrorKind.Unavailable,
        };

    private static string Available(KernelSpecs specs) =>
        specs.All.Count == 0 ? "none" : string.Join("; ", specs.All.Select(spec => $"{spec.Name} ({spec.Language}, {spec.Where})"));

    private static string NotFoundHelp(string? name, KernelSpec[] alike, KernelSpecs specs, string? suggested)
    {
        IEnumerable<KernelSpec> fitting = specs.All.Where(spec => suggested is not null && spec.IsLanguage(suggested));
        KernelSpec? best = alike.Concat(fitting).Concat(specs.All).FirstOrDefault();
        return (name, best) switch
        {
            (_, null) when specs.Server is not null => "install one on the server",
            (_, null) => "install one, for Python: python3 -m pip install ipykernel",
            (null, _) when alike.Length == 0 => $"install a kernel for the language, or choose one of these: --kernel {best.Name}",
            _ => $"choose one of these: --kernel {best.Name}",
        };
    }

    private static bool Matches(KernelSpecProblem problem, string name) => string.Equals(problem.Name, name, StringComparison.OrdinalIgnoreCase) || problem.Name == "*";
}
