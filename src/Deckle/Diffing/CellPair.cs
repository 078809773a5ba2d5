namespace Deckle.Diffing;

/// <summary>Two cells that may be one.</summary>
/// <param name="Weight">What it is worth to pair them; more than 0.</param>
internal readonly record struct CellPair(int Before, int After, double Weight);
