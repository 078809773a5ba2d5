using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Batch;

/// <summary>A folder for batches, whose kernels start cold so that nothing of them outlives a test.</summary>
internal sealed class BatchFolder : IDisposable
{
    private readonly RunFolder folder = new();

    public string Combine(string name) => folder.Combine(name);

    public bool Has(string name) => folder.Has(name);

    public string Read(string name) => folder.Read(name);

    public void Write(string name, string content) => folder.Write(name, content);

    /// <summary>Writes a notebook whose first cell declares <c>n = 0</c>.</summary>
    public void Notebook(string name, params string[] sources) =>
        Write(name, TestNotebook.Of([TestNotebook.Code("n = 0", "parameters"), .. sources.Select(source => TestNotebook.Code(source))]));

    public Task<ProcessOutcome> ShellAsync(string line) => folder.ShellAsync(line);

    /// <summary><c>deckle batch</c> with arguments that the shell splits.</summary>
    public Task<ProcessOutcome> BatchAsync(string arguments) => ShellAsync($"exec deckle batch {arguments} --no-warm");

    /// <summary>The same with <c>--json</c>: the exit code, and the status of each run in order.</summary>
    public async Task<(int ExitCode, string Statuses)> StatusesAsync(string arguments)
    {
        ProcessOutcome outcome = await BatchAsync($"{arguments} --json");
        return (outcome.ExitCode, string.Join(' ', Runs(outcome.Stdout).Select(run => run.GetText("status"))));
    }

    public JsonObject Json(string name) => (JsonObject)JsonReader.Read(File.ReadAllBytes(Combine(name)));

    public string? Status(string record) => Json(record).GetText("status");

    public IReadOnlyList<string> Leftovers() => folder.Leftovers();

    public Task<IReadOnlyList<string>> LeftoversAsync(TimeSpan within) => folder.LeftoversAsync(within);

    public void Dispose() => folder.Dispose();

    private static IEnumerable<JsonObject> Runs(string json) => ((JsonObject)JsonReader.Read(json)).Get<JsonArray>("runs")!.Cast<JsonObject>();
}
