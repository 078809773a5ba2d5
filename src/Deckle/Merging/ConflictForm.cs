namespace Deckle.Merging;

/// <summary>How a conflict is shown in a notebook.</summary>
public enum ConflictForm
{
    /// <summary>Marker lines in the source of a cell.</summary>
    Lines,

    /// <summary>Outputs that hold marker lines around both versions.</summary>
    Outputs,

    /// <summary>A cell of its own that says what the next one, or the notebook, contradicts itself about.</summary>
    MarkerCell,

    /// <summary>Cells that hold nothing but a marker, around the cells of both sides: nbdime's and nbdev's.</summary>
    Cells,

    /// <summary>nbdime's first line of a cell that the other side removed: <c>&lt;&lt;&lt;&lt;&lt;&lt;&lt; LOCAL CELL DELETED &gt;&gt;&gt;&gt;&gt;&gt;&gt;</c>.</summary>
    RemovedLine,

    /// <summary>nbdime's <c>nbdime-conflicts</c> in metadata.</summary>
    Diffs,

    /// <summary>A marker whose other markers are gone.</summary>
    Stray,
}
