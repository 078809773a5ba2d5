namespace Deckle.Diffing;

/// <summary>What happened to a cell.</summary>
public enum CellChangeKind
{
    Unchanged,

    /// <summary>The same cell with another content.</summary>
    Modified,

    Added,

    Removed,

    /// <summary>Where a moved cell was. <see cref="CellChange.After"/> is where it is.</summary>
    MovedAway,

    /// <summary>Where a moved cell is, with what changed in it. <see cref="CellChange.Before"/> is where it was.</summary>
    MovedHere,

    /// <summary>A new cell whose source was the end or the start of that of <see cref="CellChange.Before"/>.</summary>
    SplitOff,

    /// <summary>A cell that went because its source is now part of that of <see cref="CellChange.After"/>.</summary>
    JoinedInto,
}
