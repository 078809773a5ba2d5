using Deckle.Json;

namespace Deckle.Tool.Tests.Hooks;

/// <summary>A git repository of a test's own, in which commands of shell run with <c>deckle</c> and <c>git</c>.</summary>
internal sealed class HookRepository : IDisposable
{
    private static readonly Dictionary<string, string?> Quiet = new()
    {
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_SYSTEM"] = "/dev/null",
        ["GIT_AUTHOR_NAME"] = "A",
        ["GIT_AUTHOR_EMAIL"] = "a@example.org",
        ["GIT_COMMITTER_NAME"] = "A",
        ["GIT_COMMITTER_EMAIL"] = "a@example.org",
        // Submodules of folders are cloned; git asks for this since 2.38.
        ["GIT_ALLOW_PROTOCOL"] = "file",
        ["GIT_DIR"] = null,
        ["GIT_INDEX_FILE"] = null,
        ["SKIP"] = null,
    };

    private readonly TemporaryFolder folder = new();

    private HookRepository() => Path = folder.Combine("repository");

    public string Path { get; }

    public static async Task<HookRepository> CreateAsync()
    {
        var repository = new HookRepository();
        Directory.CreateDirectory(repository.Path);
        await repository.Good("git init -q -b main .");
        return repository;
    }

    /// <summary>Writes a file of the work tree.</summary>
    public void Write(string name, string content) => folder.Write($"repository/{name}", content);

    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    public bool Has(string name) => System.IO.Path.Exists(System.IO.Path.Combine(Path, name));

    /// <summary>Writes a file and stages it.</summary>
    public async Task Stage(string name, string content)
    {
        Write(name, content);
        await Good($"git add -- '{name}'");
    }

    /// <summary>Stages and commits everything, past all hooks.</summary>
    public Task Commit() => Good("git add -A && git commit -q --no-verify --allow-empty -m commit");

    public Task<ProcessOutcome> Shell(string line, params (string Name, string Value)[] environment) => DeckleBinary.ShellAsync(
        new ProcessOptions
        {
            Folder = Path,
            Environment = environment.Select(variable => KeyValuePair.Create<string, string?>(variable.Name, variable.Value)).Concat(Quiet).DistinctBy(variable => variable.Key).ToDictionary(),
        },
        line);

    /// <summary>The same where anything but success is the test's own fault.</summary>
    public async Task<string> Good(string line)
    {
        ProcessOutcome outcome = await Shell(line);
        Assert.True(outcome.ExitCode == 0, $"{line}\n{outcome.Transcript}");
        return outcome.Stdout;
    }

    /// <summary>Runs <c>deckle hook run</c> with <c>--json</c>.</summary>
    /// <returns>What it found, each hook's messages behind its id; and how it ended.</returns>
    public async Task<(int ExitCode, string[] Messages)> Run(string arguments)
    {
        ProcessOutcome outcome = await Shell($"deckle hook run {arguments} --json");
        var json = (JsonObject)JsonReader.Read(outcome.Stdout);
        Assert.True(json["hooks"] is JsonArray, outcome.Transcript);
        IEnumerable<string> messages =
            from hook in ((JsonArray)json["hooks"]!).Cast<JsonObject>()
            from finding in ((JsonArray)hook["findings"]!).Cast<JsonObject>()
            select $"{((JsonString)hook["id"]!).Text}: {((JsonString)finding["message"]!).Text}";
        return (outcome.ExitCode, [.. messages]);
    }

    public void Dispose() => folder.Dispose();
}
