namespace Deckle.Stripping;

/// <summary>What stripping does with the ids of cells.</summary>
public enum CellIdAction
{
    /// <summary>Ids stay as they are.</summary>
    Keep,

    /// <summary>Every id becomes the cell's place among the cells that stay: <c>0</c>, <c>1</c>, ... (nbstripout without <c>--keep-id</c>).</summary>
    Sequential,

    /// <summary>
    /// Ids stay, but one that is missing or repeated in nbformat 4.5 is made from the cell's content, the same each time. nbformat makes
    /// it up at random whenever the file is read, so that a filter never comes to rest.
    /// </summary>
    Repair,
}
