namespace Deckle.Merging;

/// <summary>A cell through the three notebooks, whether or not it stays: its index in each; null where it is not there.</summary>
internal sealed record CellLineage(int? Base, int? Local, int? Remote)
{
    /// <summary>Whether the local side put it elsewhere among the cells that stayed.</summary>
    public bool IsMovedLocally { get; init; }

    /// <summary>Whether the remote side did.</summary>
    public bool IsMovedRemotely { get; init; }

    /// <summary>For an added cell the index in the base of the cell that it was cut off; null for others.</summary>
    public int? SplitOf { get; init; }
}
