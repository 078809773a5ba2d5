namespace Deckle.Audit;

/// <summary>A place in a notebook.</summary>
/// <param name="Index">The cell, from 0; cells of all worksheets are counted through in nbformat 3.</param>
/// <param name="Id">The cell's id, where it has one.</param>
/// <param name="Part">The value inside the cell, such as <c>source</c> or <c>outputs[0].text</c>; null for the cell as a whole.</param>
public sealed record CellPlace(int Index, string? Id, string? Part = null)
{
    /// <summary><c>cell 3 (id 5b1f)</c>, and the part where it is not the source.</summary>
    public override string ToString() =>
        $"cell {Index}{(Id is null ? "" : $" (id {Id})")}{(Part is null or "source" ? "" : $", {Part}")}";
}
