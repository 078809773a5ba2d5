namespace Deckle.Merging;

/// <summary>What two changes contradict each other about. Names in JSON are lower case with underscores.</summary>
public enum ConflictPart
{
    /// <summary>One side removed the cell that the other changed.</summary>
    Cell,
    CellType,
    Source,
    Outputs,
    Attachments,
    Metadata,

    /// <summary>Both sides moved the cell, to different places.</summary>
    Order,

    /// <summary>A member of the notebook beside cells and metadata.</summary>
    Notebook,
}
