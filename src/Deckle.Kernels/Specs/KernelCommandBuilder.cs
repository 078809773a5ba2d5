using System.Text.RegularExpressions;

namespace Deckle.Kernels.Specs;

/// <summary>Fills in what kernel.json leaves open, as jupyter_client's manager and provisioner do.</summary>
internal static partial class KernelCommandBuilder
{
    public static KernelCommand Build(KernelSpec spec, string connectionFile, PythonEnvironment? python, KernelSearch search)
    {
        Dictionary<string, string> variables = Variables(spec, search);
        string[] argv = [.. spec.Argv.Select(word => search.ExpandHome(Fill(word, spec, connectionFile, python)))];
        string? substitute = IsBarePython(argv[0]) ? python?.ProgramNamed(argv[0]) : null;

        // A kernel of an environment that is not activated may name a program that only stands in its bin: conda's R.
        string? own = spec.Origin.Python is { } home && !argv[0].Contains('/', StringComparison.Ordinal) ? home.ProgramNamed(argv[0]) : null;
        string? program = substitute ?? own ?? ProgramPath.Find(argv[0], variables.GetValueOrDefault("PATH"), search.WorkingFolder);
        argv[0] = program ?? argv[0];
        return new KernelCommand
        {
            Argv = argv,
            Variables = variables,
            Substituted = substitute is null ? null : python,
            HasProgram = program is not null && ProgramPath.IsExecutable(program),
        };
    }

    /// <summary><c>python</c>, <c>python3</c> or <c>python3.12</c> without a folder: "the Python Jupyter runs in".</summary>
    public static bool IsBarePython(string program) => BarePython().IsMatch(program);

    private static string Fill(string word, KernelSpec spec, string connectionFile, PythonEnvironment? python) =>
        Template().Replace(word, match => match.Groups[1].Value switch
        {
            "connection_file" => connectionFile,
            "resource_dir" => spec.ResourceDirectory,
            "prefix" => python?.Prefix ?? match.Value,
            _ => match.Value,
        });

    private static Dictionary<string, string> Variables(KernelSpec spec, KernelSearch search)
    {
        var variables = new Dictionary<string, string>(search.Variables, StringComparer.Ordinal);
        foreach ((string name, string value) in spec.Env)
        {
            // Against the launching environment: two values of kernel.json do not see each other.
            variables[name] = SafeSubstitute(value, search.Variables);
        }

        if (spec.Language.StartsWith("python", StringComparison.OrdinalIgnoreCase))
        {
            // Set by some launchers on macOS; a kernel that inherits it takes itself for another Python.
            variables.Remove("PYTHONEXECUTABLE");
        }

        return variables;
    }

    /// <summary>Python's <c>string.Template.safe_substitute</c>: <c>$$</c> is a dollar, and what has no value stays.</summary>
    internal static string SafeSubstitute(string text, IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(text, match =>
        {
            string name = match.Groups["name"].Value;
            return name.Length == 0 ? "$" : values.TryGetValue(name, out string? value) ? value : match.Value;
        });

    [GeneratedRegex(@"\{([A-Za-z0-9_]+)\}")]
    private static partial Regex Template();

    [GeneratedRegex(@"\$(?:\$|(?<name>[_a-zA-Z][_a-zA-Z0-9]*)|\{(?<name>[_a-zA-Z][_a-zA-Z0-9]*)\})")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^python(3(\.[0-9]+)?)?\z")]
    private static partial Regex BarePython();
}
