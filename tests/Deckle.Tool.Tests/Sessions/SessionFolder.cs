using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Sessions;

/// <summary>A session host of a test's own, which ends with the test.</summary>
internal sealed class SessionFolder : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    public SessionFolder()
    {
        Directory.CreateDirectory(folder.Combine("run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(TemporaryFiles);
    }

    public string Path => folder.Path;

    public string HostFolder => folder.Combine("run/deckle/sessions");

    public int HostProcess => int.Parse(folder.Read("run/deckle/sessions/host.pid"), null);

    private string TemporaryFiles => folder.Combine("tmp");

    // Kernels make their files in the folder for temporary files: their command lines tell whose they are.
    private ProcessOptions Options => new()
    {
        Folder = folder.Path,
        Environment = new Dictionary<string, string?> { ["XDG_RUNTIME_DIR"] = folder.Combine("run"), ["TMPDIR"] = TemporaryFiles, ["DECKLE_SESSION"] = null },
    };

    public Task<ProcessOutcome> SessionAsync(params string[] arguments) => DeckleBinary.RunAsync(Options, ["session", .. arguments]);

    public Task<ProcessOutcome> ShellAsync(string line) => DeckleBinary.ShellAsync(Options, line);

    public async Task<JsonObject> JsonAsync(params string[] arguments) => (JsonObject)JsonReader.Read((await SessionAsync([.. arguments, "--json"])).Stdout);

    public string Write(string name, string content) => folder.Write(name, content);

    public string Read(string name) => folder.Read(name);

    /// <summary>The processes of kernels and of the host that are still there when all have gone that go by themselves, or the time is over.</summary>
    public Task<IReadOnlyList<string>> KernelsAsync(TimeSpan within) => new Leftovers(TemporaryFiles, $"{TemporaryFiles}/deckle-").AfterAsync(within);

    public async ValueTask DisposeAsync()
    {
        await SessionAsync("stop", "--host");
        folder.Dispose();
    }
}
