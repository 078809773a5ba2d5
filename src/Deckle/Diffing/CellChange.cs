namespace Deckle.Diffing;

/// <summary>One cell of a comparison.</summary>
/// <param name="Before">The index of the cell before; null for an added one.</param>
/// <param name="After">The index of the cell after; null for a removed one.</param>
/// <param name="Diff">What changed in it; empty but for <see cref="CellChangeKind.Modified"/> and <see cref="CellChangeKind.MovedHere"/>.</param>
public sealed record CellChange(CellChangeKind Kind, int? Before, int? After, Diff Diff);
