using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Testing;

/// <summary>A folder of notebooks under test. Their kernels start cold, so that nothing of them outlives a test.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly RunFolder folder = new();

    public string Path => folder.Path;

    public string Combine(string name) => folder.Combine(name);

    public bool Has(string name) => folder.Has(name);

    public string Read(string name) => folder.Read(name);

    public Notebook NotebookIn(string name) => folder.Notebook(name);

    public void Write(string name, string content) => folder.Write(name, content);

    /// <summary>Writes a notebook of cells that have run, each with the text it is expected to print.</summary>
    public void Notebook(string name, params (string Source, string Printed)[] cells) => Write(name, TestNotebook.Of([.. cells.Select(cell => Ran(cell.Source, cell.Printed))]));

    /// <summary>A cell that has run and printed a text; nothing when it is empty.</summary>
    public static Cell Ran(string source, string printed, params string[] tags)
    {
        JsonObject stream = JsonObject.Of(("name", "stdout"), ("output_type", "stream"), ("text", printed));
        return WithOutputs(TestNotebook.Code(source, tags), printed.Length == 0 ? [] : [stream]);
    }

    /// <summary>The cell as it ran, with outputs.</summary>
    public static Cell WithOutputs(Cell cell, params JsonObject[] outputs) =>
        cell.With("execution_count", 1).With("outputs", JsonArray.From(outputs.Select(output => (JsonValue)output)));

    /// <summary>A line of shell in which <c>deckle</c> is the program.</summary>
    public Task<ProcessOutcome> ShellAsync(string line) => folder.ShellAsync(line);

    /// <summary><c>deckle test</c> with arguments that the shell splits.</summary>
    public Task<ProcessOutcome> TestAsync(string arguments) => ShellAsync($"exec deckle test {arguments} --no-warm");

    /// <summary>The same with <c>--json</c>: the exit code, and of each notebook the outcomes of its cells: <c>passed failed</c>.</summary>
    public async Task<(int ExitCode, string Outcomes)> OutcomesAsync(string arguments)
    {
        ProcessOutcome outcome = await TestAsync($"{arguments} --json");
        return (outcome.ExitCode, string.Join(" | ", Cells(outcome.Stdout).Select(cells => string.Join(' ', cells.Select(cell => cell.GetText("outcome"))))));
    }

    /// <summary>The cells of each notebook in an answer.</summary>
    public static IEnumerable<JsonObject[]> Cells(string json) =>
        ((JsonObject)JsonReader.Read(json)).Get<JsonArray>("notebooks")!.Cast<JsonObject>().Select(notebook => notebook.Get<JsonArray>("cells")!.Cast<JsonObject>().ToArray());

    public void Dispose() => folder.Dispose();
}
