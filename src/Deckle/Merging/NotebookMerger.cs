namespace Deckle.Merging;

/// <summary>Merges the changes of two sides.</summary>
public static class NotebookMerger
{
    /// <param name="ancestor">The notebook before both changes, of nbformat 4 with joined texts (<see cref="Editing.JoinedNotebook"/>); null where there was none.</param>
    /// <param name="local">The local side, likewise.</param>
    /// <param name="remote">The remote side, likewise.</param>
    public static MergeResult Merge(Notebook? ancestor, Notebook local, Notebook remote, MergeOptions options)
    {
        Notebook merged = ancestor is not null && ancestor == local ? remote : local;
        return new MergeResult(merged, [], [.. merged.Cells.Select((_, index) => new MergedCell(index, index, index))]);
    }
}
