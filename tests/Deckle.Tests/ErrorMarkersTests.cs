namespace Deckle.Tests;

public class ErrorMarkersTests
{
    [Fact]
    public void Two_cells_lead_to_the_failed_one_and_are_removed_again()
    {
        Notebook notebook = NotebookReader.Read(Cases.Bytes("peers/papermill/papermill/tests/notebooks/simple_execute.ipynb"));

        Notebook marked = ErrorMarkers.Insert(notebook, notebook.Cells.Count - 1, 3);

        Assert.Equal(notebook.Cells.Count + 2, marked.Cells.Count);
        Assert.Contains("'<a href=\"#papermill-error-cell\">In [3]</a>'", marked.Cells[0].Source, StringComparison.Ordinal);
        Assert.Contains("id=\"papermill-error-cell\"", marked.Cells[^2].Source, StringComparison.Ordinal);
        Assert.Equal(notebook, ErrorMarkers.Remove(marked));
    }

    [Fact]
    public void Papermills_own_markers_are_removed()
    {
        Notebook broken = NotebookReader.Read(Cases.Bytes("peers/papermill/papermill/tests/notebooks/broken1.ipynb"));

        Assert.Contains(broken.Cells, cell => cell.HasTag("papermill-error-cell-tag"));
        Assert.DoesNotContain(ErrorMarkers.Remove(broken).Cells, cell => cell.HasTag("papermill-error-cell-tag"));
    }
}
