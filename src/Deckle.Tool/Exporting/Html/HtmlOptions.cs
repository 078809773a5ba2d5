using Deckle.Tool.Rendering.Cells;
using Deckle.Tool.Rendering.Pages;

namespace Deckle.Tool.Exporting.Html;

/// <summary>How a notebook becomes a page.</summary>
internal sealed record HtmlOptions
{
    /// <summary>The page's title. By default the notebook's own, else its first heading.</summary>
    public string? Title { get; init; }

    public PageTheme Theme { get; init; } = PageTheme.Auto;

    /// <summary>What of the cells is shown, and the folder whose images are taken in.</summary>
    public CellOptions Cells { get; init; } = new();
}
