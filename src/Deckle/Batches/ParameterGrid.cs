using System.Numerics;
using Deckle.Json;

namespace Deckle.Batches;

/// <summary>Every combination of the values of some parameters. It is counted without being made, and made one by one.</summary>
public sealed class ParameterGrid
{
    /// <exception cref="DeckleException"><c>grid-invalid</c>: two axes have one name.</exception>
    public ParameterGrid(IReadOnlyList<GridAxis> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        Axes = axes;
        if (axes.GroupBy(axis => axis.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw ParameterSetErrors.RepeatedName(twice.Key);
        }
    }

    public IReadOnlyList<GridAxis> Axes { get; }

    /// <summary>How many combinations there are; 1, the empty one, without axes.</summary>
    public BigInteger Count => Axes.Aggregate(BigInteger.One, (product, axis) => product * axis.Count);

    /// <summary>The combinations: the first axis varies slowest, as the outermost of nested loops.</summary>
    public IEnumerable<JsonObject> Sets() =>
        Axes.Aggregate<GridAxis, IEnumerable<JsonObject>>(
            [JsonObject.Empty],
            (sets, axis) => sets.SelectMany(set => axis.Values.Select(value => set.With(axis.Name, value))));
}
