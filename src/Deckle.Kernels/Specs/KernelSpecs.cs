using Deckle.Json;

namespace Deckle.Kernels.Specs;

/// <summary>
/// The kernels of this machine and user, or those of a server. Folders are read as far as a question needs them and once; a kernelspec is found without starting a process
/// wherever the files tell (see <see cref="PythonEnvironment"/>).
/// </summary>
public sealed class KernelSpecs
{
    /// <summary>The name of Jupyter's own kernel, the one a Python with ipykernel has without a kernel.json.</summary>
    internal const string NativeName = "python3";

    private readonly LazySequence<KernelFolder> folders;
    private readonly LazySequence<KernelSpec> specs;
    private readonly List<KernelSpecProblem> problems = [];

    public KernelSpecs(KernelSearch search)
    {
        Search = search;
        Pythons = new PythonEnvironments(search);
        folders = new(KernelFolders.InOrder(search, Pythons));
        specs = new(folders.SelectMany(Read).DistinctBy(spec => spec.Name, StringComparer.Ordinal));
    }

    private KernelSpecs(Uri server, IReadOnlyList<KernelSpec> known, string? defaultName)
    {
        Server = server;
        Search = new KernelSearch { Variables = new Dictionary<string, string>(), HomeFolder = "/", WorkingFolder = "/" };
        Pythons = new PythonEnvironments(Search);
        folders = new([new KernelFolder(server.ToString(), "server")]);
        specs = new(known);
        Default = defaultName;
    }

    /// <summary>The base address of the Jupyter server that has them; null for those of this machine.</summary>
    public Uri? Server { get; }

    /// <summary>The name of the kernel that comes first among several of a language, where a server says so; else null.</summary>
    public string? Default { get; }

    public KernelSearch Search { get; }

    public PythonEnvironments Pythons { get; }

    /// <summary>The searched folders in order: what a name is found in first counts.</summary>
    public IReadOnlyList<KernelFolder> Folders => [.. folders];

    /// <summary>Every kernel, in the order of the folders.</summary>
    public IReadOnlyList<KernelSpec> All => [.. specs];

    /// <summary>What stands in the folders but cannot be offered.</summary>
    public IReadOnlyList<KernelSpecProblem> Problems
    {
        get
        {
            _ = All;
            return problems;
        }
    }

    /// <summary>The kernels of a Jupyter server.</summary>
    /// <param name="specs">The <c>kernelspecs</c> of its answer: name to <c>{name, spec, resources}</c>.</param>
    /// <param name="defaultName">Its <c>default</c>.</param>
    internal static KernelSpecs OnServer(Uri server, JsonObject specs, string? defaultName) => new(
        server,
        [.. specs.Select(member => KernelSpec.OnServer(server, member.Key, (member.Value as JsonObject)?.Get<JsonObject>("spec") ?? JsonObject.Empty))],
        defaultName);

    /// <summary>The kernel of a name, whatever its case; null when there is none.</summary>
    public KernelSpec? Find(string name) => specs.FirstOrDefault(spec => string.Equals(spec.Name, name, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<KernelSpec> Read(KernelFolder folder)
    {
        bool hasNative = false;
        foreach (KernelSpec spec in KernelSpecReader.ReadFolder(folder, problems.Add))
        {
            hasNative |= spec.Name == NativeName;
            yield return spec;
        }

        // Another folder's python3 comes first or later, as this Python's own would: first hit wins.
        if (!hasNative && folder.Python?.Ipykernel is { } package)
        {
            yield return Synthesise(folder, package);
        }
    }

    private static KernelSpec Synthesise(KernelFolder folder, string package)
    {
        string[] argv = ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"];
        const string DisplayName = "Python 3 (ipykernel)";
        return new KernelSpec
        {
            Name = NativeName,
            Argv = argv,
            DisplayName = DisplayName,
            Language = "python",
            ResourceDirectory = Path.Combine(package, "resources"),
            Origin = folder,
            IsSynthesised = true,
            Json = JsonObject.Of(("argv", JsonArray.From(argv)), ("display_name", DisplayName), ("language", "python")),
        };
    }
}
