using System.Globalization;
using Deckle.Kernels;

namespace Deckle.Tool.Testing;

/// <summary>An executed notebook in a file, whose outputs are compared without a kernel (<c>--against</c>).</summary>
internal static class ExecutedNotebookFile
{
    /// <exception cref="DeckleException"><c>test-notebooks-differ</c>, or the file cannot be read.</exception>
    public static NotebookExecution Load(TestedNotebook tested, string path)
    {
        var executed = TestedNotebook.Load(path);

        // A run with parameters adds a cell, which is none of the tested ones.
        int[] places = executed.CodeCells.Count == tested.CodeCells.Count
            ? [.. executed.CodeCells]
            : [.. executed.CodeCells.Where(index => !executed.Notebook.Cells[index].HasTag(Parameters.ParameterInjector.Tag))];
        if (places.Length != tested.CodeCells.Count)
        {
            throw TestErrors.OtherCells(tested.Path, path, string.Create(CultureInfo.InvariantCulture, $"it has {places.Length} code cells and not {tested.CodeCells.Count}"));
        }

        foreach ((int number, int place) in places.Index())
        {
            if (executed.Notebook.Cells[place].Source != tested.Notebook.Cells[tested.CodeCells[number]].Source)
            {
                throw TestErrors.OtherCells(tested.Path, path, string.Create(CultureInfo.InvariantCulture, $"the source of Cell {number + 1} is another one"));
            }
        }

        return new NotebookExecution(executed.Notebook, [.. places.Select(place => new CellExecution(executed.Notebook.Cells[place], ExecutionStatus.Completed, TimeSpan.Zero))]);
    }
}
