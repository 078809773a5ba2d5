namespace Deckle.Comparing;

/// <summary>How the test of a cell ended, as pytest counts it.</summary>
public enum CellOutcome
{
    Passed,
    Failed,
    Skipped,

    /// <summary>Failed, as was to be expected behind a cell that timed out: pytest's <c>xfailed</c>.</summary>
    ExpectedFailure,

    /// <summary>Passed though a cell before it timed out: pytest's <c>xpassed</c>.</summary>
    UnexpectedPass,
}
