using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Sandboxing;

/// <summary>A small world for sandboxes: a folder to work in, beside it a home folder, and a folder that nobody grants.</summary>
internal sealed class SandboxFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SandboxFolder()
    {
        foreach (string name in (string[])["work", "home", "outside", "tmp"])
        {
            Directory.CreateDirectory(folder.Combine(name));
        }

        folder.Write("outside/secret", "not for notebooks");
    }

    public string Work => folder.Combine("work");

    public string Outside => folder.Combine("outside");

    /// <summary>A secret of the host's, as tokens are handed around.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?> { ["HOST_SECRET"] = "not for notebooks" };

    public string Combine(string name) => folder.Combine(name);

    public string Read(string name) => folder.Read(name);

    public string Write(string name, string content) => folder.Write(name, content);

    public Notebook Result => NotebookReader.Read(File.ReadAllBytes(Path.Combine(Work, "out.ipynb")));

    /// <summary>Runs cells of Python; the answer is the report of <c>--json</c>, or the error.</summary>
    public Task<ProcessOutcome> RunAsync(string[] sources, params string[] arguments)
    {
        folder.Write("work/in.ipynb", TestNotebook.Of(sources));
        return DeckleAsync(["run", "in.ipynb", "out.ipynb", "--json", .. arguments]);
    }

    public Task<ProcessOutcome> DeckleAsync(params string[] arguments) => DeckleBinary.RunAsync(Options, arguments);

    public Task<ProcessOutcome> ShellAsync(string line) => DeckleBinary.ShellAsync(Options, line);

    /// <summary>Files, processes and control groups that a run has left.</summary>
    public IReadOnlyList<string> Leftovers() => Left.Now();

    /// <summary>What is still there when all has gone that goes by itself, or the time is over.</summary>
    public Task<IReadOnlyList<string>> LeftoversAsync(TimeSpan within) => Left.AfterAsync(within);

    /// <summary>A number of seconds that no other test sleeps.</summary>
    public string Marker { get; } = string.Create(CultureInfo.InvariantCulture, $"300.{Random.Shared.Next(100_000_000, 1_000_000_000)}");

    public void Dispose() => folder.Dispose();

    public static JsonObject Json(ProcessOutcome outcome) =>
        JsonReader.Read(outcome.Stdout) as JsonObject ?? throw new InvalidOperationException(outcome.Transcript);

    private Leftovers Left => new(folder.Combine("tmp"), folder.Path, Marker);

    private ProcessOptions Options => new()
    {
        Folder = Work,
        Environment = new Dictionary<string, string?>(Environment) { ["HOME"] = folder.Combine("home"), ["TMPDIR"] = folder.Combine("tmp"), ["XDG_RUNTIME_DIR"] = folder.Combine("run"), ["DOTNET_EnableDiagnostics"] = "0" },
        Timeout = TimeSpan.FromMinutes(1),
    };
}
