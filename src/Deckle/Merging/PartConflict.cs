using Deckle.Json;

namespace Deckle.Merging;

/// <summary>A contradiction inside one cell, or in what the notebook holds beside its cells.</summary>
/// <param name="Path">The value inside the cell or notebook.</param>
internal sealed record PartConflict(ConflictPart Part, JsonPath Path, JsonValue? Base, JsonValue? Local, JsonValue? Remote)
{
    /// <summary>Whether the cell itself shows both sides; else a marker cell before it does.</summary>
    public bool IsShownInside => Part is ConflictPart.Source or ConflictPart.Outputs or ConflictPart.Cell;
}
