using Deckle.Json;
using Deckle.Tool.Tests.Git;

namespace Deckle.Tool.Tests.Hooks;

/// <summary>A git repository of a test's own, in which commands of shell run with <c>deckle</c> and <c>git</c>.</summary>
internal sealed class HookRepository : IDisposable
{
    private readonly GitFolder folder = new();

    public string Path => folder.Combine("repo");

    public static async Task<HookRepository> CreateAsync()
    {
        var repository = new HookRepository();
        await repository.Good("git init -q");
        return repository;
    }

    /// <summary>Writes a file of the work tree.</summary>
    public void Write(string name, string content) => folder.Write(name, content);

    public string Read(string name) => folder.Read(name);

    public bool Has(string name) => System.IO.Path.Exists(System.IO.Path.Combine(Path, name));

    /// <summary>Writes a file and stages it.</summary>
    public async Task Stage(string name, string content)
    {
        Write(name, content);
        await Good($"git add -- '{name}'");
    }

    /// <summary>Stages and commits everything, past all hooks.</summary>
    public Task Commit() => Good("git add -A && git commit -q --no-verify --allow-empty -m commit");

    public Task<ProcessOutcome> Shell(string line, params (string Name, string Value)[] environment)
    {
        ProcessOptions options = folder.Options();
        IEnumerable<KeyValuePair<string, string?>> own = environment.Select(variable => KeyValuePair.Create<string, string?>(variable.Name, variable.Value));
        return DeckleBinary.ShellAsync(options with { Environment = own.Concat(options.Environment).DistinctBy(variable => variable.Key).ToDictionary() }, line);
    }

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
