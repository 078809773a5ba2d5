namespace Deckle.Editing;

/// <summary>Where a cell is put: at an index, or next to another cell. The end of the notebook where nothing is said.</summary>
public sealed record CellPlace
{
    public static CellPlace End { get; } = new();

    /// <summary>The index it is to have, from 0.</summary>
    public int? Index { get; init; }

    /// <summary>The name of the cell that is to follow it.</summary>
    public string? Before { get; init; }

    /// <summary>The name of the cell that it is to follow.</summary>
    public string? After { get; init; }

    /// <summary>The index among cells of these names.</summary>
    /// <exception cref="DeckleException"><c>cell-not-found</c>, <c>cell-ambiguous</c>, <c>cell-place-invalid</c>.</exception>
    internal int Among(IReadOnlyList<string> names) => (Index, Before, After) switch
    {
        (null, null, null) => names.Count,
        ({ } index, null, null) => index >= 0 && index <= names.Count ? index : throw EditErrors.NoPlace(index, names.Count),
        (null, { } next, null) => CellName.IndexOf(names, next),
        (null, null, { } previous) => CellName.IndexOf(names, previous) + 1,
        _ => throw EditErrors.SeveralPlaces(),
    };
}
