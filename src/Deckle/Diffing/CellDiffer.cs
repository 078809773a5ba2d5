namespace Deckle.Diffing;

/// <summary>Compares two versions of a cell.</summary>
public static class CellDiffer
{
    /// <param name="before">A cell with joined texts.</param>
    /// <param name="after">The same.</param>
    public static Diff Compare(Cell before, Cell after) => ValueDiffer.Compare(before.Json, after.Json);
}
