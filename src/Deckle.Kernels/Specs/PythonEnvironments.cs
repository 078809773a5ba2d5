using System.Collections;

namespace Deckle.Kernels.Specs;

/// <summary>
/// The Pythons a kernel may be meant for, best first. Deckle is no Python program, so what is a constant for Jupyter, the prefix of the Python it
/// runs in, is a question here: the activated environment, the project's, the first on PATH.
/// </summary>
public sealed class PythonEnvironments : IEnumerable<PythonEnvironment>
{
    private readonly KernelSearch search;
    private readonly LazySequence<PythonEnvironment> all;

    public PythonEnvironments(KernelSearch search)
    {
        this.search = search;
        all = new(Find().OfType<PythonEnvironment>().DistinctBy(python => Path.GetDirectoryName(python.Program), StringComparer.Ordinal));
    }

    /// <summary>The environment Jupyter would run in; null on a machine without Python.</summary>
    public PythonEnvironment? Active => all.FirstOrDefault();

    public IEnumerator<PythonEnvironment> GetEnumerator() => all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<PythonEnvironment?> Find()
    {
        // conda's base is activated in every shell of many users; it is their Python, not this project's (uv and jupyter_core judge the same).
        bool hasCondaBase = search.Variable("CONDA_DEFAULT_ENV") is "base" or "root";
        yield return Named("VIRTUAL_ENV", isVirtual: true);
        yield return hasCondaBase ? null : Named("CONDA_PREFIX", isVirtual: true);
        foreach (PythonEnvironment? python in OfProjects())
        {
            yield return python;
        }

        yield return hasCondaBase ? Named("CONDA_PREFIX", isVirtual: false) : null;
        foreach (PythonEnvironment? python in OnPath())
        {
            yield return python;
        }
    }

    private PythonEnvironment? Named(string variable, bool isVirtual) =>
        search.Variable(variable) is { } prefix ? PythonEnvironment.InFolder(search.FullPath(prefix), variable, isVirtual, search) : null;

    private IEnumerable<PythonEnvironment?> OfProjects()
    {
        foreach (string start in ((string?[])[search.NotebookFolder, search.WorkingFolder]).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            foreach (string folder in RepositoryFolders.UpFrom(search.FullPath(start)))
            {
                if (search.Variable("UV_PROJECT_ENVIRONMENT") is { } name && IsUvProject(folder))
                {
                    string prefix = Path.GetFullPath(search.ExpandHome(name), folder);
                    yield return PythonEnvironment.InFolder(prefix, "UV_PROJECT_ENVIRONMENT", isVirtual: true, search);
                }

                yield return PythonEnvironment.InFolder(Path.Combine(folder, ".venv"), ".venv", isVirtual: true, search);
                yield return PythonEnvironment.InFolder(Path.Combine(folder, ".pixi", "envs", "default"), "pixi", isVirtual: true, search);
            }
        }
    }

    private static bool IsUvProject(string folder) => File.Exists(Path.Combine(folder, "uv.lock")) || File.Exists(Path.Combine(folder, "pyproject.toml"));

    private IEnumerable<PythonEnvironment?> OnPath()
    {
        foreach (string name in (string[])["python3", "python"])
        {
            yield return ProgramPath.FindAll(name, search.Variable("PATH"), search.WorkingFolder)
                .Select(program => PyenvShim.IsShim(program) ? PyenvShim.Resolve(program, search) : program)
                .OfType<string>()
                .Select(program => PythonEnvironment.Of(program, $"{name} on PATH", search))
                .FirstOrDefault();
        }

        yield return ProgramPath.IsExecutable(search.SystemPython) ? PythonEnvironment.Of(search.SystemPython, "system", search) : null;
    }
}
