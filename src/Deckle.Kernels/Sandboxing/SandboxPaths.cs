namespace Deckle.Kernels.Sandboxing;

/// <summary>The files that a kernel sees: what programs need of the system, the kernel's own program, and what was granted.</summary>
/// <param name="ReadOnly">Absolute paths that exist, each before what is in it.</param>
/// <param name="Writable">The same, of what can be changed.</param>
internal sealed record SandboxPaths(IReadOnlyList<string> ReadOnly, IReadOnlyList<string> Writable)
{
    private static readonly string[] System =
    [
        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix/store", "/gnu/store",
        "/sys/devices/system/cpu", "/sys/devices/system/node", "/var/cache/fontconfig", "/var/lib/texmf",
    ];

    // Of /etc what programs look up; there are passwords and keys in the rest, which root may read.
    private static readonly string[] Etc =
    [
        "alternatives", "ca-certificates", "ca-certificates.conf", "debian_version", "default/locale", "fonts", "gai.conf", "glvnd", "group", "host.conf",
        "hostname", "hosts", "inputrc", "ipython", "ImageMagick-6", "ImageMagick-7", "java-11-openjdk", "java-17-openjdk", "java-21-openjdk", "julia",
        "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "locale.alias", "locale.conf", "localtime", "magic", "magic.mime", "matplotlibrc", "mime.types",
        "netconfig", "nsswitch.conf", "octave.conf", "octaverc", "openmpi", "OpenCL", "os-release", "paperspecs", "papersize", "passwd", "perl", "pki/tls/certs",
        "pki/ca-trust/extracted", "protocols", "python3", "python3.9", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14", "R", "rpc", "services", "ssl/certs", "ssl/cert.pem",
        "ssl/openssl.cnf", "terminfo", "texmf", "timezone", "vulkan", "xattr.conf", "xml",
    ];

    /// <param name="subject">With the variables that it gets.</param>
    /// <param name="workingFolder">An absolute path.</param>
    /// <param name="ownFolder">The folder of the kernel's sockets and of its home.</param>
    /// <param name="home">The user's home folder; empty where there is none.</param>
    /// <exception cref="DeckleException"><c>sandbox-path-not-found</c>, <c>sandbox-folder-too-wide</c>.</exception>
    public static SandboxPaths Of(SandboxProfile profile, SandboxSubject subject, string workingFolder, string ownFolder, string home)
    {
        string[] granted = [.. profile.ReadOnly, .. profile.Writable];
        if (Array.Find(granted, path => !Path.Exists(path)) is { } missing)
        {
            throw SandboxErrors.NoPath(missing);
        }

        if (IsTooWide(workingFolder, home) && !granted.Contains(workingFolder))
        {
            throw SandboxErrors.FolderTooWide(workingFolder);
        }

        IEnumerable<string> needed =
        [
            .. System, .. Etc.Select(name => $"/etc/{name}"),
            .. profile.Network ? [Target("/etc/resolv.conf"), "/etc/resolv.conf"] : (string[])[],
            .. Programs(subject.Program), .. subject.Folders, .. Libraries(subject.Variables),
        ];
        IEnumerable<string> own = needed.Where(path => Path.IsPathRooted(path) && Path.Exists(path) && !IsTooWide(path, home));
        return new SandboxPaths(
            Ordered([.. own, .. Real(workingFolder), .. profile.ReadOnly.SelectMany(Real)]),
            Ordered([.. Real(ownFolder), .. profile.Writable.SelectMany(Real)]));
    }

    // Whoever may read it may read all that the user has.
    private static bool IsTooWide(string path, string home) =>
        path == "/" || (home.Length > 1 && $"{Path.TrimEndingDirectorySeparator(home)}/".StartsWith($"{Path.TrimEndingDirectorySeparator(path)}/", StringComparison.Ordinal));

    /// <summary>A program, what its links lead to, and the environments they stand in: <c>/venv</c> for <c>/venv/bin/python</c>.</summary>
    private static IEnumerable<string> Programs(string program)
    {
        string path = program;
        for (int links = 0; links < 16; links++)
        {
            yield return path;
            if (Path.GetDirectoryName(path) is { } folder && Path.GetFileName(folder) == "bin" && Path.GetDirectoryName(folder) is { } prefix)
            {
                yield return prefix;
            }

            if (LinkOf(path) is not { } next)
            {
                break;
            }

            path = next;
        }

        // A link to a folder on the way, such as a version's.
        yield return Target(program);
        if (Path.GetDirectoryName(Target(program)) is { } real && Path.GetFileName(real) == "bin")
        {
            yield return Path.GetDirectoryName(real)!;
        }
    }

    // Where Python and R were told to look for packages.
    private static IEnumerable<string> Libraries(IReadOnlyDictionary<string, string> variables) =>
        ((string[])["PYTHONPATH", "R_LIBS", "R_LIBS_USER", "R_LIBS_SITE", "LD_LIBRARY_PATH", "JULIA_DEPOT_PATH"])
            .SelectMany(name => (variables.GetValueOrDefault(name) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Concat(variables.TryGetValue("PYTHONUSERBASE", out string? user) ? [Path.Combine(user, "lib")] : []);

    private static string[] Real(string path) => Target(path) is var real && real != path ? [path, real] : [path];

    /// <summary>A path with all links on its way followed.</summary>
    private static string Target(string path)
    {
        string real = "/";
        var rest = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        for (int links = 0; rest.TryPop(out string? name);)
        {
            real = Path.GetFullPath(Path.Combine(real, name));
            if (LinkOf(real) is { } target && ++links < 40)
            {
                foreach (string part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                {
                    rest.Push(part);
                }

                real = "/";
            }
        }

        return real;
    }

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is { } target ? Path.GetFullPath(target, Path.GetDirectoryName(path)!) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string[] Ordered(IEnumerable<string> paths) =>
        [.. paths.Select(Path.TrimEndingDirectorySeparator).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
