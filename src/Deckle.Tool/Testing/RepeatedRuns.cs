using System.Globalization;

namespace Deckle.Tool.Testing;

/// <summary>What several runs of a notebook say together about its cells (<c>--repeat</c>).</summary>
internal static class RepeatedRuns
{
    /// <summary>A cell whose runs agree has their outcome, and tells of the first that failed; one that passed and failed is flaky.</summary>
    /// <param name="runs">At least one; the same cells in each, but the last may be cut short.</param>
    public static IReadOnlyList<CellResult> Combine(IReadOnlyList<IReadOnlyList<CellResult>> runs) =>
        runs.Count == 1 ? runs[0] : [.. runs[0].Select(cell => Combine([.. runs.Select(run => run.FirstOrDefault(other => other.Number == cell.Number)).OfType<CellResult>()]))];

    private static CellResult Combine(CellResult[] runs)
    {
        CellResult? failed = runs.FirstOrDefault(run => run.IsBad);
        CellResult shown = (failed ?? runs[0]) with { Duration = TimeSpan.FromTicks(runs.Sum(run => run.Duration.Ticks) / runs.Length) };
        int bad = runs.Count(run => run.IsBad);
        return bad == 0 || bad == runs.Length
            ? shown
            : shown with { Outcome = TestOutcome.Flaky, Message = string.Create(CultureInfo.InvariantCulture, $"flaky: {bad} of {runs.Length} runs failed: {failed!.Message}") };
    }
}
