using Deckle.Editing;
using Deckle.Json;
using Deckle.Text;

namespace Deckle.Tool.Sessions;

/// <summary>A cell of a notebook file whose code runs in a session, and whose outputs can go back into the file.</summary>
internal sealed record NotebookCellRun(string Path, string CellId)
{
    /// <exception cref="DeckleException"><c>session-cell-unknown</c>, with the nearest ids; <c>session-cell-not-code</c>.</exception>
    public string Source => Find(Read().Notebook).Cell.Source;

    /// <summary>Writes outputs and count of a job into the cell, in one step, by an edit that leaves every other byte.</summary>
    /// <exception cref="DeckleException"><c>session-cell-changed</c>: the cell is not the one that ran.</exception>
    public void Save(JobView job, string source)
    {
        (ReadOnlyMemory<byte> bytes, string? version, Notebook notebook) = Read();
        (int index, Cell cell) = Find(notebook);
        if (cell.Source != source)
        {
            throw SessionHostErrors.NotebookChanged(Path, CellId);
        }

        JsonValue count = job.ExecutionCount is { } number ? number : JsonNull.Value;
        Notebook changed = notebook.WithCell(index, cell.With("outputs", job.Outputs).With("execution_count", count));
        NotebookPaths.Write(Path, NotebookEditor.Edit(bytes, notebook, changed), version);
    }

    private (ReadOnlyMemory<byte> Bytes, string? Version, Notebook Notebook) Read()
    {
        Stores.StoredBytes stored = NotebookInput.ReadVersion(Path);
        return (stored.Content, stored.Version, NotebookReader.Read(stored.Content));
    }

    private (int Index, Cell Cell) Find(Notebook notebook)
    {
        int index = notebook.Cells.ToList().FindIndex(cell => cell.Id == CellId);
        if (index < 0)
        {
            throw SessionHostErrors.CellUnknown(Path, CellId, Nearest(notebook));
        }

        return notebook.Cells[index].Kind == CellKind.Code ? (index, notebook.Cells[index]) : throw SessionHostErrors.NotCode(Path, CellId);
    }

    // Those that begin alike stand in front: ids are often cut short by hand.
    private string[] Nearest(Notebook notebook)
    {
        string[] ids = [.. notebook.Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.Id).OfType<string>()];
        string? near = NearestName.Of(CellId, ids);
        return [.. ids.OrderByDescending(id => id == near).ThenByDescending(id => id.StartsWith(CellId, StringComparison.Ordinal)).Take(10)];
    }
}
