using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Deckle.Kernels.Warm;

/// <summary>
/// All that a forked kernel takes over from its server and cannot change afterwards: the interpreter, what that reads from its environment when it
/// starts, and what the system hands from parent to child. Kernels for which any of it differs have different servers.
/// </summary>
internal sealed record WarmKey
{
    // Read when the interpreter starts, when libraries are loaded, or when a module is imported.
    private static readonly string[] Prefixes =
    [
        "PYTHON", "LD_", "LC_", "IPYTHON", "MALLOC_", "OMP_", "KMP_", "GOMP_", "OPENBLAS_", "GOTO_", "MKL_", "BLIS_", "NUMEXPR_", "NPY_", "NUMPY_", "MPL",
        "PANDAS_", "ARROW_",
    ];

    private static readonly string[] Names = ["HOME", "LANG", "LANGUAGE", "GLIBC_TUNABLES", "GCONV_PATH", "JUPYTER_PLATFORM_DIRS", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"];

    // Of /proc/self/status: who we are, what we may, where we may run.
    private static readonly string[] Rights = ["Uid:", "Gid:", "Groups:", "NoNewPrivs:", "Seccomp", "Cap", "Cpus_allowed_list:", "Mems_allowed_list:"];

    /// <summary>A short hash, which names the server's files.</summary>
    public required string Text { get; init; }

    /// <summary>The interpreter, as it is started.</summary>
    public required string Program { get; init; }

    /// <summary>The server's whole environment: nothing of its first caller's that another could be surprised by or must not see.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <param name="program">The interpreter's absolute path.</param>
    /// <param name="environment">The kernel's environment.</param>
    /// <param name="serverSource">The server's program: another version is another server.</param>
    public static WarmKey Of(string program, IReadOnlyDictionary<string, string> environment, string serverSource)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in environment)
        {
            if (Names.Contains(name, StringComparer.Ordinal) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                variables[name] = value;
            }
        }

        var facts = new StringBuilder();
        facts.Append(serverSource).Append('\n').Append(program).Append('\n').Append(Interpreter(program)).Append('\n');
        foreach ((string name, string value) in variables)
        {
            facts.Append(name).Append('=').Append(value).Append('\0');
        }

        facts.Append(Context());
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(facts.ToString()));
        variables["PATH"] = $"{Path.GetDirectoryName(program)}:/usr/local/bin:/usr/bin:/bin";

        // What ipykernel sets for its cells, set before somebody preloads matplotlib.
        variables.TryAdd("MPLBACKEND", "module://matplotlib_inline.backend_inline");
        return new WarmKey { Text = Convert.ToHexStringLower(hash.AsSpan(0, 8)), Program = program, Variables = variables };
    }

    private static string Interpreter(string program)
    {
        var file = new FileInfo(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program);
        return string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}");
    }

    // The server looks at the same of each caller, so a key need not be believed.
    private static string Context()
    {
        var context = new StringBuilder();
        foreach (string link in Directory.EnumerateFileSystemEntries("/proc/self/ns").Order(StringComparer.Ordinal))
        {
            context.Append(new FileInfo(link).LinkTarget).Append('\n');
        }

        context.Append(File.ReadAllText("/proc/self/cgroup")).Append(File.ReadAllText("/proc/self/limits")).Append(File.ReadAllText("/proc/self/oom_score_adj"));
        foreach (string line in File.ReadLines("/proc/self/status").Where(line => Rights.Any(name => line.StartsWith(name, StringComparison.Ordinal))))
        {
            context.Append(line).Append('\n');
        }

        // Behind the program's name in brackets, which may hold anything: niceness is the 19th field, the scheduling policy the 41st.
        string[] fields = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ');
        return context.Append(fields[16]).Append(' ').Append(fields[38]).ToString();
    }
}
