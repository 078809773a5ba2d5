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

    /// <summary>A variable's value; null when it is missing or empty, which Jupyter takes for the same.</summary>
    internal string? Variable(string name) => Variables.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>A path as the user wrote it: <c>~</c> is the home, relative paths start at the working folder.</summary>
    internal string FullPath(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(ExpandHome(path), WorkingFolder));

    /// <summary>A leading <c>~</c> becomes the home; <c>~someone</c> is left alone.</summary>
    internal string ExpandHome(string path) => path == "~" ? HomeFolder : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(HomeFolder, path[2..]) : path;
}
