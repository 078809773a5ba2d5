using System.CommandLine;

namespace Deckle.Tool.Sessions;

/// <summary>Options of seconds.</summary>
internal static class SessionWait
{
    public static Option<double?> Option(string description) => new("--wait") { HelpName = "SECONDS", Description = description };

    /// <returns>Null when the option was not given.</returns>
    public static TimeSpan? Span(ParseResult parsed, Option<double?> option) => parsed.GetValue(option) switch
    {
        null => null,
        >= 0 and < 1e6 and var seconds => TimeSpan.FromSeconds(seconds),
        var other => throw new DeckleException("usage", $"{option.Name} {other}: not a number of seconds", $"write {option.Name} 30"),
    };
}
