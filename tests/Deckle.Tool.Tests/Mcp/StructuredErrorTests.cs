using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>What is asked wrongly is answered alike over stdio and HTTP, in both eras: a code, what is wrong, what to do.</summary>
public sealed class StructuredErrorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Over_stdio()
    {
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);

        await AssertErrorsAsync(client.AskAsync, isStateless: false);
    }

    [Fact]
    public async Task Over_HTTP_with_a_session()
    {
        using McpServer server = await McpServer.StartAsync(folder.Path);
        string session = await server.OpenAsync();

        await AssertErrorsAsync((method, parameters) => server.AskAsync(method, parameters, session), isStateless: false);
    }

    [Fact]
    public async Task Over_HTTP_without_a_session()
    {
        using McpServer server = await McpServer.StartAsync(folder.Path);

        await AssertErrorsAsync((method, parameters) => server.AskAsync(method, parameters, session: null), isStateless: true);
    }

    private async Task AssertErrorsAsync(Func<string, JsonObject, Task<JsonObject>> ask, bool isStateless)
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", "print(x)"));
        File.CreateSymbolicLink(folder.Combine("link.ipynb"), "/etc/hostname");
        File.CreateSymbolicLink(folder.Combine("etc"), "/etc");
        async Task<JsonObject> UseAsync(string tool, string arguments) => (await ask("tools/call", StdioClient.Call(tool, arguments)))["result"]!.AsObject();
        async Task<JsonObject> FailAsync(string tool, string arguments)
        {
            JsonObject result = await UseAsync(tool, arguments);
            Assert.True(result["isError"]!.GetValue<bool>());
            return result["structuredContent"]!["error"]!.AsObject();
        }

        string old = Text((await UseAsync("notebook_outline", """{"path": "a.ipynb"}"""))["structuredContent"]!, "revision");
        folder.Write("a.ipynb", McpNotebooks.Of("x = 2", "print(x)"));

        JsonObject schema = await FailAsync("notebook_outline", """{"pth": "a.ipynb"}""");
        JsonObject cell = await FailAsync("cell_read", """{"path": "a.ipynb", "cell_id": "c11"}""");
        JsonObject late = await FailAsync("notebook_edit", $$"""{"path": "a.ipynb", "expected_revision": "{{old}}", "operations": [{"op": "delete", "cell_id": "c1"}]}""");
        JsonObject[] outside =
        [
            await FailAsync("notebook_outline", """{"path": "../a.ipynb"}"""), await FailAsync("notebook_outline", """{"path": "link.ipynb"}"""),
            await FailAsync("notebook_create", """{"path": "etc/new.ipynb"}"""), await FailAsync("notebook_validate", """{"path": "/etc/hostname"}"""),
        ];
        JsonObject tool = (await ask("tools/call", StdioClient.Call("notebok_outline", "{}")))["error"]!.AsObject();
        JsonObject prompt = (await ask("prompts/get", new() { ["name"] = "validate_notebok" }))["error"]!.AsObject();
        JsonObject lacking = (await ask("prompts/get", new() { ["name"] = "validate_notebook" }))["error"]!.AsObject();
        JsonObject resource = (await ask("resources/read", new() { ["uri"] = "notebooks://a.ipynb" }))["error"]!.AsObject();
        JsonObject[] hidden =
        [
            (await ask("resources/read", new() { ["uri"] = "notebook://../a.ipynb" }))["error"]!.AsObject(),
            (await ask("resources/read", new() { ["uri"] = "notebook://link.ipynb" }))["error"]!.AsObject(),
            (await ask("resources/read", new() { ["uri"] = "output://link.ipynb?cell=c0" }))["error"]!.AsObject(),
        ];

        Assert.Equal(("argument-invalid", "path"), (Text(schema, "code"), Text(schema["facts"]!, "did you mean")));
        Assert.Equal(("cell-not-found", "c0, c1"), (Text(cell, "code"), Text(cell["facts"]!, "cells")));
        Assert.Equal("c1", Text(cell["facts"]!, "did you mean"));
        Assert.Equal("revision-outdated", Text(late, "code"));
        Assert.Contains("x = 2", Text(late["facts"]!, "difference"), StringComparison.Ordinal);
        Assert.All(outside, error => Assert.Equal("path-outside-root", Text(error, "code")));
        Assert.Equal(("argument-invalid", "did you mean 'notebook_outline'?"), (Text(tool["data"]!, "code"), Text(tool["data"]!, "help")));
        Assert.Equal(("argument-invalid", "validate_notebook"), (Text(prompt["data"]!, "code"), Text(prompt["data"]!["facts"]!, "did you mean")));
        Assert.Equal("argument-invalid", Text(lacking["data"]!, "code"));
        Assert.Equal(("resource-not-found", "notebooks://a.ipynb"), (Text(resource["data"]!, "code"), Text(resource["data"]!, "uri")));
        Assert.All(hidden, error => Assert.Equal("path-outside-root", Text(error["data"]!, "code")));
        Assert.All([tool, prompt, lacking], error => Assert.Equal(-32602, error["code"]!.GetValue<int>()));
        Assert.All([resource, .. hidden], error => Assert.Equal(isStateless ? -32602 : -32002, error["code"]!.GetValue<int>()));
        Assert.All([schema, cell, late, .. outside, .. new[] { tool, prompt, lacking, resource }.Concat(hidden).Select(error => error["data"]!.AsObject())], error =>
        {
            Assert.NotEmpty(Text(error, "message"));
            Assert.NotEmpty(Text(error, "help"));
            Assert.DoesNotContain(folder.Path, error.ToJsonString(), StringComparison.Ordinal);
        });
    }

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();
}
