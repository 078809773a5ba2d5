namespace Deckle.Scraps;

/// <summary>Something wrong with one scrap.</summary>
/// <param name="Kind">What.</param>
/// <param name="Name">The scrap's name; null where it has none.</param>
/// <param name="Message">One line.</param>
public sealed record ScrapProblem(ScrapProblemKind Kind, string? Name, string Message)
{
    /// <summary>The kind as it is written: <c>unknown-encoder</c>.</summary>
    public string Code => Kind switch
    {
        ScrapProblemKind.LaterVersion => "later-version",
        ScrapProblemKind.UnknownEncoder => "unknown-encoder",
        ScrapProblemKind.NoVersion => "no-version",
        _ => "invalid",
    };
}
