using System.CommandLine;

namespace Deckle.Tool.HostTools;

/// <summary><c>--tools</c>, <c>--no-tools</c> and <c>--tools-log</c>: what <c>hermes_runtime</c> does for cells.</summary>
internal sealed class HostToolOptions
{
    private readonly Option<string?> tools = new("--tools") { Description = "What cells may ask of this program (hermes_runtime); by default the nearest tools.toml.", HelpName = "FILE" };
    private readonly Option<bool> noTools = new("--no-tools") { Description = "Let cells ask nothing of this program, not even to read files." };
    private readonly Option<string?> log = new("--tools-log") { Description = "Log the calls of tools there, as JSON lines; by default in the user's state folder.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Add(tools);
        command.Add(noTools);
        command.Add(log);
    }

    /// <exception cref="DeckleException"><c>usage</c>.</exception>
    public HostToolRequest Read(ParseResult parsed)
    {
        bool isOff = parsed.GetValue(noTools);
        return isOff && parsed.GetValue(tools) is not null
            ? throw new DeckleException("usage", "--tools and --no-tools contradict each other", "give one of them")
            : new HostToolRequest { PolicyFile = parsed.GetValue(tools), IsOff = isOff, LogFile = parsed.GetValue(log) };
    }
}
