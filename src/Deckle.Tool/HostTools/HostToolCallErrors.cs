using System.Globalization;
using Deckle.Text;

namespace Deckle.Tool.HostTools;

/// <summary>What a cell is told whose call of a tool is refused or fails.</summary>
internal static class HostToolCallErrors
{
    /// <param name="reason">As a sentence about the call.</param>
    /// <param name="help">What would allow it.</param>
    public static DeckleException Denied(string reason, string help) => new("host-tool-denied", reason, help) { Kind = ErrorKind.BadNews };

    public static DeckleException UnknownTool(string name, IReadOnlyList<string> known) =>
        new("host-tool-not-found", $"there is no tool '{name}'", "hermes_runtime.tools() lists all tools")
        {
            Facts = NearestName.Of(name, known) is { } meant ? [("did you mean", meant)] : [("available", string.Join(", ", known))],
        };

    public static DeckleException NoFile(string path) =>
        new("host-file-not-found", $"there is no file or folder '{path}'", "relative paths begin at the working folder of the run");

    public static DeckleException BadArgument(string tool, string reason) =>
        new("host-tool-argument", $"{tool}: {reason}", "hermes_runtime.tools() describes the arguments of each tool");

    public static DeckleException TimedOut(string tool, TimeSpan limit) =>
        new("host-tool-timeout", string.Create(CultureInfo.InvariantCulture, $"{tool} was stopped after {limit.TotalSeconds:0.###} s"), "tools.toml sets the longest time a tool may take")
        {
            Kind = ErrorKind.Unavailable,
        };

    /// <param name="what">What is too large.</param>
    /// <param name="limit">In bytes.</param>
    public static DeckleException TooLarge(string what, long limit) =>
        new("host-tool-too-large", string.Create(CultureInfo.InvariantCulture, $"{what} is larger than {limit:N0} bytes"), "max_bytes in tools.toml sets the limit");

    /// <param name="what">What could not be done.</param>
    public static DeckleException CouldNot(string what, string reason) =>
        new("host-tool-failed", $"{what}: {reason}", "see the message") { Kind = ErrorKind.Unavailable };

    public static DeckleException NoSearch() =>
        new("host-search-not-configured", "no search provider is configured", "name one in tools.toml: [web_search] url = \"https://…?q={query}\" or tool = \"SERVER.TOOL\"");

    public static DeckleException ServerFailed(string server, string reason) =>
        new("host-server-unavailable", $"the MCP server '{server}' cannot be used: {reason}", "check its command or url in tools.toml") { Kind = ErrorKind.Unavailable };

    public static DeckleException LogUnwritable(string path, string reason) =>
        new("tools-log-unwritable", $"the log of tool calls cannot be written: {path}: {reason}", "name another file with --tools-log; without a log no tool is called")
        {
            Kind = ErrorKind.Unavailable,
        };
}
