using System.CommandLine;
using Deckle.Json;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session start</c>.</summary>
internal static class SessionStartCommand
{
    public static Command Create()
    {
        var kernel = new Option<string?>("--kernel", "-k") { HelpName = "NAME", Description = "The kernel's name; Python's by default." };
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "A name to call the session by." };
        var folder = new Option<string?>("--cwd") { HelpName = "FOLDER", Description = "The kernel's working folder; by default the current one." };
        var idle = new DurationOption("--idle", "2h", "End the session after as long without work; 2h by default. Never while a job runs.");
        var keep = new Option<bool>("--no-idle") { Description = "Never end the session for having no work." };
        var existing = new Option<string?>("--existing") { HelpName = "FILE", Description = "Use a kernel that runs already, by its connection file. It goes on when the session ends." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command(
            "start",
            "Start a kernel that stays, and print the session's id.\n\nExample: deckle session start --kernel python3 --name data --idle 30m")
        { kernel, name, folder, idle, keep, existing, json };
        command.SetAction(parsed => SessionOption.Run(
            parsed.GetValue(json),
            async client =>
            {
                SessionView session = await client.StartAsync(new SessionStart
                {
                    Kernel = parsed.GetValue(kernel),
                    Name = parsed.GetValue(name),
                    Folder = Path.GetFullPath(parsed.GetValue(folder) ?? "."),
                    Idle = parsed.GetValue(keep) ? null : idle.Read(parsed) ?? TimeSpan.FromHours(2),
                    Existing = parsed.GetValue(existing) is { } file ? Path.GetFullPath(file) : null,
                });
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(JsonObject.From([new JsonMember("schema", "deckle.session.start/1"), .. session.Json]).ToString());
                }
                else
                {
                    Console.Out.WriteLine(session.Name.Length > 0 ? session.Name : session.Id);
                    Console.Error.WriteLine($"{(session.Kernel.Length > 0 ? session.Kernel : session.Language)}: jupyter console --existing {session.ConnectionFile}");
                }

                return ExitCodes.Done;
            },
            start: true));
        return command;
    }
}
