namespace Deckle.Batches;

/// <param name="Line">Where the row begins, from 1.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Fields);
