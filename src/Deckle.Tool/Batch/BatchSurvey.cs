using System.Numerics;

namespace Deckle.Tool.Batch;

/// <param name="Count">How many runs the batch has.</param>
/// <param name="RepeatedRows">How many rows of the table were the same as an earlier one.</param>
/// <param name="RepeatedValues">How many values of the grid were.</param>
internal sealed record BatchSurvey(long Count, long RepeatedRows, BigInteger RepeatedValues)
{
    public IEnumerable<string> Warnings()
    {
        if (RepeatedRows > 0)
        {
            yield return $"{RepeatedRows} {(RepeatedRows == 1 ? "row repeats" : "rows repeat")} the parameters of another; each set is run once";
        }

        if (RepeatedValues > 0)
        {
            yield return $"--grid repeats {RepeatedValues} {(RepeatedValues == 1 ? "value" : "values")}; each is run once";
        }
    }
}
