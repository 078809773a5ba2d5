using Deckle.Selecting;
using Deckle.Tool.Rendering.Terminal;

namespace Deckle.Tool.Showing;

/// <summary>What of a notebook is shown, and how.</summary>
internal sealed record ShowOptions
{
    public bool UsesColor { get; init; }

    /// <summary>How pictures reach the terminal.</summary>
    public ImageProtocol Images { get; init; }

    /// <summary>The columns of the terminal.</summary>
    public int Width { get; init; } = 80;

    public ShowParts Parts { get; init; } = ShowParts.All;

    /// <summary>The cells to show; all where it is empty.</summary>
    public CellSelection Cells { get; init; } = CellSelection.Empty;

    /// <summary>The most lines of one output; what is left out is counted.</summary>
    public int MostOutputLines { get; init; } = int.MaxValue;
}
