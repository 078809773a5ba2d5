namespace Deckle.Tool.Rendering.Cells;

/// <summary>What of a cell is shown.</summary>
internal sealed record CellOptions
{
    /// <summary>Whether the code of cells is left out.</summary>
    public bool HideInput { get; init; }

    /// <summary>Whether <c>In [1]:</c> and <c>Out[1]:</c> are left out.</summary>
    public bool HidePrompts { get; init; }

    /// <summary>Tags of cells whose code stands behind a disclosure. The defaults are Jupyter Book's names, in both spellings.</summary>
    public IReadOnlyList<string> HideInputTags { get; init; } = ["hide-input", "hide_input"];

    /// <summary>Tags of cells whose outputs stand behind a disclosure.</summary>
    public IReadOnlyList<string> HideOutputTags { get; init; } = ["hide-output", "hide_output"];

    /// <summary>Tags of cells that stand behind a disclosure whole.</summary>
    public IReadOnlyList<string> HideCellTags { get; init; } = ["hide-cell", "hide_cell"];

    /// <summary>The folder whose images Markdown may show; null for none.</summary>
    public string? ImageFolder { get; init; }
}
