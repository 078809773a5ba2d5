using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

public sealed class DocumentToolTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_notebook_is_compared_with_what_git_has()
    {
        folder.Write("deep/a.ipynb", McpNotebooks.Of("x = 1", "y = 2"));
        Git("init", "-q");
        Git("add", ".");
        Git("-c", "user.name=Tests", "-c", "user.email=tests@example.org", "commit", "-q", "-m", "Before");
        folder.Write("deep/a.ipynb", McpNotebooks.Of("x = 1", "y = 3"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject diff = await client.UseAsync("notebook_diff", """{"path": "deep/a.ipynb", "base": "HEAD"}""");
        JsonObject unknown = await client.FailAsync("notebook_diff", """{"path": "deep/a.ipynb", "base": "--output=x"}""");
        folder.Write("deep/new.ipynb", McpNotebooks.Of("x = 1"));
        JsonObject young = await client.FailAsync("notebook_diff", """{"path": "deep/new.ipynb", "base": "HEAD"}""");

        Assert.True(diff["changed"]!.GetValue<bool>());
        Assert.Equal("HEAD:deep/a.ipynb", diff["before"]!.GetValue<string>());
        Assert.Equal("c1", Assert.Single(diff["cells"]!.AsArray())!["after_id"]!.GetValue<string>());
        Assert.Equal("notebook_diff: git knows no revision '--output=x'", unknown["message"]!.GetValue<string>());
        Assert.Equal("notebook_diff: the revision 'HEAD' has no file deep/new.ipynb", young["message"]!.GetValue<string>());
        Assert.Empty(Directory.GetFiles(folder.Path, "x", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_is_edited_is_read_with_a_new_revision()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", "print(x)"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject outline = await client.UseAsync("notebook_outline", """{"path": "a.ipynb"}""");
        JsonObject edited = await client.UseAsync("notebook_edit", $$"""
            {"path": "a.ipynb", "expected_revision": "{{outline["revision"]}}", "operations": [
              {"op": "replace_text", "cell_id": "c0", "old_text": "1", "new_text": "2"},
              {"op": "insert", "cell_type": "markdown", "source": "# Title", "index": 0, "new_cell_id": "title"},
              {"op": "set_tags", "cell_id": "c1", "tags": ["slow"]},
              {"op": "set_metadata", "pointer": "/author", "value": {"name": "nobody"} }]}
            """);
        JsonObject read = await client.UseAsync("notebook_read", """{"path": "a.ipynb"}""");
        JsonObject cell = await client.UseAsync("cell_read", """{"path": "a.ipynb", "cell_id": "c1"}""");

        Assert.Equal(["# Title", "x = 2", "print(x)"], read["cells"]!.AsArray().Select(each => each!["source"]!.GetValue<string>()));
        Assert.Equal(["title", "c0", "c1"], edited["cells"]!.AsArray().Select(each => each!["cell_id"]!.GetValue<string>()));
        Assert.Equal(edited["revision"]!.GetValue<string>(), read["revision"]!.GetValue<string>());
        Assert.NotEqual(outline["revision"]!.GetValue<string>(), read["revision"]!.GetValue<string>());
        Assert.Equal("nobody", read["metadata"]!["author"]!["name"]!.GetValue<string>());
        Assert.Equal("slow", cell["cell"]!["metadata"]!["tags"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task An_edit_against_an_old_revision_is_answered_with_the_difference()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        JsonObject outline = await client.UseAsync("notebook_outline", """{"path": "a.ipynb"}""");
        string changed = McpNotebooks.Of("x = 77");
        folder.Write("a.ipynb", changed);

        JsonObject error = await client.FailAsync("notebook_edit", $$"""
            {"path": "a.ipynb", "expected_revision": "{{outline["revision"]}}", "operations": [{"op": "delete", "cell_id": "c0"}]}
            """);
        JsonObject diff = await client.UseAsync("notebook_diff", $$"""{"path": "a.ipynb", "since_revision": "{{outline["revision"]}}"}""");

        Assert.Equal("revision-outdated", error["code"]!.GetValue<string>());
        Assert.Contains("x = 77", error["facts"]!["difference"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(diff["revision"]!.GetValue<string>(), error["facts"]!["current revision"]!.GetValue<string>());
        Assert.Equal(changed, folder.Read("a.ipynb"));
    }

    [Fact]
    public async Task An_operation_that_fails_leaves_the_file_as_it_was()
    {
        string original = McpNotebooks.Of("x = 1", "x = 1");
        folder.Write("a.ipynb", original);
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        JsonObject outline = await client.UseAsync("notebook_outline", """{"path": "a.ipynb"}""");

        JsonObject error = await client.FailAsync("notebook_edit", $$"""
            {"path": "a.ipynb", "expected_revision": "{{outline["revision"]}}", "operations": [{"op": "delete", "cell_id": "c0"}, {"op": "delete", "cell_id": "c00"}]}
            """);
        JsonObject wrong = await client.FailAsync("notebook_edit", """{"path": "a.ipynb", "expected_revision": "0", "operations": [{"op": "replace_source", "cell_id": "c0"}]}""");

        Assert.Equal("cell-not-found", error["code"]!.GetValue<string>());
        Assert.StartsWith("operations[1] (delete):", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("argument-invalid", wrong["code"]!.GetValue<string>());
        Assert.Equal(original, folder.Read("a.ipynb"));
    }

    [Fact]
    public async Task Many_writers_lose_no_update()
    {
        const int Writers = 12;
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1"));
        await using StdioClient one = await StdioClient.StartAsync(folder.Path);
        await using StdioClient other = await StdioClient.StartAsync(folder.Path);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            StdioClient client = writer % 2 == 0 ? one : other;
            string revision = (await client.UseAsync("notebook_outline", """{"path": "a.ipynb"}"""))["revision"]!.GetValue<string>();
            while (true)
            {
                JsonObject result = await client.CallAsync("notebook_edit", $$"""
                    {"path": "a.ipynb", "expected_revision": "{{revision}}", "operations": [{"op": "insert", "cell_type": "code", "source": "w = {{writer}}", "new_cell_id": "w{{writer}}"}]}
                    """);
                if (result["structuredContent"]!["error"] is not { } error)
                {
                    return;
                }

                Assert.Equal("revision-outdated", error["code"]!.GetValue<string>());
                revision = error["facts"]!["current revision"]!.GetValue<string>();
            }
        }));

        JsonObject read = await one.UseAsync("notebook_outline", """{"path": "a.ipynb"}""");
        Assert.Equal(
            Enumerable.Range(0, Writers).Select(writer => $"w{writer}").Append("c0").Order(StringComparer.Ordinal),
            read["cells"]!.AsArray().Select(cell => cell!["cell_id"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(["a.ipynb"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_huge_output_costs_a_bounded_answer_and_is_paged()
    {
        folder.Write("a.ipynb", McpNotebooks.Printed("noise()", "begin " + new string('é', 3_000_000) + " end"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject read = await client.CallAsync("notebook_read", """{"path": "a.ipynb", "max_bytes": 2000}""");
        JsonObject page = await client.UseAsync("output_read", """{"path": "a.ipynb", "cell_id": "c0", "offset": 5999999, "max_bytes": 1000}""");

        Assert.InRange(read.ToJsonString().Length, 500, 40_000);
        JsonNode output = read["structuredContent"]!["cells"]![0]!["outputs"]![0]!;
        Assert.True(output["truncated"]!.GetValue<bool>());
        Assert.EndsWith(" end", output["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(6_000_010, page["bytes"]!.GetValue<int>());
        Assert.EndsWith("é end", page["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(page["next_offset"]);
    }

    [Fact]
    public async Task A_notebook_is_created_copied_and_not_overwritten()
    {
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject made = await client.UseAsync("notebook_create", """{"path": "new/a.ipynb", "cells": [{"cell_type": "markdown", "source": "# A"}, {"cell_type": "code", "source": "1", "tags": ["parameters"]}]}""");
        JsonObject valid = await client.UseAsync("notebook_validate", """{"path": "new/a.ipynb"}""");
        await client.UseAsync("notebook_create", """{"path": "b.ipynb", "copy_of": "new/a.ipynb"}""");
        JsonObject exists = await client.FailAsync("notebook_create", """{"path": "b.ipynb"}""");
        JsonObject other = await client.FailAsync("notebook_create", """{"path": "b.sh"}""");
        JsonObject outside = await client.FailAsync("notebook_create", """{"path": "../b.ipynb"}""");

        Assert.Equal(2, made["cell_count"]!.GetValue<int>());
        Assert.True(valid["valid"]!.GetValue<bool>(), valid.ToJsonString());
        Assert.Equal(folder.Read("new/a.ipynb"), folder.Read("b.ipynb"));
        Assert.Equal(("notebook-exists", "argument-invalid", "path-outside-root"), (exists["code"]!.GetValue<string>(), other["code"]!.GetValue<string>(), outside["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_stripped_notebook_has_no_outputs()
    {
        folder.Write("a.ipynb", McpNotebooks.Printed("x", "1"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        JsonObject outline = await client.UseAsync("notebook_outline", """{"path": "a.ipynb"}""");

        JsonObject stripped = await client.UseAsync("notebook_strip", $$"""{"path": "a.ipynb", "expected_revision": "{{outline["revision"]}}"}""");
        JsonObject read = await client.UseAsync("notebook_outline", """{"path": "a.ipynb"}""");

        Assert.True(stripped["changed"]!.GetValue<bool>());
        Assert.False(read["cells"]![0]!["has_output"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_diff_is_applied_as_a_patch()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", "y = 1"));
        folder.Write("b.ipynb", McpNotebooks.Of("x = 1", "y = 2", "z = 3"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject diff = await client.UseAsync("notebook_diff", """{"path": "b.ipynb", "before_path": "a.ipynb", "operations": true}""");
        JsonObject outline = await client.UseAsync("notebook_outline", """{"path": "a.ipynb"}""");
        JsonObject patched = await client.UseAsync("notebook_patch", $$"""{"path": "a.ipynb", "expected_revision": "{{outline["revision"]}}", "diff": {{diff["diff"]!.ToJsonString()}}}""");
        JsonObject same = await client.UseAsync("notebook_diff", """{"path": "b.ipynb", "before_path": "a.ipynb"}""");

        Assert.Contains("+y = 2", diff["text"]!.GetValue<string>().Replace(" ", "", StringComparison.Ordinal).Replace("+y=2", "+y = 2", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(patched["changed"]!.GetValue<bool>() && patched["valid"]!.GetValue<bool>());
        Assert.False(same["changed"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_merge_writes_the_result_and_tells_contradictions()
    {
        folder.Write("base.ipynb", McpNotebooks.Of("x = 1", "y = 1"));
        folder.Write("mine.ipynb", McpNotebooks.Of("x = 2", "y = 1"));
        folder.Write("theirs.ipynb", McpNotebooks.Of("x = 3", "y = 5"));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject merged = await client.UseAsync("notebook_merge", """{"base_path": "base.ipynb", "local_path": "mine.ipynb", "remote_path": "theirs.ipynb", "output_path": "out.ipynb"}""");
        JsonObject sided = await client.UseAsync("notebook_merge", $$"""{"base_path": "base.ipynb", "local_path": "mine.ipynb", "remote_path": "theirs.ipynb", "output_path": "out.ipynb", "expected_revision": "{{merged["revision"]}}", "strategy": "use-local"}""");
        JsonObject read = await client.UseAsync("notebook_read", """{"path": "out.ipynb"}""");

        Assert.False(merged["clean"]!.GetValue<bool>());
        Assert.Equal("c0", merged["conflicts"]![0]!["cell_id"]!.GetValue<string>());
        Assert.True(sided["clean"]!.GetValue<bool>());
        Assert.Equal(["x = 2", "y = 5"], read["cells"]!.AsArray().Select(cell => cell!["source"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("/kernelspec", "null", "notebook-would-break")]
    [InlineData("/a~2", "1", "metadata-pointer-invalid")]
    [InlineData("/list/00", "1", "metadata-pointer-invalid")]
    public async Task Metadata_that_breaks_the_notebook_is_refused(string pointer, string value, string code)
    {
        string notebook = McpNotebooks.Of("x = 1").Replace("\"metadata\":{\"kernelspec\"", "\"metadata\":{\"list\":[1],\"kernelspec\"", StringComparison.Ordinal);
        folder.Write("a.ipynb", notebook);
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        JsonNode revision = (await client.UseAsync("notebook_outline", """{"path": "a.ipynb"}"""))["revision"]!;

        JsonObject error = await client.FailAsync("notebook_edit", $$"""
            {"path": "a.ipynb", "expected_revision": "{{revision}}", "operations": [{"op": "set_metadata", "pointer": "{{pointer}}", "value": {{value}} }]}
            """);

        Assert.Equal(code, error["code"]!.GetValue<string>());
        Assert.Equal(notebook, await File.ReadAllTextAsync(folder.Combine("a.ipynb")));
    }

    [Fact]
    public async Task A_deleted_cell_without_an_id_is_told_by_the_index_it_had()
    {
        folder.Write("a.ipynb", """{"cells": [{"cell_type": "raw", "metadata": {}, "source": "a"}, {"cell_type": "raw", "metadata": {}, "source": "b"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}""");
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        JsonNode revision = (await client.UseAsync("notebook_outline", """{"path": "a.ipynb"}"""))["revision"]!;

        JsonObject edited = await client.UseAsync("notebook_edit", $$"""{"path": "a.ipynb", "expected_revision": "{{revision}}", "operations": [{"op": "delete", "cell_id": "1"}]}""");

        Assert.Equal("1", Assert.Single(edited["deleted"]!.AsArray())!.GetValue<string>());
    }

    [Fact]
    public async Task What_only_claims_to_be_a_picture_is_told_as_text()
    {
        folder.Write("a.ipynb", McpNotebooks.Printed("plot()", "TEXT").Replace("""{"output_type":"stream","name":"stdout","text":"TEXT"}""",
            """{"output_type":"display_data","metadata":{},"data":{"image/png":"!!notb64"}}, {"output_type":"display_data","metadata":{},"data":{"image/svg+xml":"<svg/>"}}""", StringComparison.Ordinal));
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject broken = await client.CallAsync("output_read", """{"path": "a.ipynb", "cell_id": "c0", "output": 0}""");
        JsonObject drawing = await client.UseAsync("output_read", """{"path": "a.ipynb", "cell_id": "c0", "output": 1}""");
        JsonObject resource = await client.AskAsync("resources/read", new JsonObject { ["uri"] = broken["structuredContent"]!["uri"]!.DeepClone() });

        Assert.Equal("text", Assert.Single(broken["content"]!.AsArray())!["type"]!.GetValue<string>());
        Assert.Equal("!!notb64", resource["result"]!["contents"]![0]!["text"]!.GetValue<string>());
        Assert.StartsWith("[image/svg+xml", drawing["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_names_and_changes_cost_a_bounded_answer()
    {
        string attachments = string.Join(", ", Enumerable.Range(0, 2000).Select(number => $$"""
            "{{number}}{{new string('n', 1000)}}": {"text/plain": ""}
            """));
        string tag = new('t', 300_000);
        folder.Write("a.ipynb", $$"""
            {"cells": [{"cell_type": "markdown", "id": "c0", "metadata": {"tags": ["{{tag}}"]}, "source": "a", "attachments": { {{attachments}} } }], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """);
        folder.Write("many.ipynb", McpNotebooks.Of([.. Enumerable.Range(0, 3000).Select(number => $"x = {number}")]));
        folder.Write("none.ipynb", McpNotebooks.Of());
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        JsonObject cell = await client.UseAsync("cell_read", """{"path": "a.ipynb", "cell_id": "c0"}""");
        JsonObject outline = await client.UseAsync("notebook_outline", """{"path": "a.ipynb"}""");
        JsonObject diff = await client.UseAsync("notebook_diff", """{"path": "many.ipynb", "before_path": "none.ipynb", "max_bytes": 500}""");

        Assert.All([cell, outline, diff], answer => Assert.InRange(answer.ToJsonString().Length, 100, 40_000));
        Assert.Equal(3000, diff["cells"]!.AsArray().Count + diff["cells_left_out"]!.GetValue<int>());
    }

    private void Git(params string[] arguments)
    {
        using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", ["-C", folder.Path, .. arguments]))!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
