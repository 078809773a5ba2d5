using Deckle.Stores;
using Deckle.Tool.Running;

namespace Deckle.Tool.Testing;

/// <summary>A notebook under test, as it lies in its file and as it is compared.</summary>
/// <param name="Path">As it was given or found.</param>
internal sealed record TestedNotebook(string Path)
{
    /// <summary>The file's bytes and the version by which a store knows them.</summary>
    public required StoredBytes File { get; init; }

    /// <summary>As read, in the format of the file.</summary>
    public required Notebook Read { get; init; }

    /// <summary>In the newest format; the same cells in the same places.</summary>
    public required Notebook Notebook { get; init; }

    /// <summary>The places of the code cells among all cells. The cell with number N, from 1, is the entry before N.</summary>
    public required IReadOnlyList<int> CodeCells { get; init; }

    /// <exception cref="DeckleException">The file cannot be read, or is no notebook.</exception>
    public static TestedNotebook Load(string path)
    {
        StoredBytes file = NotebookInput.ReadVersion(path);
        try
        {
            Notebook read = ScriptInput.Decode(path, file.Content);
            Notebook notebook = NotebookUpgrader.Upgrade(read);
            return new TestedNotebook(path)
            {
                File = file,
                Read = read,
                Notebook = notebook,
                CodeCells = CodeCellsOf(notebook),
            };
        }
        catch (DeckleException e)
        {
            throw PreparedNotebook.InFile(path, e);
        }
    }

    public static int[] CodeCellsOf(Notebook notebook) =>
        [.. Enumerable.Range(0, notebook.Cells.Count).Where(index => notebook.Cells[index].Kind == CellKind.Code)];
}
