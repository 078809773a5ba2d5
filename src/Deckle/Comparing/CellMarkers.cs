namespace Deckle.Comparing;

/// <summary>
/// What a cell asks of its test: nbval's markers, in comments or tags, and ours, which also stand in <c>metadata.deckle.test</c>.
/// Comments win over tags, and both over metadata.
/// </summary>
public sealed record CellMarkers
{
    public static CellMarkers None { get; } = new();

    /// <summary>The cell is not executed: <c>NBVAL_SKIP</c>.</summary>
    public bool Skip { get; init; }

    /// <summary>Whether outputs are compared: <c>NBVAL_CHECK_OUTPUT</c>, <c>NBVAL_IGNORE_OUTPUT</c>; null leaves it to the test as a whole.</summary>
    public bool? Check { get; init; }

    /// <summary>An error does not fail the cell by itself: <c>NBVAL_RAISES_EXCEPTION</c>.</summary>
    public bool RaisesException { get; init; }

    /// <summary>Relative tolerance of numbers: <c>NBVAL_RTOL: 1e-3</c>; null for the test's own.</summary>
    public double? Rtol { get; init; }

    /// <summary>Absolute tolerance of numbers: <c>NBVAL_ATOL: 0.01</c>; null for the test's own.</summary>
    public double? Atol { get; init; }

    /// <summary>Streams, media types and fields that are not compared, beside the test's own: <c>NBVAL_SKIP_COMPARE: stderr, text/html</c>.</summary>
    public IReadOnlyList<string> SkippedKeys { get; init; } = [];

    /// <summary>When not empty, nothing else is compared: <c>NBVAL_ONLY_COMPARE: text/plain</c>.</summary>
    public IReadOnlyList<string> OnlyKeys { get; init; } = [];

    /// <summary>What is odd about the markers, in nbval's order.</summary>
    public IReadOnlyList<MarkerWarning> Warnings { get; init; } = [];

    /// <param name="language">The notebook's language, whose comments count beside <c>#</c>; null for not known.</param>
    public static CellMarkers Read(Cell cell, string? language = null) => MarkerReader.Read(cell, language);
}
