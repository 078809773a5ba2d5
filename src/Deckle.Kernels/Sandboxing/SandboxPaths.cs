using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Sandboxing;

/// <summary>The files that a kernel sees: what programs need of the system, the kernel's own program, and what was granted.</summary>
/// <param name="ReadOnly">Absolute paths that exist, each before what is in it.</param>
/// <param name="Writable">The same, of what can be changed.</param>
internal sealed record SandboxPaths(IReadOnlyList<string> ReadOnly, IReadOnlyList<string> Writable)
{
    /// <summary>Of <see cref="ReadOnly"/> what is neither the system's nor was granted: the kernel's own files, wherever they lie.</summary>
    public IReadOnlyList<string> Needed { get; private init; } = [];

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

    // What makes the folder above a program's an installation: of a Python, of R, Julia or Node. In others may lie anything: ~/.cargo/bin, ~/.local/bin.
    private static readonly string[] Marks = ["pyvenv.cfg", "conda-meta", "lib/R", "lib64/R", "lib/julia", "share/julia", "lib/node_modules"];

    /// <param name="workingFolder">An absolute path.</param>
    /// <param name="ownFolder">The folder of the kernel's sockets and of its home.</param>
    /// <exception cref="DeckleException">
    /// <c>sandbox-path-not-found</c>, <c>sandbox-path-too-wide</c>, <c>sandbox-folder-too-wide</c>, <c>sandbox-program-not-granted</c>.
    /// </exception>
    public static SandboxPaths Of(SandboxProfile profile, SandboxSubject subject, string workingFolder, string ownFolder)
    {
        string home = subject.Search.HomeFolder;
        string[] granted = [.. profile.ReadOnly, .. profile.Writable];
        if (Array.Find(granted, path => !Path.Exists(path)) is { } missing)
        {
            throw SandboxErrors.NoPath(missing);
        }

        if (Array.Find(granted, path => RealPath.Of(path) == "/") is { } all)
        {
            throw SandboxErrors.PathTooWide(all);
        }

        if ((IsTooWide(workingFolder, home) || IsTooWide(RealPath.Of(workingFolder), home)) && !granted.Contains(workingFolder))
        {
            throw SandboxErrors.FolderTooWide(workingFolder);
        }

        string[] system =
        [
            .. ((IEnumerable<string>)[.. System, .. Etc.Select(name => $"/etc/{name}"), .. profile.Network ? [RealPath.Of("/etc/resolv.conf"), "/etc/resolv.conf"] : (string[])[]])
                .Where(Path.Exists),
        ];
        string[] asked = [.. Real(workingFolder), .. profile.ReadOnly.SelectMany(Real)];
        string[] writable = [.. Real(ownFolder), .. profile.Writable.SelectMany(Real)];
        string[] open = [.. ((IEnumerable<string>)[.. system, .. asked, .. writable]).Select(RealPath.Of)];
        string[] places = [.. open, .. subject.Places];
        string[] versions = [.. PythonInstallations.Folders(subject.Search).Where(Directory.Exists).Select(RealPath.Of)];

        // What files that may be anybody's name is seen only where it is theirs, or everybody's.
        var users = new Lazy<string[]>(() => [.. UsersPythons(subject.Search).Where(prefix => !IsTooWide(prefix, home))]);
        bool IsProper(string path) => RealPath.Of(path) is var real
            && (places.Any(place => RealPath.IsWithin(real, place)) || versions.Any(folder => real != folder && RealPath.IsWithin(real, folder))
                || users.Value.Any(prefix => RealPath.IsWithin(real, prefix)));
        string[] needed =
        [
            .. Programs(subject.Program).Concat(subject.Folders).Where(path => !(subject.IsDistrusted || subject.Search.Distrusts(path)) || IsProper(path))
                .Concat(Libraries(subject).Where(path => !subject.Search.Distrusts(path) || subject.Search.IsPlain(path) || IsProper(path)))
                .Where(path => Path.IsPathRooted(path) && Path.Exists(path) && !IsTooWide(path, home) && !IsTooWide(RealPath.Of(path), home)),
        ];
        if (RealPath.Of(subject.Program) is var program && !needed.Concat(open).Any(path => RealPath.IsWithin(program, RealPath.Of(path))))
        {
            throw SandboxErrors.ProgramNotGranted(subject.Program, program);
        }

        // What is seen through a link in a folder that is seen cannot be put over the link; what it leads to is put where that is.
        string[] folders = [.. asked, .. writable, .. system, .. needed];
        string Reached(string path) => folders.Any(folder => folder != path && RealPath.IsWithin(path, folder) && IsLinked(path, folder)) ? RealPath.Of(path) : path;
        string[] own = [.. needed.Select(Reached).Where(path => !system.Concat(asked).Any(folder => RealPath.IsWithin(path, folder))).Distinct(StringComparer.Ordinal)];
        own = [.. own.Where(path => !own.Any(folder => folder != path && RealPath.IsWithin(path, folder)))];
        IEnumerable<string> always = system.Select(Reached).Where(path => !asked.Concat(writable).Any(folder => RealPath.IsWithin(path, folder)));
        return new SandboxPaths(Ordered([.. always, .. asked.Select(Reached), .. own]), Ordered(writable.Select(Reached))) { Needed = Ordered(own) };
    }

