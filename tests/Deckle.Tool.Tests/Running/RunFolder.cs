
namespace Deckle.Tool.Tests.Running;

/// <summary>A folder to run notebooks in. Temporary files go into a folder below it, so that what a run leaves behind is seen.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public RunFolder() => Directory.CreateDirectory(TemporaryFiles);

    public string Path => folder.Path;

    /// <summary>How long a program may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    public string Combine(string name) => folder.Combine(name);

    public string Write(string name, string content) => folder.Write(name, content);

    public string Read(string name) => folder.Read(name);

    public bool Has(string name) => File.Exists(Combine(name));

    public Notebook Notebook(string name) => NotebookReader.Read(File.ReadAllBytes(Combine(name)));

    /// <summary>Runs <c>in.ipynb</c>, made of the cells, into <c>out.ipynb</c>.</summary>
    public Task<ProcessOutcome> RunCellsAsync(Cell[] cells, params string[] arguments)
    {
        Write("in.ipynb", TestNotebook.Of(cells));
        return RunAsync(["in.ipynb", "out.ipynb", .. arguments]);
    }

    /// <inheritdoc cref="RunCellsAsync(Cell[], string[])"/>
    public Task<ProcessOutcome> RunCellsAsync(string[] sources, params string[] arguments) =>
        RunCellsAsync([.. sources.Select(source => TestNotebook.Code(source))], arguments);

    /// <summary><c>deckle run</c> with the arguments.</summary>
    public Task<ProcessOutcome> RunAsync(params string[] arguments) => DeckleBinary.RunAsync(Options(), ["run", .. arguments]);

    /// <summary>Any command with its arguments.</summary>
    public Task<ProcessOutcome> DeckleAsync(params string[] arguments) => DeckleBinary.RunAsync(Options(), arguments);

    /// <summary>A line of shell in which <c>deckle</c> is the program.</summary>
    public Task<ProcessOutcome> ShellAsync(string line) => DeckleBinary.ShellAsync(Options(), line);

    /// <summary>What a run has left behind: files in the folder for temporary ones, and processes that mention it.</summary>
    public IReadOnlyList<string> Leftovers() => Left.Now();

    /// <summary>What is still there when all has gone that goes by itself, or the time is over.</summary>
    public Task<IReadOnlyList<string>> LeftoversAsync(TimeSpan within) => Left.AfterAsync(within);

    public void Dispose() => folder.Dispose();

    private Leftovers Left => new(TemporaryFiles, Path);

    private string TemporaryFiles => Combine("tmp");

    private ProcessOptions Options() => new()
    {
        Folder = Path,
        Environment = new Dictionary<string, string?> { ["TMPDIR"] = TemporaryFiles, ["HOME"] = Path, ["XDG_RUNTIME_DIR"] = Combine("run") },
        Timeout = Timeout,
    };
}
