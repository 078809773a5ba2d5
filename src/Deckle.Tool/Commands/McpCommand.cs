using System.CommandLine;
using Deckle.Tool.Mcp;
using Deckle.Tool.Mcp.Runs;
using Deckle.Tool.Mcp.Serving;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle mcp</c>: the tools for agents, over stdio or HTTP.</summary>
internal static class McpCommand
{
    public static Command Create()
    {
        var http = new Option<bool>("--http") { Description = "Serve over HTTP on this machine's loopback address, in place of stdin and stdout." };
        var port = new Option<int>("--port") { HelpName = "NUMBER", Description = "With --http: the port; 0 for one that is free.", DefaultValueFactory = _ => 8391 };
        port.Validators.Add(given =>
        {
            // What is no number at all is told by the parser.
            if (given.Tokens is [var word] && int.TryParse(word.Value, out int number) && number is < 0 or > ushort.MaxValue)
            {
                given.AddError($"no port; they go from 0 to {ushort.MaxValue}");
            }
        });
        var root = new Option<string>("--root") { HelpName = "FOLDER", Description = "The folder that clients are confined to; by default the one you are in.", DefaultValueFactory = _ => "." };
        var tokenFile = new Option<string?>("--token-file") { HelpName = "PATH", Description = "With --http: where the token is kept; made where it is missing. DECKLE_MCP_TOKEN wins." };
        var command = new Command(
            "mcp",
            "Serve notebooks to agents by the Model Context Protocol: over stdin and stdout, or over HTTP.\n\nExample: deckle mcp --root notebooks/")
        {
            http, port, root, tokenFile, CreateDetached(), CreateAttached(),
        };
        command.SetAction(parsed => CommandLine.Guard(json: false, () =>
        {
            RootFolder folder = RootFolder.Of(parsed.GetRequiredValue(root));
            var server = new McpProgram(folder.Path, TimeProvider.System);
            return parsed.GetValue(http)
                ? server.ServeHttpAsync(parsed.GetValue(port), parsed.GetValue(tokenFile)).GetAwaiter().GetResult()
                : server.ServeStdioAsync().GetAwaiter().GetResult();
        }));
        return command;
    }

    // What the server starts for a test; no word for people.
    private static Command CreateAttached()
    {
        var words = new Argument<string[]>("words");
        var command = new Command(AttachedRun.Command, "Run this program for as long as the server waits for it.") { words };
        command.Hidden = true;
        command.SetAction(parsed => AttachedRun.Begin(parsed.GetRequiredValue(words), Program.Main));
        return command;
    }

    // What the server starts for a run; no word for people.
    private static Command CreateDetached()
    {
        var folder = new Argument<string>("folder");
        var command = new Command(DetachedRun.Command, "Run a notebook apart from the server that was asked for it.") { folder };
        command.Hidden = true;
        command.SetAction(parsed => DetachedRun.Begin(parsed.GetRequiredValue(folder), Program.Main));
        return command;
    }
}
