namespace Deckle.Scraps;

/// <summary>What stands in a report.</summary>
public sealed record ScrapReportOptions
{
    /// <summary>The scraps to show, in this order; empty for all that have a display.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether scraps that are data alone are shown too.</summary>
    public bool IncludeData { get; init; }

    /// <summary>Whether notebooks and scraps have headings.</summary>
    public bool Headers { get; init; } = true;
}
