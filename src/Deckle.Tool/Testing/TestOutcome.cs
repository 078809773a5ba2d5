namespace Deckle.Tool.Testing;

/// <summary>What became of a cell under test; the first five are pytest's.</summary>
internal enum TestOutcome
{
    Passed,

    Failed,

    /// <summary>Not run: it is marked so.</summary>
    Skipped,

    /// <summary>It failed behind a cell that timed out (pytest's xfailed).</summary>
    ExpectedFailure,

    /// <summary>It passed behind a cell that timed out (pytest's xpassed).</summary>
    UnexpectedPass,

    /// <summary>Of several runs it passed some and failed some.</summary>
    Flaky,

    /// <summary>Its outputs differed, and were accepted into the notebook.</summary>
    Updated,
}
