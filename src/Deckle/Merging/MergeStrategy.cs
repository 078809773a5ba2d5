namespace Deckle.Merging;

/// <summary>What becomes of changes that contradict each other.</summary>
public enum MergeStrategy
{
    /// <summary>Both are shown in the notebook between markers, and recorded in its metadata.</summary>
    Inline,

    /// <summary>What was there before both changes. Only what is contradicted; other changes of both sides stay.</summary>
    UseBase,

    /// <summary>The local change. Only where it is contradicted; other changes of both sides stay.</summary>
    UseLocal,

    /// <summary>The remote change, likewise.</summary>
    UseRemote,

    /// <summary>Both, the local one first, where both can be had: lines, list items and outputs; else as <see cref="Inline"/>.</summary>
    Union,

    /// <summary>Of outputs only: those that contradict each other go.</summary>
    Remove,

    /// <summary>Of outputs only: all outputs of the cell go.</summary>
    ClearAll,
}
