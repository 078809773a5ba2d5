using Deckle.Json;

namespace Deckle.Diffing;

/// <summary>The cells of both sides, and how alike two of them are.</summary>
internal sealed class ComparedCells
{
    // A cell whose type changed as well must have kept more of its source.
    private const double OtherKind = 0.75;

    private ComparedCells(ComparedCell[] before, ComparedCell[] after, int keys)
    {
        Before = before;
        After = after;
        Keys = keys;
    }

    public ComparedCell[] Before { get; }

    public ComparedCell[] After { get; }

    /// <summary>One more than the greatest <see cref="ComparedCell.Key"/>.</summary>
    public int Keys { get; }

    public static ComparedCells Of(IReadOnlyList<Cell> before, IReadOnlyList<Cell> after)
    {
        var keys = new Dictionary<(JsonValue, JsonValue), int>();
        ComparedCell[] Number(IReadOnlyList<Cell> cells) => [.. cells.Select(cell =>
        {
            (JsonValue, JsonValue) content = (cell.Json["cell_type"] ?? JsonNull.Value, cell.Json["source"] ?? JsonNull.Value);
            if (!keys.TryGetValue(content, out int key))
            {
                key = keys.Count;
                keys.Add(content, key);
            }

            return new ComparedCell(cell, key);
        })];
        ComparedCell[] old = Number(before);
        ComparedCell[] young = Number(after);
        Introduce(old, young);
        return new ComparedCells(old, young, keys.Count);
    }

    /// <summary>The share of its words that a cell kept, 0 to 1. Only equal type and source make 1.</summary>
    public double Similarity(int before, int after)
    {
        (ComparedCell from, ComparedCell to) = (Before[before], After[after]);
        if (from.Key == to.Key)
        {
            return 1;
        }

        // Equal bags may differ in their marks and order.
        double similarity = from.IsBlank != to.IsBlank ? 0 : Math.Min(0.99, from.Bag.Similarity(to.Bag));
        return from.Kind == to.Kind ? similarity : similarity * OtherKind;
    }

    public bool IsSame(int before, int after) => Before[before].Key == After[after].Key;

    public bool IsNamesake(int before, int after) => Before[before].Namesake == after;

    /// <summary>Whether cells of equal content may be paired where they stand: their ids do not say that one of them belongs elsewhere.</summary>
    public bool IsSameHere(int before, int after) =>
        IsSame(before, after) && (IsNamesake(before, after) || (!BelongsElsewhere(Before[before], After) && !BelongsElsewhere(After[after], Before)));

    // Swapped ids are no reason: a namesake must have the same content.
    private static bool BelongsElsewhere(ComparedCell cell, ComparedCell[] others) => cell.Namesake >= 0 && others[cell.Namesake].Key == cell.Key;

    private static void Introduce(ComparedCell[] before, ComparedCell[] after)
    {
        Dictionary<string, int> places = UniqueIds(after);
        foreach ((string id, int index) in UniqueIds(before))
        {
            if (places.TryGetValue(id, out int namesake))
            {
                before[index].Namesake = namesake;
                after[namesake].Namesake = index;
            }
        }
    }

    private static Dictionary<string, int> UniqueIds(ComparedCell[] cells)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i].Json.GetText("id") is { } id && !places.TryAdd(id, i))
            {
                repeated.Add(id);
            }
        }

        foreach (string id in repeated)
        {
            places.Remove(id);
        }

        return places;
    }
}
