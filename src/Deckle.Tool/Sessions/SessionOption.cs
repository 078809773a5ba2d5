using System.CommandLine;

namespace Deckle.Tool.Sessions;

/// <summary>Which session a command means: <c>--session</c>, else <c>DECKLE_SESSION</c>, else the only one.</summary>
internal sealed class SessionOption : Option<string?>
{
    public const string Variable = "DECKLE_SESSION";

    public SessionOption()
        : base("--session", "-s")
    {
        HelpName = "ID";
        Description = $"The session's id or name; by default the one that {Variable} names, or the only one.";
    }

    /// <returns>Empty for the only one.</returns>
    public string Read(ParseResult parsed) => parsed.GetValue(this) ?? Environment.GetEnvironmentVariable(Variable) ?? "";

    /// <summary>Does something with the sessions of this user.</summary>
    /// <param name="body">Gives the exit code.</param>
    /// <param name="start">Whether a host is started where none runs.</param>
    public static int Run(bool json, Func<SessionClient, Task<int>> body, bool start = false) => CommandLine.Guard(json, () => RunAsync(body, start).GetAwaiter().GetResult());

    private static async Task<int> RunAsync(Func<SessionClient, Task<int>> body, bool start)
    {
        await using SessionClient client = await SessionClient.ConnectAsync(start);
        return await body(client);
    }
}
