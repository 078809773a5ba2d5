using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.HostTools;

/// <summary>A folder with a policy and notebooks that call tools.</summary>
internal sealed class ToolFolder : IDisposable
{
    // Says of each attempt what came of it, one a line.
    private const string Try = """
        import json
        import hermes_runtime as hermes
        def attempt(what):
            try:
                print("ok", json.dumps(what()))
            except hermes.ToolError as error:
                print(type(error).__name__, error.code, str(error).splitlines()[0])
        """;

    public RunFolder Files { get; } = new();

    /// <summary>Runs attempts, each an expression of Python, in a cell of its own.</summary>
    /// <returns>A line for each.</returns>
    public async Task<string[]> TryAsync(string? policy, string[] attempts, params string[] arguments)
    {
        if (policy is not null)
        {
            Files.Write("tools.toml", policy);
        }

        ProcessOutcome outcome = await Files.RunCellsAsync([Try, .. attempts.Select(attempt => $"attempt(lambda: ({attempt}))")], ["--tools-log", "calls.jsonl", .. arguments]);
        Assert.True(outcome.ExitCode == 0, outcome.Stderr);
        return [.. Files.Notebook("out.ipynb").Cells.Skip(1).Select(cell => string.Concat(cell.Outputs.Select(output => output.Text)).TrimEnd())];
    }

    /// <summary>The calls that were logged.</summary>
    public JsonObject[] Calls() => [.. File.ReadAllLines(Files.Combine("calls.jsonl")).Select(line => (JsonObject)JsonReader.Read(line))];

    public void Dispose() => Files.Dispose();
}
