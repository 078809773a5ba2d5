using System.Globalization;

namespace Deckle.Editing;

/// <summary>What a cell is called: its id, and where it has none, as before nbformat 4.5, its index from 0.</summary>
public static class CellName
{
    public static string Of(Cell cell, int index)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Id ?? index.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The names of all cells, in order.</summary>
    public static IReadOnlyList<string> All(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        return [.. notebook.Cells.Select(Of)];
    }

    /// <summary>The place of the cell with a name.</summary>
    /// <exception cref="DeckleException"><c>cell-not-found</c> with the nearest names, <c>cell-ambiguous</c> where cells share an id.</exception>
    public static int IndexOf(Notebook notebook, string name) => IndexOf(All(notebook), name);

    internal static int IndexOf(IReadOnlyList<string> names, string name)
    {
        int[] places = [.. Enumerable.Range(0, names.Count).Where(index => names[index] == name)];
        return places switch
        {
            [var only] => only,
            [] => throw EditErrors.NoCell(name, names),
            _ => throw EditErrors.SeveralCells(name, places),
        };
    }
}
