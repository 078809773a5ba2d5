namespace Deckle.Kernels.Specs;

/// <summary>Where programs that manage Pythons keep those they have installed: nothing but Pythons lies there, whoever names one.</summary>
internal static class PythonInstallations
{
    /// <summary>Their folders, one below each for each Python; they need not exist.</summary>
    public static IEnumerable<string> Folders(KernelSearch search)
    {
        string data = search.Variable("XDG_DATA_HOME") ?? Path.Combine(search.HomeFolder, ".local", "share");
        yield return search.Variable("UV_PYTHON_INSTALL_DIR") ?? Path.Combine(data, "uv", "python");
        yield return Path.Combine(search.Variable("PYENV_ROOT") ?? Path.Combine(search.HomeFolder, ".pyenv"), "versions");
        yield return Path.Combine(search.Variable("MISE_DATA_DIR") ?? Path.Combine(data, "mise"), "installs", "python");
        yield return Path.Combine(search.Variable("ASDF_DATA_DIR") ?? Path.Combine(search.HomeFolder, ".asdf"), "installs", "python");
    }
}
