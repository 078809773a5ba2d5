using System.Globalization;
using System.Runtime.InteropServices;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Hosts;

/// <summary>The errors of starting a kernel.</summary>
public static class KernelStartErrors
{
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
        new("kernel-start-failed", $"kernel '{spec.Name}' ended before it was ready: {(exit.IsMemoryLimit ? exit : exit with { PeakMemory = 0 })}", HelpFor(output))
        {
            Kind = ErrorKind.Unavailable,
            Facts = [("kernelspec", spec.Where), .. Output(output)],
        };

    public static DeckleException StartTimeout(KernelSpec spec, TimeSpan limit, string output, KernelExit? exit = null) =>
        new(
            "kernel-start-timeout",
            string.Create(CultureInfo.InvariantCulture, $"kernel '{spec.Name}' was not ready within {limit.TotalSeconds:0.#} s"),
            "give it more time with --start-timeout SECONDS")
        {
            Kind = ErrorKind.Unavailable,
            Facts = [("kernelspec", spec.Where), .. exit is { Limits: { } limits } && limits.Told() is { } met ? [("its limits", met)] : Array.Empty<(string, string)>(), .. Output(output)],
        };

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
