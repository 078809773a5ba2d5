namespace Deckle.Diffing;

/// <summary>Which cells of two notebooks are the same cell.</summary>
/// <param name="Matches">Pairs of indexes in order: both sides ascend.</param>
/// <param name="Moves">Pairs that are out of that order.</param>
/// <param name="Splits">For an added cell (by its index after) the cell before whose source it was part of.</param>
/// <param name="Joins">For a removed cell (by its index before) the cell after that its source is part of.</param>
public sealed record CellAlignment(
    IReadOnlyList<(int Before, int After)> Matches,
    IReadOnlyList<(int Before, int After)> Moves,
    IReadOnlyDictionary<int, int> Splits,
    IReadOnlyDictionary<int, int> Joins);
