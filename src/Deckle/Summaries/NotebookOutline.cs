namespace Deckle.Summaries;

/// <summary>A notebook by its cells, a line each.</summary>
/// <param name="RanInOrder">Whether the cells that ran did so from top to bottom; true where none ran.</param>
public sealed record NotebookOutline(IReadOnlyList<CellOutline> Cells, bool RanInOrder)
{
    /// <exception cref="DeckleException"><c>notebook-too-old</c>.</exception>
    public static NotebookOutline Of(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var outlines = new List<CellOutline>(notebook.Cells.Count);
        long highest = 0;
        DateTimeOffset latest = DateTimeOffset.MinValue;
        foreach ((int index, Cell cell) in notebook.Cells.Index())
        {
            CellOutline outline = CellOutline.Of(cell, index);
            if (cell.Kind == CellKind.Code)
            {
                DateTimeOffset? time = CellTime.Of(cell);
                outline = outline with
                {
                    IsOutOfOrder = outline.ExecutionCount is { } count && count <= highest,
                    IsStale = outline.OutputCount > 0 && (outline.ExecutionCount is null || time < latest),
                };
                highest = Math.Max(highest, outline.ExecutionCount ?? 0);
                latest = time > latest ? time.Value : latest;
            }

            outlines.Add(outline);
        }

        return new NotebookOutline(outlines, !outlines.Any(cell => cell.IsOutOfOrder));
    }
}
