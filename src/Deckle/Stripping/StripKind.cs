namespace Deckle.Stripping;

/// <summary>What kind of thing went.</summary>
public enum StripKind
{
    /// <summary>An output.</summary>
    Output,

    /// <summary>The count of an output that stays.</summary>
    OutputCount,

    /// <summary>A cell's execution count or prompt number.</summary>
    Count,

    /// <summary>A cell's id was replaced.</summary>
    CellId,

    /// <summary>A key of a cell's metadata.</summary>
    CellMetadata,

    /// <summary>A key of a cell itself, such as <c>attachments</c>.</summary>
    CellKey,

    /// <summary>A key of the notebook's metadata.</summary>
    NotebookMetadata,

    /// <summary>A cell without source.</summary>
    EmptyCell,

    /// <summary>A cell with a tag that goes.</summary>
    TaggedCell,

    /// <summary>Noise in an output that stays.</summary>
    Noise,
}
