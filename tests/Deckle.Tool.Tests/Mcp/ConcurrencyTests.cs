using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>A thousand calls of all kinds at once, among them edits of the same notebooks.</summary>
public sealed class ConcurrencyTests : IDisposable
{
    private const int Calls = 1000;
    private const int Notebooks = 20;
    private const int Shared = 4;

    // Who edits the same notebook fails once for each that was quicker: more would be a test of patience.
    private const int LastEdit = 600;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task On_stdio_no_update_is_lost_and_each_call_gets_its_own_answer()
    {
        WriteNotebooks();
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        int refused = await CallAllAsync((_, tool, arguments) => client.CallAsync(tool, arguments.ToJsonString()));

        Assert.Empty(client.Strays);
        AssertEveryUpdate(refused);
    }

    [Fact]
    public async Task Over_HTTP_no_update_is_lost_and_each_call_gets_its_own_answer_in_both_eras()
    {
        WriteNotebooks();
        using McpServer server = await McpServer.StartAsync(folder.Path);
        string?[] sessions = [null, await server.OpenAsync(), await server.OpenAsync("2025-03-26")];

        int refused = await CallAllAsync(async (number, tool, arguments) =>
            (await server.AskAsync("tools/call", StdioClient.Call(tool, arguments.ToJsonString()), sessions[number % sessions.Length]))["result"]!.AsObject());

        AssertEveryUpdate(refused);
    }

    private static string Marker(int number) => $"marker_{number} = {number}";

    private static bool IsEdit(int number) => number % 10 == 9 && number < LastEdit;

    private static string SharedPath(int number) => $"shared{number / 10 % Shared}.ipynb";

    private void WriteNotebooks()
    {
        for (int i = 0; i < Notebooks; i++)
        {
            folder.Write($"n{i}.ipynb", McpNotebooks.Of($"only_in_{i} = {i}"));
        }

        for (int i = 0; i < Shared; i++)
        {
            folder.Write($"shared{i}.ipynb", McpNotebooks.Of("x = 1"));
        }
    }

    /// <returns>How many edits were refused because another was first.</returns>
    private static async Task<int> CallAllAsync(Func<int, string, JsonObject, Task<JsonObject>> call)
    {
        // All editors read the same revision, so that all but one of each notebook are late.
        var revisions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (int number in Enumerable.Range(0, Shared).Select(index => index * 10))
        {
            JsonObject outline = Structured(await call(number, "notebook_outline", new() { ["path"] = SharedPath(number) }));
            revisions[SharedPath(number)] = outline["revision"]!.GetValue<string>();
        }

        int[] refused = await Task.WhenAll(Enumerable.Range(0, Calls).Select(number => IsEdit(number) ? EditAsync(call, number, revisions[SharedPath(number)]) : AskAsync(call, number)));
        return refused.Sum();
    }

    private static async Task<int> EditAsync(Func<int, string, JsonObject, Task<JsonObject>> call, int number, string revision)
    {
        for (int refused = 0; ; refused++)
        {
            JsonObject result = await call(number, "notebook_edit", new()
            {
                ["path"] = SharedPath(number),
                ["expected_revision"] = revision,
                ["operations"] = new JsonArray(new JsonObject { ["op"] = "insert", ["cell_type"] = "code", ["source"] = Marker(number), ["new_cell_id"] = $"m{number}" }),
            });
            if (result["isError"]?.GetValue<bool>() is not true)
            {
                Assert.Equal([$"m{number}"], Structured(result)["cells"]!.AsArray().Select(cell => cell!["cell_id"]!.GetValue<string>()));
                return refused;
            }

            JsonObject error = Structured(result)["error"]!.AsObject();
            Assert.Equal("revision-outdated", error["code"]!.GetValue<string>());
            Assert.NotEqual(revision, error["facts"]!["current revision"]!.GetValue<string>());
            revision = error["facts"]!["current revision"]!.GetValue<string>();
        }
    }

    private static async Task<int> AskAsync(Func<int, string, JsonObject, Task<JsonObject>> call, int number)
    {
        int notebook = number / 10 % Notebooks;
        string path = $"n{notebook}.ipynb";
        (string tool, JsonObject arguments, string mark) = (number % 10) switch
        {
            0 => ("notebook_outline", new JsonObject { ["path"] = path }, $"only_in_{notebook} = {notebook}"),
            1 => ("notebook_read", new JsonObject { ["path"] = path }, $"only_in_{notebook} = {notebook}"),
            2 => ("cell_read", new JsonObject { ["path"] = path, ["cell_id"] = $"nowhere{number}" }, $"nowhere{number}"),
            3 => ("notebook_validate", new JsonObject { ["path"] = path }, path),
            4 => ("runs_list", new JsonObject(), "\"runs\":[]"),
            5 => ("run_status", new JsonObject { ["run_id"] = $"run-{number}" }, $"run-{number}"),
            6 => ("parameters_inspect", new JsonObject { ["path"] = path }, $"only_in_{notebook}"),
            7 => ("notebook_outline", new JsonObject { ["path"] = $"missing{number}.ipynb" }, $"missing{number}.ipynb"),
            8 => ("notebook_create", new JsonObject { ["path"] = $"new{number}.ipynb", ["cells"] = new JsonArray(new JsonObject { ["cell_type"] = "code", ["source"] = Marker(number), ["cell_id"] = $"m{number}" }) }, $"m{number}"),
            _ => ("notebook_outline", new JsonObject { ["path"] = SharedPath(number) }, SharedPath(number)),
        };
        JsonObject result = await call(number, tool, arguments);

        Assert.Contains(mark, Structured(result).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(number % 10 is 2 or 5 or 7, result["isError"]?.GetValue<bool>() is true);
        return 0;
    }

    private void AssertEveryUpdate(int refused)
    {
        int[] edits = [.. Enumerable.Range(0, Calls).Where(IsEdit)];
        Assert.True(refused >= edits.Length - Shared, $"{refused} of {edits.Length} edits were late once or more");
        for (int i = 0; i < Shared; i++)
        {
            string path = $"shared{i}.ipynb";
            Assert.Equal(edits.Where(number => SharedPath(number) == path).Select(Marker).Append("x = 1").Order(StringComparer.Ordinal), Sources(path).Order(StringComparer.Ordinal));
        }

        Assert.All(Enumerable.Range(0, Calls).Where(number => number % 10 == 8), number => Assert.Equal([Marker(number)], Sources($"new{number}.ipynb")));
    }

    private string[] Sources(string path) => [.. NotebookReader.Read(File.ReadAllBytes(folder.Combine(path))).Cells.Select(cell => cell.Source)];

    private static JsonObject Structured(JsonObject result) => result["structuredContent"]!.AsObject();
}
