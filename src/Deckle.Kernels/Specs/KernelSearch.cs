using System.Collections;

namespace Deckle.Kernels.Specs;

/// <summary>What a search for kernels depends on. Nothing else of the process is looked at.</summary>
public sealed record KernelSearch
{
    /// <summary>The environment variables kernels are found with and launched with.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The user's home.</summary>
    public required string HomeFolder { get; init; }

    /// <summary>The folder of the command: relative paths and the project's Python environment are looked for from here.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>The notebook's folder, whose project's Python environment comes before that of the working folder.</summary>
    public string? NotebookFolder { get; init; }

    /// <summary>The data folders of the machine.</summary>
    public IReadOnlyList<string> SystemFolders { get; init; } = ["/usr/local/share/jupyter", "/usr/share/jupyter"];

    /// <summary>The Python to fall back to when there is none on PATH.</summary>
    public string SystemPython { get; init; } = "/usr/bin/python3";

    /// <summary>Whether the user's data folder is where macOS has it.</summary>
    public bool IsMacOS { get; init; } = OperatingSystem.IsMacOS();

    /// <summary>
    /// Folders whose files may be anybody's: no program in them is started to find out about it, since that would be outside of every sandbox.
    /// </summary>
    internal IReadOnlyList<string> Distrusted { get; init; } = [];

    /// <summary>A search with this process's environment.</summary>
    public static KernelSearch FromProcess(string workingFolder, string? notebookFolder = null)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return new KernelSearch
        {
            Variables = variables,
            HomeFolder = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            WorkingFolder = workingFolder,
            NotebookFolder = notebookFolder,
        };
    }

    /// <summary>The same, for a kernel that is to be confined: what the notebook came with is believed as far as its files tell, and nothing of it is started.</summary>
    /// <param name="more">Folders besides those of the search and the repositories around them.</param>
    public KernelSearch Distrusting(IEnumerable<string> more)
    {
        IEnumerable<string> own = ((string?[])[NotebookFolder, WorkingFolder]).OfType<string>().Select(folder => RepositoryFolders.UpFrom(FullPath(folder)).Last());
        return this with { Distrusted = [.. Distrusted.Concat(own).Concat(more.Select(FullPath)).Distinct(StringComparer.Ordinal)] };
    }

    /// <summary>Whether a path, or what it leads to, lies in a folder whose files may be anybody's.</summary>
    internal bool Distrusts(string path) =>
        Distrusted.Count > 0 && RealPath.Of(path) is var real && Distrusted.Any(folder => RealPath.IsWithin(path, folder) || RealPath.IsWithin(real, RealPath.Of(folder)));

    /// <summary>Whether a kernel is described by files that may be anybody's.</summary>
    internal bool Distrusts(KernelSpec spec) => Distrusts(spec.ResourceDirectory) || (spec.Origin.Python is { } python && Distrusts(python.Program));

    /// <summary>Whether a path in such a folder is where it says, and no link in the folder leads elsewhere.</summary>
    internal bool IsPlain(string path) => RealPath.Of(path) is var real && Distrusted.Any(folder =>
        RealPath.IsWithin(path, folder) && real == Path.TrimEndingDirectorySeparator(Path.Combine(RealPath.Of(folder), Path.GetRelativePath(folder, path) is var rest && rest != "." ? rest : "")));

    /// <summary>A variable's value; null when it is missing or empty, which Jupyter takes for the same.</summary>
    internal string? Variable(string name) => Variables.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>A path as the user wrote it: <c>~</c> is the home, relative paths start at the working folder.</summary>
    internal string FullPath(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(ExpandHome(path), WorkingFolder));

    /// <summary>A leading <c>~</c> becomes the home; <c>~someone</c> is left alone.</summary>
    internal string ExpandHome(string path) => path == "~" ? HomeFolder : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(HomeFolder, path[2..]) : path;
}
