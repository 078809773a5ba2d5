namespace Deckle.Kernels.Specs;

/// <summary>A Python that kernels may belong to or be started with.</summary>
public sealed class PythonEnvironment
{
    private readonly Lazy<PythonFacts?> facts;

    private readonly bool mayAsk;

    private PythonEnvironment(string program, string how, bool isVirtual, KernelSearch search, bool mayAsk = true)
    {
        Program = program;
        How = how;
        IsVirtual = isVirtual;
        this.mayAsk = mayAsk && !search.Distrusts(program);
        facts = new(() => PythonLayout.Read(program, search) ?? (this.mayAsk ? PythonProbe.Ask(program, search) : null));
    }

    /// <summary>The interpreter, as it is started: <c>/home/ada/report/.venv/bin/python</c>.</summary>
    public string Program { get; }

    /// <summary>How it was found: <c>VIRTUAL_ENV</c>, <c>.venv</c>, <c>python3 on PATH</c>.</summary>
    public string How { get; }

    /// <summary>Whether it is an environment made for a purpose (venv, conda, pixi), not a Python of the user or the machine.</summary>
    public bool IsVirtual { get; }

    /// <summary>How one was found that a kernelspec names.</summary>
    internal const string OfKernelSpec = "kernel.json";

    /// <summary>Whether only the interpreter could tell about itself, and is not asked: see <see cref="KernelSearch.Distrusting"/>.</summary>
    internal bool IsUnasked => !mayAsk && facts.Value is null;

    /// <summary>Python's <c>sys.prefix</c>; null when the interpreter could not even be asked. May start the interpreter the first time.</summary>
    public string? Prefix => facts.Value?.Prefix;

    /// <summary>The folder of the <c>ipykernel</c> package it can import, else null. May start the interpreter the first time.</summary>
    public string? Ipykernel => facts.Value?.Ipykernel;

    /// <summary>The folder of its kernelspecs; null when <see cref="Prefix"/> is.</summary>
    public string? KernelFolder => Prefix is null ? null : Path.Combine(Prefix, "share", "jupyter", "kernels");

    public override string ToString() => $"{Program} ({How})";

    /// <summary>An environment by its folder, when it is one: with an interpreter and the mark of a venv or of conda.</summary>
    internal static PythonEnvironment? InFolder(string prefix, string how, bool isVirtual, KernelSearch search)
    {
        bool isEnvironment = File.Exists(Path.Combine(prefix, "pyvenv.cfg")) || Directory.Exists(Path.Combine(prefix, "conda-meta"));
        string? program = ((string[])["python", "python3"]).Select(name => Path.Combine(prefix, "bin", name)).FirstOrDefault(ProgramPath.IsExecutable);
        return isEnvironment && program is not null ? new PythonEnvironment(program, how, isVirtual, search) : null;
    }

    /// <summary>The environment an interpreter belongs to.</summary>
    /// <param name="mayAsk">Whether it may be started where its files do not tell.</param>
    internal static PythonEnvironment Of(string program, string how, KernelSearch search, bool mayAsk = true) =>
        new(program, how, PythonLayout.VirtualPrefix(program) is not null, search, mayAsk);

    /// <summary>The environment's own interpreter for a name such as <c>python3.12</c>; null when it has none of that name.</summary>
    internal string? ProgramNamed(string name)
    {
        if (name is "python" or "python3")
        {
            return Program;
        }

        string path = Path.Combine(Path.GetDirectoryName(Program)!, name);
        return ProgramPath.IsExecutable(path) ? path : null;
    }
}
