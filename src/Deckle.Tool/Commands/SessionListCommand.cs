using System.CommandLine;
using System.Globalization;
using Deckle.Json;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session list</c>.</summary>
internal static class SessionListCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("list", "List the sessions of this user.\n\nExample: deckle session list --json") { json };
        command.SetAction(parsed => CommandLine.Guard(parsed.GetValue(json), () =>
        {
            IReadOnlyList<SessionView> sessions = ListAsync().GetAwaiter().GetResult();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonObject.Of(("schema", "deckle.session.list/1"), ("sessions", JsonArray.From(sessions.Select(session => (JsonValue)session.Json)))).ToString());
            }
            else
            {
                Print(sessions);
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static async Task<IReadOnlyList<SessionView>> ListAsync()
    {
        try
        {
            await using SessionClient client = await SessionClient.ConnectAsync(start: false);
            return await client.ListAsync();
        }
        catch (DeckleException e) when (e.Code == "session-host-missing")
        {
            return [];
        }
    }

    private static void Print(IReadOnlyList<SessionView> sessions)
    {
        if (sessions.Count == 0)
        {
            Console.Out.WriteLine("no sessions");
            return;
        }

        SessionTable.Print(
            ["ID", "NAME", "KERNEL", "STATE", "JOBS", "FOLDER"],
            sessions.Select(session => (string[])
                [session.Id, session.Name, session.Kernel, session.RunningJob.Length > 0 ? $"busy with {session.RunningJob}" : session.State, session.Jobs.ToString(CultureInfo.InvariantCulture), session.Folder]));
    }
}
