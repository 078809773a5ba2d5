using Deckle.Json;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.HostTools;

/// <summary>One notebook that asks for tools, which passes wherever its kernel is.</summary>
internal static class HostToolNotebook
{
    public const string Policy = "[tools]\nterminal = \"allow\"\n[terminal]\ncommands = [\"printf **\"]\n";

    private static readonly string[] Cells =
    [
        "import hermes_runtime as hermes\nassert hermes.read_file('a.txt') == 'text'\nassert 'a.txt' in hermes.list_files()",
        "assert hermes.terminal(['printf', 'x'])['stdout'] == 'x'\nassert {'terminal', 'read_file', 'web_fetch'} <= {tool['name'] for tool in hermes.tools()}",
        "try:\n    hermes.write_file('b.txt', 'x')\nexcept hermes.Denied as error:\n    print(error)",
    ];

    /// <param name="place">The options that say where.</param>
    public static async Task PassesAsync(RunFolder folder, params string[] place)
    {
        folder.Write("a.txt", "text");
        folder.Write("tools.toml", Policy);

        ProcessOutcome outcome = await folder.RunCellsAsync(Cells, ["--json", "--tools-log", "calls.jsonl", .. place]);

        Assert.True(outcome.ExitCode == 0, outcome.Stderr);
        Assert.StartsWith("the policy does not allow write_file", Assert.Single(folder.Notebook("out.ipynb").Cells[2].Outputs).Text, StringComparison.Ordinal);
        Assert.False(folder.Has("b.txt"));
        JsonObject counts = ((JsonObject)JsonReader.Read(outcome.Stdout)).Get<JsonObject>("host_tools")!;
        Assert.Equal("5 1 0", $"{counts["calls"]} {counts["denied"]} {counts["failed"]}");
        string cell = folder.Notebook("out.ipynb").Cells[2].Id!;
        Assert.Contains(
            File.ReadLines(folder.Combine("calls.jsonl")).Select(line => (JsonObject)JsonReader.Read(line)),
            call => (call.GetText("tool"), call.GetText("verdict"), call.GetText("cell_id")) == ("write_file", "deny", cell));
    }
}
