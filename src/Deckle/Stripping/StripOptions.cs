namespace Deckle.Stripping;

/// <summary>What is stripped from a notebook. The defaults are nbstripout's, but that ids stay.</summary>
public sealed record StripOptions
{
    // Stands first, because the other options are made with it.
    /// <summary>nbstripout's keys: what editors and extensions leave behind.</summary>
    public static IReadOnlyList<string> DefaultKeys { get; } =
    [
        "metadata.signature",
        "metadata.widgets",
        "cell.metadata.collapsed",
        "cell.metadata.ExecuteTime",
        "cell.metadata.execution",
        "cell.metadata.heading_collapsed",
        "cell.metadata.hidden",
        "cell.metadata.scrolled",
    ];

    public static StripOptions Default { get; } = new();

    /// <summary>What nbstripout does without flags.</summary>
    public static StripOptions Nbstripout { get; } = new() { Ids = CellIdAction.Sequential, DropTransient = false };

    /// <summary>What nb-clean does without flags. It knows no marks of cells, and looks for outputs and counts in code cells alone.</summary>
    public static StripOptions NbClean { get; } = new()
    {
        Keys = ["metadata.language_info.version"],
        OnlyCellMetadata = [],
        KeepOutput = false,
        HeedMarks = false,
        CodeCellsOnly = true,
        BlankIsEmpty = false,
        DropTransient = false,
    };

    /// <summary>Nothing but the keys that nbformat leaves out of every notebook it reads and writes: what the peers take no notice of.</summary>
    public static StripOptions TransientOnly { get; } = new() { Keys = [], KeepOutput = true, HeedMarks = false, KeepCount = true };

    /// <summary>Whether outputs stay. Null: as the notebook's own metadata <c>keep_output</c> says, else they go.</summary>
    public bool? KeepOutput { get; init; }

    /// <summary>
    /// Whether marks decide over <see cref="KeepOutput"/>: a cell's metadata <c>init_cell</c> and <c>keep_output</c> and its tag
    /// <c>keep_output</c>, and the notebook's metadata <c>keep_output</c>.
    /// </summary>
    public bool HeedMarks { get; init; } = true;

    /// <summary>Whether a cell of metadata <c>init_cell</c> is stripped like any other.</summary>
    public bool StripInitCells { get; init; }

    /// <summary>Whether execution counts stay.</summary>
    public bool KeepCount { get; init; }

    public CellIdAction Ids { get; init; } = CellIdAction.Keep;

    /// <summary>
    /// Keys that go: <c>metadata.X</c> from the notebook's metadata, <c>cell.X</c> from each cell, <c>cell.metadata.X</c> from its metadata.
    /// A dot leads inside, unless the key is there with its dots. Others are ignored; see <see cref="StripKey.IsValid"/>.
    /// </summary>
    public IReadOnlyList<string> Keys { get; init; } = DefaultKeys;

    /// <summary>The only cell metadata that stays, by key; null for all that <see cref="Keys"/> does not name.</summary>
    public IReadOnlyList<string>? OnlyCellMetadata { get; init; }

    /// <summary>Whether the notebook's metadata goes as a whole.</summary>
    public bool DropNotebookMetadata { get; init; }

    /// <summary>Whether the keys go that nbformat never writes: <c>orig_nbformat</c>, <c>signature</c>, cells' <c>trusted</c>.</summary>
    public bool DropTransient { get; init; } = true;

    /// <summary>Whether cells without source go.</summary>
    public bool DropEmptyCells { get; init; }

    /// <summary>Whether a source of white space alone is empty: for nbstripout it is, for nb-clean not.</summary>
    public bool BlankIsEmpty { get; init; } = true;

    /// <summary>Cells with any of these tags go.</summary>
    public IReadOnlyList<string> DropTaggedCells { get; init; } = [];

    /// <summary>An output stays when its values have at most so many characters (code points, keys not counted). Zero: none does.</summary>
    public long MaxSize { get; init; }

    /// <summary>Outputs of these types go, wherever they would stay: <c>error</c>, <c>stream:stderr</c>.</summary>
    public IReadOnlyList<string> DropOutputTypes { get; init; } = [];

    /// <summary>Outputs of these types stay; where any is named, the others go even from cells that keep theirs.</summary>
    public IReadOnlyList<string> KeepOutputTypes { get; init; } = [];

    /// <summary>Whether outputs and counts are looked for in code cells alone. Others have them only in broken notebooks.</summary>
    public bool CodeCellsOnly { get; init; }

    /// <summary>What is made the same in all runs, also in outputs that stay.</summary>
    public Noise Noise { get; init; } = Noise.None;

    internal bool ClearsCounts => !KeepCount || Noise.HasFlag(Noise.ExecutionCounts);
}
