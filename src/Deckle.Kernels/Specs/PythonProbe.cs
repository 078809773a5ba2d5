using System.ComponentModel;
using System.Diagnostics;

namespace Deckle.Kernels.Specs;

/// <summary>Asks an interpreter about itself, for the wrapper scripts and unusual layouts whose files do not tell.</summary>
internal static class PythonProbe
{
    // The working folder must not answer for the packages, so it leaves sys.path first.
    private const string Question =
        "import sys\n"
        + "sys.path[:] = [p for p in sys.path if p]\n"
        + "from importlib.util import find_spec\n"
        + "spec = find_spec('ipykernel') if find_spec('ipykernel_launcher') else None\n"
        + "print(sys.prefix)\n"
        + "print(spec.submodule_search_locations[0] if spec else '')\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The interpreter's answer; null when it cannot be started, fails, or does not answer in ten seconds.</summary>
    public static PythonFacts? Ask(string program, KernelSearch search)
    {
        var start = new ProcessStartInfo(program, ["-c", Question])
        {
            // A shim may choose its interpreter by the folder it runs in, and so by files that may be anybody's.
            WorkingDirectory = search.Distrusted.Count > 0 ? "/" : search.WorkingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in search.Variables)
        {
            start.Environment[name] = Trusted(name, value, search);
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> complaints = process.StandardError.ReadToEndAsync();
            Task<string> answer = process.StandardOutput.ReadToEndAsync();
            if (!Task.WaitAll([answer, complaints], Patience) || !process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            string[] lines = answer.Result.Split('\n');
            return process.ExitCode == 0 && lines.Length >= 2 && lines[0].Length > 0
                ? new PythonFacts(lines[0].TrimEnd('\r'), lines[1].TrimEnd('\r') is { Length: > 0 } folder ? folder : null)
                : null;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return null;
        }
    }

    // A script looks for its interpreter, and that for its packages and libraries, in folders that stand in variables.
    private static string Trusted(string name, string value, KernelSearch search) =>
        search.Distrusted.Count > 0 && (name == "PATH" || name.StartsWith("PYTHON", StringComparison.Ordinal) || name.StartsWith("LD_", StringComparison.Ordinal))
            ? string.Join(':', value.Split(':').Where(entry => !entry.StartsWith('/') || !search.Distrusts(entry)))
            : value;
}
