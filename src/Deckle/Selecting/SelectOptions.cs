namespace Deckle.Selecting;

/// <summary>Which cells of a notebook a run is to execute.</summary>
public sealed record SelectOptions
{
    public static SelectOptions Default { get; } = new();

    /// <summary>Only these, and the cells of parameters; empty for all.</summary>
    public CellSelection Only { get; init; } = CellSelection.Empty;

    /// <summary>Not these. Wins over <see cref="Only"/>.</summary>
    public CellSelection Skip { get; init; } = CellSelection.Empty;

    /// <summary>Nothing behind the last of these, which itself runs; empty for the whole notebook.</summary>
    public CellSelection Until { get; init; } = CellSelection.Empty;

    /// <summary>The run ends well before the first cell with this tag; empty for no such tag.</summary>
    public string StopTag { get; init; } = "stop-here";

    /// <summary>Cells with this tag are not run (nbclient's <c>skip_cells_with_tag</c>).</summary>
    public string SkipTag { get; init; } = "skip-execution";

    /// <summary>Whether anything is chosen beside what tags say.</summary>
    public bool IsSelective => !(Only.IsEmpty && Skip.IsEmpty && Until.IsEmpty);
}
