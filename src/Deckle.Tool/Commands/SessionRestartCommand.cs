using System.CommandLine;
using Deckle.Json;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session restart</c>.</summary>
internal static class SessionRestartCommand
{
    public static Command Create()
    {
        var session = new SessionOption();
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("restart", "Start a session's kernel anew. What runs and waits is aborted; outputs stay.\n\nExample: deckle session restart --session data") { session, json };
        command.SetAction(parsed => SessionOption.Run(parsed.GetValue(json), async client =>
        {
            SessionView restarted = await client.RestartAsync(session.Read(parsed));
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonObject.From([new JsonMember("schema", "deckle.session.restart/1"), .. restarted.Json]).ToString()
                : $"restarted: {restarted.Id}");
            return ExitCodes.Done;
        }));
        return command;
    }
}
