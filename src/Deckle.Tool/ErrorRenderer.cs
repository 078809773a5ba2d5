using Deckle.Json;

namespace Deckle.Tool;

/// <summary>Shows a <see cref="DeckleException"/>: <c>error[code]: what</c>, its facts, and what to do.</summary>
internal static class ErrorRenderer
{
    public static string Text(DeckleException error)
    {
        var lines = new List<string> { $"error[{error.Code}]: {error.Message}" };
        lines.AddRange(error.Facts.Select(fact => $"{fact.Label}: {fact.Text}"));
        if (error.Help is not null)
        {
            lines.Add($"help: {error.Help}");
        }

        return string.Join('\n', lines);
    }

    public static JsonObject Json(DeckleException error)
    {
        JsonObject facts = JsonObject.From(error.Facts.Select(fact => new JsonMember(fact.Label, fact.Text)));
        JsonObject result = JsonObject.Of(("code", error.Code), ("message", error.Message), ("facts", facts));
        return error.Help is null ? result : result.With("help", error.Help);
    }

    public static int ExitCode(DeckleException error) => error.Kind switch
    {
        ErrorKind.Input => ExitCodes.Usage,
        ErrorKind.NothingToDo => ExitCodes.NothingToDo,
        ErrorKind.BadNews => ExitCodes.BadNews,
        _ => ExitCodes.CouldNot,
    };
}
