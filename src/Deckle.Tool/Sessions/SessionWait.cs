using System.CommandLine;

namespace Deckle.Tool.Sessions;

/// <summary>Options of seconds.</summary>
internal static class SessionWait
{
    public static Option<double?> Option(string description) => new("--wait") { HelpName = "SECONDS", Description = description };

    /// <returns>Null when the option was not given.</returns>
    /// <exception cref="DeckleException"><c>usage</c>: a number below zero, or above 2,147,483,647.</exception>
    public static long? Count(ParseResult parsed, Option<long?> option) => parsed.GetValue(option) is (< 0 or > int.MaxValue) and var count
        ? throw new DeckleException("usage", $"{option.Name} {count}: not a number from 0 to {int.MaxValue}", $"write {option.Name} 100")
        : parsed.GetValue(option);

    /// <returns>Null when the option was not given.</returns>
    public static TimeSpan? Span(ParseResult parsed, Option<double?> option) => parsed.GetValue(option) switch
    {
        null => null,
        >= 0 and < 1e6 and var seconds => TimeSpan.FromSeconds(seconds),
        var other => throw new DeckleException("usage", $"{option.Name} {other}: not a number of seconds", $"write {option.Name} 30"),
    };
}
