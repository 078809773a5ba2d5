using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Testing;

/// <summary>Every recorded verdict of nbval: notebooks and arguments as they were given to it, cell by cell.</summary>
public sealed class NbvalCaseTests : IAsyncDisposable
{
    /// <summary>Cells that pass though nbval failed them, on purpose, and why.</summary>
    private static readonly Dictionary<string, string> Excepted = new()
    {
        ["nbval_cases/streams.ipynb Cell 8"] = "backspaces are applied, as nbval means to and does not",
        ["nbval_cases/rich.ipynb Cell 16"] = "cells are in IPython's history, so that a last ';' hides the result",
        ["nbval_cases/rich.ipynb Cell 17"] = "cells are in IPython's history, so that a last ';' hides the result",
        ["nbval_cases/rich.ipynb Cell 18"] = "update_display_data is applied",
        ["nbval_cases/rich.ipynb Cell 19"] = "clear_output is applied",
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
            string name = $"{row[0]} {row[2]}";
            string expected = Excepted.ContainsKey(name) ? "passed" : Verdict(row);
            string actual = Verdict(cell, row[5]);
            if (actual != expected)
            {
                wrong.Add($"{name} {arguments}: {actual}; nbval: {expected}");
            }
        }

        Assert.Equal("", string.Join("\n", wrong));
        Assert.Equal(rows.Any(row => row[2] == "*exit*" && row[3] == "1") ? 1 : 0, outcome.ExitCode);
    }

    private static IEnumerable<string[]> Rows() =>
        File.ReadLines(Repository.Path("tests", "cases", "nbval", "cases.tsv")).Skip(1).Select(line => line.Split('\t'));

    // pytest counts what passes unexpectedly as passed, and tells of an expected failure only that it was expected.
    private static string Verdict(string[] row) => row[3] is "passed" or "xfailed" ? row[3] : $"{row[3]}: {row[4]}: {row[5]}";

    private static string Verdict(JsonObject cell, string expected) => cell.GetText("outcome") switch
    {
        "passed" or "xpassed" => "passed",
        "xfailed" => "xfailed",
        string outcome => $"{outcome}: {cell.GetText("message")}: {Detail(cell, expected)}",
        null => "nothing",
    };

    // In nbval's words, for the first difference; of an exception the line that nbval's report ended with.
    private static string Detail(JsonObject cell, string expected)
    {
        JsonObject[] differences = [.. cell.Get<JsonArray>("differences")!.Cast<JsonObject>()];
        string Keys(string kind) => string.Join(", ", differences.Where(each => each.GetText("kind") == kind).Select(each => $"'{each.GetText("key")}'").Order(StringComparer.Ordinal));
        return differences.FirstOrDefault()?.GetText("kind") switch
        {
            "missing" => Sorted($"Missing output fields from running code: {{{Keys("missing")}}}", expected),
            "unexpected" => Sorted($"Unexpected output fields from running code: {{{Keys("unexpected")}}}", expected),
            "count" => $"dissimilar number of outputs for key \"{differences[0].GetText("key")}\"<<<<<<<<<<<< Reference outputs from ipynb file:",
            "value" => $"mismatch '{differences[0].GetText("key")}'",
            _ => cell.GetText("text")!.Contains(expected, StringComparison.Ordinal) ? expected : cell.GetText("text")!,
        };
    }

    // Python shows the keys of a set in any order.
    private static string Sorted(string found, string expected) => found.Order().SequenceEqual(expected.Order()) ? expected : found;
}
