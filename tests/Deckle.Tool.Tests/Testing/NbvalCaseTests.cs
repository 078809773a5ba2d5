using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Testing;

/// <summary>Every recorded verdict of nbval: notebooks and arguments as they were given to it, cell by cell.</summary>
public sealed class NbvalCaseTests : IAsyncDisposable
{
    /// <summary>Where Deckle judges otherwise on purpose, and why.</summary>
    private static readonly Dictionary<string, (string Outcome, string Why)> Excepted = new()
    {
    };

    private readonly RunFolder folder = new();

    public async ValueTask DisposeAsync()
    {
        await folder.ShellAsync("deckle kernels stop --all --kill");
        folder.Dispose();
    }

    public static TheoryData<string> Arguments() => new(Rows().Select(row => row[1]).Distinct());

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task Each_cell_has_the_verdict_of_nbval(string arguments)
    {
        string[][] rows = [.. Rows().Where(row => row[1] == arguments)];
        string[] notebooks = [.. rows.Select(row => row[0]).Distinct()];
        string options = string.Join(' ', ((JsonArray)JsonReader.Read(arguments)).Cast<JsonString>().Select(word => word.Text));

        ProcessOutcome outcome = await folder.ShellAsync(
            $"ln -s '{Repository.Path("tests", "cases")}' cases && cd cases && deckle test {string.Join(' ', notebooks)} {options} --json");

        var found = ((JsonObject)JsonReader.Read(outcome.Stdout)).Get<JsonArray>("notebooks")!.Cast<JsonObject>().ToDictionary(notebook => notebook.GetText("path")!);
        var wrong = new List<string>();
        foreach (string[] row in rows.Where(row => row[2] != "*exit*"))
        {
            JsonObject cell = found[row[0]].Get<JsonArray>("cells")!.Cast<JsonObject>().Single(cell => cell.GetText("name") == row[2]);
            string name = $"{row[0]} {arguments} {row[2]}";
            string expected = Excepted.TryGetValue(name, out (string Outcome, string) excepted) ? excepted.Outcome : Verdict(row);
            string actual = Verdict(cell);
            if (actual != expected)
            {
                wrong.Add($"{name}: {actual}, nbval: {expected}");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(rows.Any(row => row[2] == "*exit*" && row[3] == "1") ? 1 : 0, outcome.ExitCode);
    }

    private static IEnumerable<string[]> Rows() =>
        File.ReadLines(Repository.Path("tests", "cases", "nbval", "cases.tsv")).Skip(1).Select(line => line.Split('\t'));

    private static string Verdict(string[] row) => row[3] == "passed" ? "passed" : $"{row[3]}: {row[4]}";

    private static string Verdict(JsonObject cell) => cell.GetText("outcome") == "passed" ? "passed" : $"{cell.GetText("outcome")}: {cell.GetText("message")}";
}
