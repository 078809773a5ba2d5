using System.CommandLine;
using Deckle.Json;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session interrupt</c>.</summary>
internal static class SessionInterruptCommand
{
    public static Command Create()
    {
        var session = new SessionOption();
        var job = new Option<string?>("--job") { HelpName = "ID", Description = "Only this job; one that waits is taken out." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("interrupt", "Interrupt what runs in a session.\n\nExample: deckle session interrupt") { session, job, json };
        command.SetAction(parsed => SessionOption.Run(parsed.GetValue(json), async client =>
        {
            JsonObject answer = await client.InterruptAsync(session.Read(parsed), parsed.GetValue(job));
            string? interrupted = answer.GetText("interrupted");
            Console.Out.WriteLine(parsed.GetValue(json)
                ? JsonObject.From([new JsonMember("schema", "deckle.session.interrupt/1"), .. answer]).ToString()
                : interrupted is null ? "nothing runs" : $"interrupted: {interrupted}");
            return interrupted is null ? ExitCodes.NothingToDo : ExitCodes.Done;
        }));
        return command;
    }
}
