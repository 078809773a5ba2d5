using System.Globalization;
using System.Runtime.InteropServices;

namespace Deckle.Kernels;

/// <summary>The errors of finding, starting and talking to kernels.</summary>
public static class KernelErrors
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

    public static DeckleException ConnectionFile(string what) =>
        new("connection-file-invalid", $"not a connection file: {what}", "give the kernel-*.json file that Jupyter wrote when it started the kernel");

    /// <param name="program">What should have been started.</param>
    /// <param name="error">The C library's <c>errno</c>.</param>
    public static DeckleException CannotStart(string program, int error) =>
        new(
            "kernel-cannot-start",
            $"the kernel's program cannot be started: {program}: {Marshal.GetPInvokeErrorMessage(error)}",
            "install the program, or choose another kernel with --kernel NAME")
        {
            Kind = ErrorKind.Unavailable,
        };

    /// <summary>The kernel's process ended before it answered.</summary>
    public static DeckleException EndedAtStart(KernelSpec spec, KernelExit exit, string output) =>
        new("kernel-start-failed", $"kernel '{spec.Name}' ended before it was ready: {exit with { PeakMemory = 0 }}", HelpFor(output))
        {
            Kind = ErrorKind.Unavailable,
            Facts = [("kernelspec", spec.Where), .. Output(output)],
        };

    public static DeckleException StartTimeout(KernelSpec spec, TimeSpan limit, string output) =>
        new(
            "kernel-start-timeout",
            string.Create(CultureInfo.InvariantCulture, $"kernel '{spec.Name}' was not ready within {limit.TotalSeconds:0.#} s"),
            "give it more time with --start-timeout SECONDS")
        {
            Kind = ErrorKind.Unavailable,
            Facts = [("kernelspec", spec.Where), .. Output(output)],
        };

    private static string Available(KernelSpecs specs) =>
        specs.All.Count == 0 ? "none" : string.Join("; ", specs.All.Select(spec => $"{spec.Name} ({spec.Language}, {spec.Where})"));

    private static string NotFoundHelp(string? name, KernelSpec[] alike, KernelSpecs specs, string? suggested)
    {
        IEnumerable<KernelSpec> fitting = specs.All.Where(spec => suggested is not null && spec.IsLanguage(suggested));
        KernelSpec? best = alike.Concat(fitting).Concat(specs.All).FirstOrDefault();
        return (name, best) switch
        {
            (_, null) => "install one, for Python: python3 -m pip install ipykernel",
            (null, _) when alike.Length == 0 => $"install a kernel for the language, or choose one of these: --kernel {best.Name}",
            _ => $"choose one of these: --kernel {best.Name}",
        };
    }

    private static bool Matches(KernelSpecProblem problem, string name) => string.Equals(problem.Name, name, StringComparison.OrdinalIgnoreCase) || problem.Name == "*";

    private static string HelpFor(string output) => output switch
    {
        _ when output.Contains("No module named ipykernel", StringComparison.Ordinal)
            || output.Contains("No module named 'ipykernel'", StringComparison.Ordinal)
            => "install ipykernel into that Python (python3 -m pip install ipykernel, or Debian's python3-ipykernel), or choose another kernel with --kernel NAME",
        _ => "start the kernel's command by hand to see more, or choose another kernel with --kernel NAME",
    };

    private static IReadOnlyList<(string, string)> Output(string output)
    {
        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? [] : [("its last words", string.Join("\n  ", lines.TakeLast(8)))];
    }
}
