using System.Numerics;
using Deckle.Batches;
using Deckle.Json;
using Deckle.Parameters;

namespace Deckle.Tool.Batch;

/// <summary>The runs of a batch, made one by one: each notebook with each parameter set.</summary>
internal sealed class BatchPlan(IReadOnlyList<string> notebooks, ParameterSets sets, BatchLayout layout, RunIdentity identity)
{
    /// <summary>A batch of more runs is taken for a mistake until <c>--yes</c> says otherwise.</summary>
    public const long UnaskedLimit = 10_000;

    public IEnumerable<BatchRun> Runs()
    {
        long index = 0;
        foreach (string notebook in notebooks)
        {
            foreach (JsonObject varied in sets.Varied())
            {
                JsonObject parameters = sets.All(varied);
                (string output, string record) = layout.Place(notebook, varied, parameters, identity);
                yield return new BatchRun(index++, notebook, varied, parameters, output, record);
            }
        }
    }

    /// <summary>Counts the runs and says now what would fail later: a broken row, a batch that is too large, two runs that write to one place.</summary>
    /// <param name="isLargeMeant">Whether any number of runs is welcome.</param>
    /// <exception cref="DeckleException"><c>batch-too-large</c>, <c>batch-collision</c>, <c>batch-output-outside</c>, and those of tables and templates.</exception>
    public BatchSurvey Survey(bool isLargeMeant)
    {
        BigInteger count = Count(isLargeMeant, out long repeated);
        CheckNotebooks();
        if (layout.MayCollide)
        {
            CheckOutputs();
        }

        return new BatchSurvey((long)BigInteger.Min(count, long.MaxValue), repeated, sets.RepeatedValues);
    }

    private BigInteger Count(bool isLargeMeant, out long repeated)
    {
        repeated = 0;
        BigInteger perRow = notebooks.Count * sets.PerRow;
        BigInteger limit = isLargeMeant ? long.MaxValue : UnaskedLimit;
        if (sets.Count is not null)
        {
            return perRow <= limit ? perRow : throw BatchErrors.TooLarge(perRow, UnaskedLimit);
        }

        long rows = 0;
        long again = 0;
        foreach (JsonObject _ in sets.Rows(() => again++))
        {
            rows++;
            if (rows * perRow > limit)
            {
                throw BatchErrors.TooLarge(null, UnaskedLimit);
            }
        }

        repeated = again;
        return rows * perRow;
    }

    // Notebooks of two places may have one path below the folder of results: ../a.ipynb and a.ipynb.
    private void CheckNotebooks()
    {
        var keys = new Dictionary<string, string>(OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (string notebook in notebooks)
        {
            if (!layout.MayCollide && !keys.TryAdd(BatchLayout.Key(notebook), notebook))
            {
                throw BatchErrors.Collision(layout.Place(notebook, JsonObject.Empty, JsonObject.Empty, identity).Output, new BatchRun(0, notebook, JsonObject.Empty, JsonObject.Empty, "", ""));
            }
        }

        if (!layout.MayCollide && !sets.Vary)
        {
            CheckOutputs();
        }
    }

    private void CheckOutputs()
    {
        HashSet<string> inputs = [.. notebooks.Select(StorePath.Full)];

        // Of a million outputs only the digests are held.
        var outputs = new HashSet<UInt128>();
        foreach (BatchRun run in Runs())
        {
            string full = StorePath.Full(run.Output);
            if (inputs.Contains(full))
            {
                throw BatchErrors.OverInput(run.Output);
            }

            if (!outputs.Add(ParameterDigest.Of(full)))
            {
                throw BatchErrors.Collision(run.Output, run);
            }
        }
    }
}
