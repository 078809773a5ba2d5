namespace Deckle.Kernels.Specs;

/// <summary>The folders kernelspecs are looked for in, in the order of jupyter_core's <c>jupyter_path</c>.</summary>
internal static class KernelFolders
{
    public static IEnumerable<KernelFolder> InOrder(KernelSearch search, PythonEnvironments pythons) =>
        All(search, pythons).DistinctBy(folder => folder.Path, StringComparer.Ordinal);

    private static IEnumerable<KernelFolder> All(KernelSearch search, PythonEnvironments pythons)
    {
        foreach (string folder in (search.Variable("JUPYTER_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return new KernelFolder(Kernels(search.FullPath(folder)), "JUPYTER_PATH");
        }

        string[] system = [.. search.SystemFolders.Select(Kernels)];
        PythonEnvironment? active = pythons.Active;
        if (active is not null && PrefersEnvironment(search, active) && OfPython(active, system) is { } first)
        {
            yield return first;
        }

        yield return new KernelFolder(Kernels(UserFolder(search)), "user");
        if (active is not { IsVirtual: true })
        {
            string userBase = search.Variable("PYTHONUSERBASE") is { } given ? search.FullPath(given) : Path.Combine(search.HomeFolder, ".local");
            yield return new KernelFolder(Kernels(Path.Combine(userBase, "share", "jupyter")), "Python's user folder");
        }

        foreach (PythonEnvironment python in pythons)
        {
            if (OfPython(python, system) is { } folder)
            {
                yield return folder;
            }
        }

        foreach (string folder in system)
        {
            // The machine's own Python has its kernels in a system folder, and its place is there.
            yield return new KernelFolder(folder, "system", pythons.FirstOrDefault(python => python.KernelFolder == folder));
        }

        string ipython = search.Variable("IPYTHONDIR") is { } directory ? search.FullPath(directory) : Path.Combine(search.HomeFolder, ".ipython");
        yield return new KernelFolder(Kernels(ipython), "IPython");
    }

    private static KernelFolder? OfPython(PythonEnvironment python, string[] system) =>
        python.KernelFolder is { } folder && !system.Contains(folder) ? new KernelFolder(folder, python.How, python) : null;

    private static string UserFolder(KernelSearch search)
    {
        if (search.Variable("JUPYTER_DATA_DIR") is { } given)
        {
            return search.FullPath(given);
        }

        if (search.IsMacOS)
        {
            return Path.Combine(search.HomeFolder, "Library", "Jupyter");
        }

        string share = search.Variable("XDG_DATA_HOME") is { } data ? search.FullPath(data) : Path.Combine(search.HomeFolder, ".local", "share");
        return Path.Combine(share, "jupyter");
    }

    /// <summary>Whether the environment's kernels come before the user's: as JUPYTER_PREFER_ENV_PATH says, else inside a venv or conda environment.</summary>
    private static bool PrefersEnvironment(KernelSearch search, PythonEnvironment active) =>
        search.Variables.TryGetValue("JUPYTER_PREFER_ENV_PATH", out string? wish)
            ? wish.ToLowerInvariant() is not ("no" or "n" or "false" or "off" or "0" or "0.0")
            : active.IsVirtual;

    private static string Kernels(string folder) => Path.Combine(folder, "kernels");
}
