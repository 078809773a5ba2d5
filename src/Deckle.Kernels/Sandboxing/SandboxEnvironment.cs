namespace Deckle.Kernels.Sandboxing;

/// <summary>The variables that a sandboxed kernel gets: those that programs need, and no others, for secrets are handed around in variables.</summary>
internal static class SandboxEnvironment
{
    private static readonly string[] Names =
    [
        "PATH", "LANG", "LANGUAGE", "TZ", "TERM", "COLORTERM", "NO_COLOR", "USER", "LOGNAME", "SHELL", "LD_LIBRARY_PATH", "DOTNET_ROOT",
        "VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV", "R_HOME", "R_LIBS", "R_LIBS_SITE", "R_LIBS_USER", "JULIA_DEPOT_PATH", "JULIA_PROJECT",
        "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "MPLBACKEND", "CUDA_VISIBLE_DEVICES",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "PYDEVD_DISABLE_FILE_VALIDATION", "JPY_PARENT_PID", "JPY_SESSION_NAME",
    ];

    private static readonly string[] Prefixes = ["PYTHON", "LC_"];

    /// <param name="given">All variables there are.</param>
    /// <param name="own">Those that were set for the kernel, by its kernelspec or by the caller.</param>
    /// <param name="folder">The kernel's own folder.</param>
    /// <param name="isWrapped">Whether the kernel has a process space of its own.</param>
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> given, IReadOnlySet<string> own, string folder, bool isWrapped)
    {
        var kept = new Dictionary<string, string>(
            given.Where(pair => Names.Contains(pair.Key) || own.Contains(pair.Key) || Array.Exists(Prefixes, start => pair.Key.StartsWith(start, StringComparison.Ordinal))),
            StringComparer.Ordinal)
        {
            ["HOME"] = own.Contains("HOME") ? given["HOME"] : Home(folder),
            ["TMPDIR"] = isWrapped ? "/tmp" : Temporary(folder),
        };
        if (isWrapped)
        {
            // Its parent there is process 1, which ipykernel takes for a sign that its parent has ended.
            kept.Remove("JPY_PARENT_PID");
        }

        return kept;
    }

    /// <summary>The home folder of a kernel.</summary>
    public static string Home(string folder) => Path.Combine(folder, "home");

    /// <summary>The folder for temporary files of a kernel.</summary>
    public static string Temporary(string folder) => Path.Combine(folder, "tmp");
}
