using Deckle.Json;
using Deckle.Text;

namespace Deckle.Diffing;

/// <summary>
/// Compares the outputs of one cell. Outputs of one kind are the same output with another content however little the contents share, so
/// that a cell that was run again shows what changed in each.
/// </summary>
internal static class OutputAligner
{
    // Above so many possible pairs only the order of the shapes counts.
    private const int MostPairs = 1 << 14;

    public static Diff Compare(JsonArray before, JsonArray after) => ListDiffer.Compare([.. before], [.. after], Pair, Inside);

    private static IEnumerable<(int Before, int After)> Pair(ArraySegment<JsonValue> removed, ArraySegment<JsonValue> added)
    {
        OutputShape[] olds = [.. removed.Select(OutputShape.Of)];
        OutputShape[] youngs = [.. added.Select(OutputShape.Of)];
        IEnumerable<(int Before, int After)> pairs = olds.Select(shape => shape.Key).SequenceEqual(youngs.Select(shape => shape.Key), StringComparer.Ordinal)
            ? Enumerable.Range(0, olds.Length).Select(place => (place, place))
            : (long)olds.Length * youngs.Length <= MostPairs ? ByLikeness(olds, youngs)
            : ByShape(olds, youngs);
        return pairs.Where(pair => removed[pair.Before] is JsonObject && added[pair.After] is JsonObject);
    }

    private static IEnumerable<(int Before, int After)> ByLikeness(OutputShape[] olds, OutputShape[] youngs)
    {
        var pairs = new List<CellPair>();
        for (int i = 0; i < olds.Length; i++)
        {
            for (int j = 0; j < youngs.Length; j++)
            {
                double likeness = olds[i].Likeness(youngs[j]);
                if (likeness > 0)
                {
                    // Of pictures, which all look alike here, those at one place.
                    pairs.Add(new CellPair(i, j, likeness + 1e-6 / (1 + Math.Abs(i - j))));
                }
            }
        }

        return IncreasingRun.Heaviest(pairs, 0, youngs.Length).Select(pair => (pair.Before, pair.After));
    }

    private static IEnumerable<(int Before, int After)> ByShape(OutputShape[] olds, OutputShape[] youngs) =>
        from run in SequenceDiff.Compute([.. olds.Select(shape => shape.Key)], [.. youngs.Select(shape => shape.Key)])
        where run.Kind == EditKind.Keep
        from place in Enumerable.Range(0, run.Length)
        select (run.Before + place, run.After + place);

    private static Diff Inside(JsonValue before, JsonValue after) => MemberDiffer.Compare((JsonObject)before, (JsonObject)after, (key, from, to) =>
        key == "data" && from is JsonObject data && to is JsonObject other ? MimeBundleDiffer.Compare(data, other) : ValueDiffer.TryCompare(from, to));
}
