namespace Deckle.Kernels.Specs;

/// <summary>
/// Sees through pyenv's shims, the scripts it puts on PATH: which interpreter one would start is written in files, and starting the shim takes 100 ms.
/// </summary>
internal static class PyenvShim
{
    public static bool IsShim(string program) => Path.GetDirectoryName(program) is { } folder && Path.GetFileName(folder) == "shims" && Directory.Exists(Versions(program));

    /// <summary>The interpreter behind a shim; null when pyenv leaves the choice to the rest of PATH (<c>system</c>) or the version is not installed.</summary>
    public static string? Resolve(string shim, KernelSearch search) =>
        ChosenVersions(shim, search)
            .TakeWhile(version => version != "system")

            // Names of folders and no paths, which .python-version would lead anywhere by.
            .Where(version => !version.Contains('/', StringComparison.Ordinal) && version is not "..")
            .Select(version => Path.Combine(Versions(shim), InstalledVersion(shim, version), "bin", Path.GetFileName(shim)))
            .FirstOrDefault(ProgramPath.IsExecutable);

    private static string Root(string shim) => Path.GetDirectoryName(Path.GetDirectoryName(shim))!;

    private static string Versions(string shim) => Path.Combine(Root(shim), "versions");

    // pyenv's order: the variable, .python-version here or above, the global choice.
    private static IEnumerable<string> ChosenVersions(string shim, KernelSearch search)
    {
        if (search.Variable("PYENV_VERSION") is { } chosen)
        {
            return chosen.Split(':', StringSplitOptions.RemoveEmptyEntries);
        }

        string global = Path.Combine(Root(shim), "version");
        string? file = Ancestors(search.WorkingFolder).Select(folder => Path.Combine(folder, ".python-version")).Append(global).FirstOrDefault(File.Exists);
        return file is null
            ? []
            : File.ReadLines(file).Select(line => line.Split('#')[0]).SelectMany(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Since pyenv 2.3 <c>3.12</c> means the newest <c>3.12.x</c> there is.</summary>
    private static string InstalledVersion(string shim, string version)
    {
        if (Directory.Exists(Path.Combine(Versions(shim), version)))
        {
            return version;
        }

        return Directory.EnumerateDirectories(Versions(shim), $"{version}.*")
            .Select(folder => Path.GetFileName(folder))
            .Where(name => Version.TryParse(name, out _))
            .MaxBy(Version.Parse) ?? version;
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}
