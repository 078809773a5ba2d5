using System.Globalization;
using Deckle.Json;

namespace Deckle;

/// <summary>
/// papermill's two Markdown cells that lead a reader to the cell that failed: one at the top with a link, one before the cell.
/// Their tag and HTML are what its readers look for.
/// </summary>
public static class ErrorMarkers
{
    private const string Tag = "papermill-error-cell-tag";
    private const string Anchor = "papermill-error-cell";
    private const string Style = "color:red; font-family:Helvetica Neue, Helvetica, Arial, sans-serif; font-size:2em;";

    /// <summary>The notebook with markers for one failed cell.</summary>
    /// <param name="failedIndex">The failed cell's place among all cells.</param>
    /// <param name="executionCount">Its prompt number; null when the kernel never gave one.</param>
    public static Notebook Insert(Notebook notebook, int failedIndex, long? executionCount)
    {
        string prompt = executionCount?.ToString(CultureInfo.InvariantCulture) ?? " ";
        string top = $"<span style=\"{Style}\">An Exception was encountered at '<a href=\"#{Anchor}\">In [{prompt}]</a>'.</span>";
        string before = $"<span id=\"{Anchor}\" style=\"{Style}\">Execution using papermill encountered an exception here and stopped:</span>";
        var cells = notebook.Cells.ToList();
        cells.Insert(failedIndex, Marker($"{Anchor}-here", before));
        cells.Insert(0, Marker($"{Anchor}-top", top));
        return notebook.WithCells(cells);
    }

    /// <summary>The notebook without the markers of an earlier run.</summary>
    public static Notebook Remove(Notebook notebook)
    {
        Cell[] kept = [.. notebook.Cells.Where(cell => !cell.HasTag(Tag))];
        return kept.Length == notebook.Cells.Count ? notebook : notebook.WithCells(kept);
    }

    private static Cell Marker(string id, string html) =>
        Cell.Markdown(id, html).WithMetadata(JsonObject.Of(("tags", JsonArray.From([Tag]))));
}
