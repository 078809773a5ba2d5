using System.CommandLine;
using System.Globalization;
using Deckle.Tool.Sessions;

namespace Deckle.Tool.Commands;

/// <summary><c>deckle session stop</c>.</summary>
internal static class SessionStopCommand
{
    public static Command Create()
    {
        var session = new SessionOption();
        var all = new Option<bool>("--all") { Description = "End all of yours." };
        var host = new Option<bool>("--host") { Description = "End the process that keeps the sessions, and all of them with it; also one of another version." };
        var command = new Command("stop", "End a session and its kernel. A kernel that somebody else started goes on.\n\nExample: deckle session stop --session data") { session, all, host };
        command.SetAction(parsed => parsed.GetValue(host)
            ? CommandLine.Guard(json: false, StopHost)
            : SessionOption.Run(json: false, client => StopAsync(client, session.Read(parsed), parsed.GetValue(all))));
        return command;
    }

    private static async Task<int> StopAsync(SessionClient client, string session, bool all)
    {
        string[] wanted = all ? [.. (await client.ListAsync()).Select(each => each.Id)] : [session];
        SessionView[] stopped = await Task.WhenAll(wanted.Select(each => client.StopAsync(each)));
        foreach (SessionView each in stopped)
        {
            Console.Out.WriteLine($"stopped: {each.Id}");
        }

        return stopped.Length > 0 ? ExitCodes.Done : ExitCodes.NothingToDo;
    }

    private static int StopHost()
    {
        int? process = HostConnection.EndHostAsync(CancellationToken.None).GetAwaiter().GetResult();
        Console.Out.WriteLine(process is { } id ? string.Create(CultureInfo.InvariantCulture, $"stopped: process {id}") : "no session host runs");
        return process is null ? ExitCodes.NothingToDo : ExitCodes.Done;
    }
}