    // Those that are activated or on PATH, and not by files that may be anybody's.
    private static IEnumerable<string> UsersPythons(KernelSearch search) => new PythonEnvironments(search)
        .Where(python => !search.Distrusts(python.Program))
        .Select(python => python.Prefix).OfType<string>()
        .Select(RealPath.Of);

    // Whoever may read it may read all that the user has.
    private static bool IsTooWide(string path, string home) => path == "/" || (home.Length > 1 && (RealPath.IsWithin(home, path) || RealPath.IsWithin(RealPath.Of(home), path)));

    private static bool IsLinked(string path, string folder) => RealPath.Of(path) != Path.Combine(RealPath.Of(folder), Path.GetRelativePath(folder, path));

    /// <summary>A program, what its links lead to, and the installations they stand in: <c>/venv</c> for <c>/venv/bin/python</c>.</summary>
    private static IEnumerable<string> Programs(string program)
    {
        var seen = new List<string>();
        for (string? path = program; path is not null && seen.Count < 16; path = RealPath.LinkOf(path) is { } target ? Path.GetFullPath(target, Path.GetDirectoryName(path)!) : null)
        {
            seen.Add(path);
        }

        // A link to a folder on the way, such as a version's.
        seen.Add(RealPath.Of(program));
        return seen.Concat(seen.Select(Installation).OfType<string>());
    }

    private static string? Installation(string program) =>
        Path.GetDirectoryName(program) is { } folder && Path.GetFileName(folder) == "bin" && Path.GetDirectoryName(folder) is { } prefix
            && (Array.Exists(Marks, mark => Path.Exists(Path.Combine(prefix, mark))) || PythonLayout.HasLibrary(prefix))
            ? prefix
            : null;

    // Where Python and R were told to look for packages, by the user: a kernelspec that says so grants nothing.
    private static IEnumerable<string> Libraries(SandboxSubject subject)
    {
        string? user = subject.Variable("PYTHONUSERBASE") ?? (subject.IsPython ? Path.Combine(subject.Search.HomeFolder, ".local") : null);
        return ((string[])["PYTHONPATH", "R_LIBS", "R_LIBS_USER", "R_LIBS_SITE", "LD_LIBRARY_PATH", "JULIA_DEPOT_PATH"])
            .SelectMany(name => (subject.Variable(name) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Concat(user is null ? [] : [Path.Combine(user, "lib")])
            .Where(Path.IsPathRooted)
            .Select(Path.GetFullPath);
    }

    private static string[] Real(string path) => RealPath.Of(path) is var real && real != path ? [path, real] : [path];

    private static string[] Ordered(IEnumerable<string> paths) =>
        [.. paths.Select(Path.TrimEndingDirectorySeparator).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
