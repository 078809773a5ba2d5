using Deckle.Tool.Rendering.Pages;

namespace Deckle.Tool.Reviewing;

/// <summary>How a review page is written.</summary>
internal sealed record ReviewOptions
{
    /// <summary>The page's title; null for one made of the names compared.</summary>
    public string? Title { get; init; }

    public PageTheme Theme { get; init; } = PageTheme.Auto;

    /// <summary>How many unchanged lines are shown around changed ones; the others are folded.</summary>
    public int Context { get; init; } = 3;
}
