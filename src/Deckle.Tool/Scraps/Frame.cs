namespace Deckle.Tool.Scraps;

/// <summary>A table that was glued: its columns with their first values.</summary>
/// <param name="RowCount">Of the whole table.</param>
internal sealed record Frame(IReadOnlyList<FrameColumn> Columns, long RowCount);
