using System.Net;
using System.Text.Json.Nodes;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.Serving;

public sealed class NbdimeApiTests
{
    [Fact]
    public async Task A_diff_is_the_base_with_joined_texts_and_operations()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();

        JsonNode answer = await served.AskAsync("api/diff", new JsonObject { ["base"] = "a.ipynb", ["remote"] = "b.ipynb" });

        Assert.Equal(["base", "diff"], answer.AsObject().Select(member => member.Key));
        Assert.Equal("first = 1", answer["base"]!["cells"]![0]!["source"]!.GetValue<string>());
        Assert.Equal("cells", answer["diff"]![0]!["key"]!.GetValue<string>());
        Assert.Equal("patch", answer["diff"]![0]!["op"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_merge_is_the_base_and_decisions()
    {
        using var folder = new ServedFolder();
        folder.Write("c.ipynb", TestNotebook.Of("first = 4", "shared = 2"));
        using ServedDeckle served = await folder.DiffAsync();

        JsonNode answer = await served.AskAsync("api/merge", new JsonObject { ["base"] = "a.ipynb", ["local"] = "b.ipynb", ["remote"] = "c.ipynb" });

        Assert.Equal(["base", "merge_decisions"], answer.AsObject().Select(member => member.Key));
        JsonNode decision = answer["merge_decisions"]!.AsArray().Single(made => made!["conflict"]!.GetValue<bool>())!;
        Assert.Equal(["cells", "0"], decision["common_path"]!.AsArray().Take(2).Select(step => $"{step}"));
        Assert.NotEmpty(decision["local_diff"]!.AsArray());
        Assert.NotEmpty(decision["remote_diff"]!.AsArray());
    }

    [Theory]
    [InlineData("../outside.ipynb")]
    [InlineData("sub/../../outside.ipynb")]
    [InlineData("/etc/passwd")]
    [InlineData("link.ipynb")]
    [InlineData("folder/outside.ipynb")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://127.0.0.1:9/a.ipynb")]
    [InlineData("s3://bucket/a.ipynb")]
    [InlineData("missing.ipynb")]
    [InlineData("")]
    [InlineData("sub")]
    public async Task Only_files_of_the_folder_can_be_named(string name)
    {
        using var folder = new ServedFolder();
        folder.Write("outside.ipynb", TestNotebook.Of("secret = 1"));
        string inside = folder.Combine("inside");
        Directory.CreateDirectory(Path.Combine(inside, "sub"));
        File.CreateSymbolicLink(Path.Combine(inside, "link.ipynb"), folder.Combine("outside.ipynb"));
        Directory.CreateSymbolicLink(Path.Combine(inside, "folder"), folder.Path);
        using ServedDeckle served = await folder.DiffAsync("-w", inside);

        (HttpStatusCode status, string text) = await served.PostAsync("api/diff", new JsonObject { ["base"] = "a.ipynb", ["remote"] = name });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith($"HTTP 422: Unprocessable Entity (Invalid notebook: {name}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_in_the_folder_and_those_of_the_command_line_are_read()
    {
        using var folder = new ServedFolder();
        Directory.CreateDirectory(folder.Combine("inside"));
        folder.Write("inside/c.ipynb", TestNotebook.Of("first = 4", "shared = 2"));
        using ServedDeckle served = await folder.DiffAsync("-w", "inside");

        JsonNode answer = await served.AskAsync("api/diff", new JsonObject { ["base"] = "a.ipynb", ["remote"] = "c.ipynb" });
        JsonNode missing = await served.AskAsync("api/diff", new JsonObject { ["base"] = "/dev/null", ["remote"] = "c.ipynb" });

        Assert.NotEmpty(answer["diff"]!.AsArray());
        Assert.Empty(missing["base"]!["cells"]!.AsArray());
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"base": 1, "remote": "b.ipynb"}""")]
    public async Task A_request_without_names_is_refused(string body)
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();

        using HttpResponseMessage answer = await served.SendAsync(HttpMethod.Post, "api/diff", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Something_else_than_a_notebook_is_refused()
    {
        using var folder = new ServedFolder();
        folder.Write("text.ipynb", "not a notebook");
        using ServedDeckle served = await folder.DiffAsync();

        (HttpStatusCode status, string text) = await served.PostAsync("api/diff", new JsonObject { ["base"] = "text.ipynb", ["remote"] = "b.ipynb" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Invalid notebook: text.ipynb", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_stored_where_no_output_was_named()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();

        (HttpStatusCode status, string text) = await served.PostAsync("api/store", new JsonObject { ["merged"] = new JsonObject(), ["conflicts"] = new JsonArray() });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Server does not accept storing merge result.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"exitCode": 7}""", 7)]
    [InlineData("""{"exitCode": "3"}""", 3)]
    [InlineData("""{}""", 1)]
    public async Task A_client_closes_with_an_exit_code(string body, int exitCode)
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync();

        using HttpResponseMessage answer = await served.SendAsync(HttpMethod.Post, "api/closetool", body);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(exitCode, (await served.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_server_that_persists_is_closed_by_interrupting_it()
    {
        using var folder = new ServedFolder();
        using ServedDeckle served = await folder.DiffAsync("--persist");

        using HttpResponseMessage refused = await served.SendAsync(HttpMethod.Post, "api/closetool", """{"exitCode": 7}""");
        using HttpResponseMessage still = await served.SendAsync(HttpMethod.Get, "");
        await served.InterruptAsync();

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Assert.Equal(0, (await served.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task What_the_interface_answers_can_be_rendered()
    {
        using var folder = new ServedFolder();
        folder.Write("c.ipynb", TestNotebook.Of("first = 4", "shared = 2"));
        using ServedDeckle served = await folder.DiffAsync();
        JsonNode diff = await served.AskAsync("api/diff", new JsonObject { ["base"] = "a.ipynb", ["remote"] = "b.ipynb" });
        JsonNode merge = await served.AskAsync("api/merge", new JsonObject { ["base"] = "a.ipynb", ["local"] = "b.ipynb", ["remote"] = "c.ipynb" });

        (HttpStatusCode reviewed, string review) = await served.PostAsync("api/render", diff);
        using HttpResponseMessage merged = await served.SendAsync(HttpMethod.Post, "api/render", merge.ToJsonString());
        using HttpResponseMessage model = await served.SendAsync(HttpMethod.Get, "api/merge-page/model?session=1");
        (HttpStatusCode neither, _) = await served.PostAsync("api/render", new JsonObject { ["base"] = diff["base"]!.DeepClone() });

        Assert.Equal(HttpStatusCode.OK, reviewed);
        Assert.Contains("<!DOCTYPE html>", review, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        Assert.EndsWith("merge?session=1", merged.Content.Headers.ContentLocation?.ToString() ?? merged.Headers.GetValues("Content-Location").Single(), StringComparison.Ordinal);
        JsonNode row = JsonNode.Parse(await model.Content.ReadAsStringAsync())!["rows"]![0]!;
        Assert.Equal("first = 3\n", row["chunks"]![0]!["local"]!.GetValue<string>());
        Assert.Equal("first = 4\n", row["chunks"]![0]!["remote"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, neither);
    }
}
