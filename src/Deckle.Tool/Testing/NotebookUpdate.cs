using System.Globalization;
using Deckle.Editing;
using Deckle.Json;

namespace Deckle.Tool.Testing;

/// <summary>
/// Accepts outputs that differ as the expected ones (<c>--update</c>): the cells that failed by comparison get their new outputs, and no other
/// byte of the file changes.
/// </summary>
internal static class NotebookUpdate
{
    /// <param name="files">Writes the file.</param>
    /// <returns>The same results, the accepted ones as <see cref="TestOutcome.Updated"/>.</returns>
    /// <exception cref="DeckleException"><c>test-cannot-update</c>, or the file cannot be written.</exception>
    public static IReadOnlyList<CellResult> Accept(TestedNotebook tested, NotebookExecution execution, IReadOnlyList<CellResult> cells, FixedTestFiles files)
    {
        CellResult[] accepted = [.. cells.Where(cell => cell is { Outcome: TestOutcome.Failed, IsOfOutputs: true })];
        if (accepted.Length == 0)
        {
            return cells;
        }

        if (Scripts.ScriptLanguages.OfFile(tested.Path) is not null)
        {
            throw TestErrors.CannotUpdate(tested.Path, "a script has none");
        }

        if (tested.Read.Format.Major < 4)
        {
            throw TestErrors.CannotUpdate(tested.Path, string.Create(CultureInfo.InvariantCulture, $"it is of nbformat {tested.Read.Format.Major}"));
        }

        Notebook changed = accepted.Aggregate(tested.Read, (notebook, cell) => notebook.WithCell(cell.Index, Updated(notebook.Cells[cell.Index], execution.Cells[cell.Number - 1].Cell)));
        files.Update(tested, NotebookEditor.Edit(tested.File.Content, tested.Read, changed));
        return [.. cells.Select(cell => accepted.Contains(cell) ? cell with { Outcome = TestOutcome.Updated, Message = $"updated: {cell.Message}" } : cell)];
    }

    // The prompt number stays where there is one, so that the change is what the outputs are.
    private static Cell Updated(Cell old, Cell executed)
    {
        JsonValue count = old.ExecutionCount is null ? executed.Json["execution_count"] ?? JsonNull.Value : old.Json["execution_count"]!;
        IEnumerable<JsonValue> outputs = executed.Outputs.Select(output => (JsonValue)(output.Kind == OutputKind.ExecuteResult ? output.Json.With("execution_count", count) : output.Json));
        return old.With("outputs", JsonArray.From(outputs)).With("execution_count", count);
    }
}
