namespace Deckle.Comparing;

/// <summary>The result of the test of one cell.</summary>
/// <param name="Header">nbval's one line, such as <c>Cell outputs differ</c>; empty for a cell that passed.</param>
/// <param name="Details">What nbval shows as the traceback: the kernel's own, with its colours, or the first difference; empty for none.</param>
/// <param name="Differences">All differences; empty where outputs were not compared.</param>
public sealed record CellVerdict(CellOutcome Outcome, string Header, string Details, IReadOnlyList<OutputDifference> Differences)
{
    public static CellVerdict Passed { get; } = new(CellOutcome.Passed, "", "", []);

    public static CellVerdict Skipped { get; } = new(CellOutcome.Skipped, "Skipped", "", []);
}
