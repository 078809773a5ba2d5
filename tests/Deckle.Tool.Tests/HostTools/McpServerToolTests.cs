using Deckle.Tool.Tests.Mcp;
using Deckle.Tool.Tests.Running;

namespace Deckle.Tool.Tests.HostTools;

/// <summary>Tools of an MCP server through <c>hermes_runtime</c>.</summary>
public class McpServerToolTests
{
    [Fact]
    public async Task Its_tools_give_plain_values_and_it_ends_with_the_run()
    {
        using var folder = new ToolFolder();
        folder.Files.Write("server.py", File.ReadAllText(Repository.Path("tests", "Deckle.Tool.Tests", "HostTools", "echo_server.py")));

        string[] lines = await folder.TryAsync(
            """
            [tools]
            "echo.*" = "allow"
            "echo.say" = "ask"
            [mcp.echo]
            command = ["/usr/bin/python3", "server.py"]
            environment = { GIVEN = "this" }
            timeout = 20
            [mcp.none]
            command = ["/no/such/program"]
            """,
            [
                "(one := hermes.call('echo.add', a=1, b=2.5))['sum']",
                "hermes.call('echo.add', a=1, b=2)['process'] == hermes.call('echo.add', a=1, b=2)['process']",
                "hermes.call('echo.say')",
                "hermes.call('echo.fail')",
                "hermes.call('none.x')",
                "hermes.call('other.x')",
                "[t['name'] for t in hermes.tools() if '.' in t['name']]",
            ]);

        Assert.Equal(["ok 3.5", "ok true"], lines[..2]);
        Assert.StartsWith("Denied host-tool-denied echo.say was not allowed", lines[2], StringComparison.Ordinal);
        Assert.Equal("ToolError host-tool-failed echo.fail: it went wrong", lines[3]);
        Assert.StartsWith("Denied host-tool-denied the policy does not allow none.x", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("NotFound host-tool-not-found there is no tool 'other.x'", lines[5], StringComparison.Ordinal);
        Assert.Equal("ok [\"echo.add\", \"echo.say\", \"echo.fail\", \"echo.hang\"]", lines[6]);
        Assert.Empty(Processes.Mentioning(folder.Files.Path));
    }

    [Fact]
    public async Task Its_environment_is_what_the_policy_gives_and_a_call_has_a_limit()
    {
        using var folder = new ToolFolder();
        folder.Files.Write("server.py", File.ReadAllText(Repository.Path("tests", "Deckle.Tool.Tests", "HostTools", "echo_server.py")));

        string[] lines = await folder.TryAsync(
            """
            [tools]
            "echo.*" = "allow"
            "none.*" = "allow"
            web_search = "allow"
            [mcp.echo]
            command = ["/usr/bin/python3", "server.py"]
            environment = { GIVEN = "this" }
            timeout = 8
            [mcp.none]
            command = ["/no/such/program"]
            [web_search]
            tool = "echo.say"
            """,
            ["hermes.call('echo.say')", "hermes.web_search('x')", "hermes.call('none.x')", "hermes.call('echo.hang')"]);

        Assert.Equal(["ok \"said this\"", "ok \"said this\""], lines[..2]);
        Assert.StartsWith("ToolError host-server-unavailable the MCP server 'none' cannot be used", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("TimedOut host-tool-timeout echo.hang was stopped after 8 s", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_at_addresses_are_asked_with_a_handshake_or_without()
    {
        using var folder = new ToolFolder();
        folder.Files.Write("seen.ipynb", McpNotebooks.Of("alpha = 1"));
        using McpServer server = await McpServer.StartAsync(folder.Files.Path);
        await using var modern = new ModernServer();

        string[] lines = await folder.TryAsync(
            $$"""
            [tools]
            "deckle.*" = "allow"
            "modern.*" = "allow"
            "stranger.*" = "allow"
            [mcp.deckle]
            url = "{{server.Address}}"
            headers = { Authorization = "Bearer {{McpServer.Token}}" }
            [mcp.stranger]
            url = "{{server.Address}}"
            headers = { Authorization = "Bearer wrong" }
            [mcp.modern]
            url = "{{modern.Address}}"
            headers = { Authorization = "Bearer known" }
            """,
            [
                "hermes.call('deckle.parameters_inspect', path='seen.ipynb')['parameters'][0]['name']",
                "'deckle.notebook_run' in [t['name'] for t in hermes.tools()]",
                "hermes.call('deckle.cell_read', path='none.ipynb', cell_id='x')",
                "hermes.call('modern.anything')",
                "hermes.call('stranger.runs_list')",
            ]);

        Assert.Equal(["ok \"alpha\"", "ok true"], lines[..2]);
        Assert.StartsWith("ToolError host-tool-failed deckle.cell_read: ", lines[2], StringComparison.Ordinal);
        Assert.Equal("ok \"modern\"", lines[3]);
        Assert.StartsWith("ToolError host-server-unavailable the MCP server 'stranger' cannot be used: it answers 40", lines[4], StringComparison.Ordinal);
    }
}
