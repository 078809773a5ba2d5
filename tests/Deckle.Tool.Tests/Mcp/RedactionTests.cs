using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>What clients see has no secrets, wherever it is cut, and what they write loses none.</summary>
public sealed class RedactionTests : IDisposable
{
    private const string Secret = "supersecretvalue12345";
    private const string OtherToken = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
    private const string OneMoreToken = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";

    private static readonly string Body = string.Concat(Enumerable.Range(0, 40).Select(line => new string((char)('a' + (line % 26)), 64) + "\n"));
    private static readonly string Key = $"-----BEGIN RSA PRIVATE KEY-----\n{Body}-----END RSA PRIVATE KEY-----\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_secret_between_two_pages_is_on_neither()
    {
        folder.Write("a.ipynb", McpNotebooks.Printed(new string('#', 19_990) + Secret + "\n" + Key, new string('A', 19_990) + Secret + new string('B', 3000) + Key));
        await using StdioClient client = await ClientAsync();

        string outputs = await PagesAsync(client, "output_read", "offset", "next_offset", page => page["text"]!);
        string sources = await PagesAsync(client, "cell_read", "source_offset", "source_next_offset", page => page["cell"]!["source"]!);
        string digest = (await client.CallAsync("notebook_read", """{"path": "a.ipynb", "max_bytes": 1000}""")).ToJsonString();

        Assert.Equal($"{new string('A', 19_990)}***OTHER_SECRET***{new string('B', 3000)}***token***\n", outputs);
        Assert.Equal($"{new string('#', 19_990)}***OTHER_SECRET***\n***token***\n", sources);
        Assert.DoesNotContain("supers", digest, StringComparison.Ordinal);
        Assert.DoesNotContain(Body[..20], digest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_speaks_of_a_key_is_none_and_leaves_the_notebook_whole()
    {
        const string Comment = "# -----BEGIN RSA PRIVATE KEY----- is how a key begins";
        folder.Write("a.ipynb", McpNotebooks.Of(Comment, $"cut = '''-----BEGIN PRIVATE KEY-----\n{Body}"));
        await using StdioClient client = await ClientAsync();

        JsonObject answer = await client.AskAsync("resources/read", new JsonObject { ["uri"] = "notebook://a.ipynb" });

        JsonNode notebook = JsonNode.Parse(answer["result"]!["contents"]![0]!["text"]!.GetValue<string>())!;
        Assert.Equal(Comment, notebook["cells"]![0]!["source"]!.GetValue<string>());
        Assert.Equal("cut = '''***token***\n", notebook["cells"]![1]!["source"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_edit_of_what_was_shown_keeps_the_secret()
    {
        folder.Write("a.ipynb", McpNotebooks.Of($"tok = \"{Secret}\"\na = 1\n", $"url = 'https://me:hunter22@example.org/'\nx = '{OtherToken}'"));
        await using StdioClient client = await ClientAsync();
        string revision = await RevisionAsync(client);

        JsonObject edited = await client.UseAsync("notebook_edit", $$"""
            {"path": "a.ipynb", "expected_revision": "{{revision}}", "operations": [
              {"op": "replace_source", "cell_id": "c0", "source": "tok = \"***OTHER_SECRET***\"\na = 2\n"},
              {"op": "replace_text", "cell_id": "c1", "old_text": "url = 'https://me:***@example.org/'", "new_text": "address = 'https://me:***@example.org/'"},
              {"op": "insert", "cell_type": "code", "source": "y = '***token***'", "after": "c1"}]}
            """);

        JsonArray cells = JsonNode.Parse(await File.ReadAllTextAsync(folder.Combine("a.ipynb")))!["cells"]!.AsArray();
        Assert.Equal(
            [$"tok = \"{Secret}\"\na = 2\n", $"address = 'https://me:hunter22@example.org/'\nx = '{OtherToken}'", $"y = '{OtherToken}'"],
            cells.Select(cell => cell!["source"]!.GetValue<string>()));
        Assert.DoesNotContain(Secret, edited.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mark_that_may_be_several_secrets_is_refused_but_may_stand_beside_a_change()
    {
        string source = $"a = '{OtherToken}'\nb = '{OneMoreToken}'\nc = 1";
        folder.Write("a.ipynb", McpNotebooks.Of(source));
        await using StdioClient client = await ClientAsync();
        string revision = await RevisionAsync(client);

        JsonObject error = await client.FailAsync("notebook_edit", $$"""
            {"path": "a.ipynb", "expected_revision": "{{revision}}", "operations": [{"op": "replace_source", "cell_id": "c0", "source": "both = ['***token***', '***token***']"}]}
            """);
        string before = await File.ReadAllTextAsync(folder.Combine("a.ipynb"));
        await client.UseAsync("notebook_edit", $$"""
            {"path": "a.ipynb", "expected_revision": "{{revision}}", "operations": [{"op": "replace_text", "cell_id": "c0", "old_text": "b = ", "new_text": "other = "}]}
            """);

        Assert.Equal("secret-mark-unclear", error["code"]!.GetValue<string>());
        Assert.Contains(OneMoreToken, before, StringComparison.Ordinal);
        string after = JsonNode.Parse(await File.ReadAllTextAsync(folder.Combine("a.ipynb")))!["cells"]![0]!["source"]!.GetValue<string>();
        Assert.Equal(source.Replace("b = ", "other = ", StringComparison.Ordinal), after);
    }

    [Fact]
    public async Task A_diff_shows_no_secret_and_patches_back_to_it()
    {
        folder.Write("a.ipynb", McpNotebooks.Of($"key = '''{Key}'''\ntok = '{Secret}'\nx = 1\n"));
        string wanted = McpNotebooks.Of($"key = '''{Key}'''\ntok = '{Secret}'\nx = 2\n", $"again = '{Secret}'");
        folder.Write("b.ipynb", wanted);
        await using StdioClient client = await ClientAsync();
        string revision = await RevisionAsync(client);

        JsonObject diff = await client.UseAsync("notebook_diff", """{"path": "b.ipynb", "before_path": "a.ipynb", "operations": true}""");
        await client.UseAsync("notebook_patch", new JsonObject { ["path"] = "a.ipynb", ["expected_revision"] = revision, ["diff"] = diff["diff"]!.DeepClone() }.ToJsonString());

        Assert.DoesNotContain(Secret, diff.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Body[..20], diff.ToJsonString(), StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(wanted)!["cells"], JsonNode.Parse(await File.ReadAllTextAsync(folder.Combine("a.ipynb")))!["cells"]));
    }

    private Task<StdioClient> ClientAsync() => StdioClient.StartAsync(folder.Path, ("OTHER_SECRET", Secret));

    private static async Task<string> RevisionAsync(StdioClient client) =>
        (await client.UseAsync("notebook_outline", """{"path": "a.ipynb"}"""))["revision"]!.GetValue<string>();

    private static async Task<string> PagesAsync(StdioClient client, string tool, string offset, string next, Func<JsonObject, JsonNode> text)
    {
        string whole = "";
        for (JsonNode? at = 0; at is not null;)
        {
            JsonObject page = await client.UseAsync(tool, new JsonObject { ["path"] = "a.ipynb", ["cell_id"] = "c0", [offset] = at.DeepClone() }.ToJsonString());
            whole += text(page).GetValue<string>();
            at = page[next];
        }

        return whole;
    }
}
