using Deckle.Secrets;
using Deckle.Tool.Mcp.Redaction;
using Deckle.Tool.Mcp.Resources;
using Deckle.Tool.Running;
using Deckle.Tool.Serving;

namespace Deckle.Tool.Mcp.Serving;

/// <summary>The server as a program: over stdio until the client leaves, over HTTP until it is interrupted.</summary>
internal sealed class McpProgram(string root, TimeProvider time)
{
    public async Task<int> ServeStdioAsync()
    {
        using var signals = new RunSignals();

        // stdout carries the protocol and nothing else; what a library prints by mistake must not break it.
        Console.SetOut(Console.Error);
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        using var server = new StdioServer(NewServer([]), input, output);
        await server.RunAsync(signals.Token);
        return signals.Token.IsCancellationRequested && !signals.WasTerminated ? ExitCodes.Interrupted : ExitCodes.Done;
    }

    public async Task<int> ServeHttpAsync(int port, string? tokenFile)
    {
        using var signals = new RunSignals();
        var file = new TokenFile(tokenFile);
        AccessToken token = file.Read();
        ProtocolServer protocol = NewServer([new Secret("DECKLE_MCP_TOKEN", token.Text)]);
        using var endpoints = new HttpEndpoints(protocol, time, signals.Token);
        await using LoopbackServer server = await LoopbackServer.StartAsync(new ServerOptions { Port = port, MostBytes = 64L * 1024 * 1024, Token = token }, endpoints.All, signals.Token);
        await Console.Error.WriteLineAsync($"serving MCP at {server.Address}{HttpEndpoints.Path.TrimStart('/')} (token: {file.Place}; end with Ctrl-C)");
        var interrupted = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = signals.Token.Register(interrupted.SetResult);
        await interrupted.Task;
        return signals.WasTerminated ? ExitCodes.Done : ExitCodes.Interrupted;
    }

    private ProtocolServer NewServer(IReadOnlyList<Secret> secrets)
    {
        var services = new McpServices(root, time, new EdgeRedactor(Environment.GetEnvironmentVariables(), secrets));
        var runner = new ToolRunner(ToolCatalog.All, services, Console.Error.WriteLine);
        return new ProtocolServer(runner, new ResourceShelf(services));
    }
}
