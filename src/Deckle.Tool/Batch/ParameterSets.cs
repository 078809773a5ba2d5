using System.Numerics;
using Deckle.Batches;
using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Tool.Batch;

/// <summary>The parameter sets of a batch: the rows of a table, each with every combination of a grid.</summary>
/// <param name="table">The file of rows; null for none.</param>
/// <param name="common">The parameters that all runs share. A set's own win over them.</param>
internal sealed class ParameterSets(ParameterGrid grid, string? table, JsonObject common)
{
    /// <summary>Whether runs of one notebook differ at all.</summary>
    public bool Vary => grid.Axes.Count > 0 || table is not null;

    /// <summary>How many sets there are when that is known without reading a file.</summary>
    public BigInteger? Count => table is null ? grid.Count : null;

    /// <summary>How many sets the grid makes of each row.</summary>
    public BigInteger PerRow => grid.Count;

    /// <summary>How many values of the grid were left out because they stood there before.</summary>
    public BigInteger RepeatedValues => grid.Axes.Aggregate(BigInteger.Zero, (sum, axis) => sum + axis.Repeated);

    /// <summary>The rows that are not repetitions; one empty row without a table.</summary>
    /// <param name="onRepeated">Is told of each row that is the same as an earlier one.</param>
    public IEnumerable<JsonObject> Rows(Action? onRepeated = null)
    {
        if (table is null)
        {
            yield return JsonObject.Empty;
            yield break;
        }

        // Of a million rows only the digests are held.
        var seen = new HashSet<UInt128>();
        foreach (JsonObject row in ParameterTable.Read(table))
        {
            if (grid.Axes.FirstOrDefault(axis => row.Has(axis.Name)) is { } both)
            {
                throw BatchErrors.Twice(both.Name, table);
            }

            if (seen.Add(ParameterDigest.Of(ParameterValue.Merge(common, row))))
            {
                yield return row;
            }
            else
            {
                onRepeated?.Invoke();
            }
        }
    }

    /// <summary>What sets each run of a notebook apart, in order: the rows slowest, then the grid's axes as they were given.</summary>
    public IEnumerable<JsonObject> Varied() => Rows().SelectMany(row => grid.Sets().Select(set => ParameterValue.Merge(row, set)));

    public JsonObject All(JsonObject varied) => ParameterValue.Merge(common, varied);
}
