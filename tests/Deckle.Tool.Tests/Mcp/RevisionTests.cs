using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>Two clients that edit one notebook at the same moment.</summary>
public sealed class RevisionTests : IDisposable
{
    private const int Rounds = 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Of_two_servers_on_one_folder_one_wins_each_revision_and_the_other_sees_the_difference()
    {
        await using StdioClient one = await StdioClient.StartAsync(folder.Path);
        await using StdioClient other = await StdioClient.StartAsync(folder.Path);

        await CompeteAsync((tool, arguments) => one.CallAsync(tool, arguments.ToJsonString()), (tool, arguments) => other.CallAsync(tool, arguments.ToJsonString()));
    }

    [Fact]
    public async Task Of_two_clients_of_one_server_over_HTTP_one_wins_each_revision_and_the_other_sees_the_difference()
    {
        using McpServer server = await McpServer.StartAsync(folder.Path);
        string session = await server.OpenAsync();
        Func<string, JsonObject, Task<JsonObject>> Client(string? id) => async (tool, arguments) => (await server.AskAsync("tools/call", StdioClient.Call(tool, arguments.ToJsonString()), id))["result"]!.AsObject();

        await CompeteAsync(Client(session), Client(null));
    }

    private async Task CompeteAsync(params Func<string, JsonObject, Task<JsonObject>>[] clients)
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1"));
        for (int round = 0; round < Rounds; round++)
        {
            JsonObject[] read = await Task.WhenAll(clients.Select(client => client("notebook_outline", new() { ["path"] = "a.ipynb" })));
            string revision = Assert.Single(read.Select(each => Text(each["structuredContent"]!, "revision")).Distinct());

            string[] lines = [$"first_{round} = 1", $"second_{round} = 2"];
            JsonObject[] answers = await Task.WhenAll(clients.Select((client, index) => client("notebook_edit", new()
            {
                ["path"] = "a.ipynb",
                ["expected_revision"] = revision,
                ["operations"] = new JsonArray(new JsonObject { ["op"] = "replace_source", ["cell_id"] = "c0", ["source"] = lines[index] }),
            })));

            int winner = Array.FindIndex(answers, answer => answer["isError"] is null);
            JsonObject error = answers[1 - winner]["structuredContent"]!["error"]!.AsObject();
            Assert.Equal("revision-outdated", Text(error, "code"));
            Assert.Equal(Text(answers[winner]["structuredContent"]!, "revision"), Text(error["facts"]!, "current revision"));
            Assert.Contains(lines[winner], Text(error["facts"]!, "difference"), StringComparison.Ordinal);
            Assert.DoesNotContain(lines[1 - winner], Text(error["facts"]!, "difference"), StringComparison.Ordinal);
            Assert.Equal(lines[winner], JsonNode.Parse(folder.Read("a.ipynb"))!["cells"]![0]!["source"]!.ToString());
        }
    }

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();
}
