using System.CommandLine;
using Deckle.Json;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session start</c>.</summary>
internal static class SessionStartCommand
{
    public static Command Create()
    {
        var options = new SessionStartOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command(
            "start",
            "Start a kernel that stays, and print the session's id.\n\nExample: deckle session start --kernel python3 --name data --idle 30m");
        options.AddTo(command);
        command.Add(json);
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            // What is wrong with the options is told before a host is started for them.
            SessionStart wanted = options.Read(parsed);
            return SessionOption.Run(
                parsed.GetValue(json),
                async client =>
                {
                    Print(await client.StartAsync(wanted), parsed.GetValue(json));
                    return ExitCodes.Done;
                },
                start: true);
        }));
        return command;
    }

    private static void Print(SessionView session, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonObject.From([new JsonMember("schema", "deckle.session.start/1"), .. session.Json]).ToString());
            return;
        }

        Console.Out.WriteLine(session.Name.Length > 0 ? session.Name : session.Id);
        string kernel = session.Kernel.Length > 0 ? session.Kernel : session.Language;
        Console.Error.WriteLine(session.ConnectionFile.Length > 0 ? $"{kernel}: jupyter console --existing {session.ConnectionFile}" : kernel);
        foreach (string warning in session.Warnings)
        {
            Console.Error.WriteLine($"warning: {warning}");
        }
    }
}
