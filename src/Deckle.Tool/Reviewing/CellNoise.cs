using Deckle.Diffing;
using Deckle.Json;
using Deckle.Stripping;

namespace Deckle.Tool.Reviewing;

/// <summary>Which cells differ only in what every run or editor changes: counts, ids, timings, addresses, views.</summary>
internal sealed class CellNoise(NotebookDiff diff)
{
    private static readonly StripOptions Quiet = new() { KeepOutput = true, HeedMarks = false, Noise = Noise.All };

    private readonly Lazy<IReadOnlyList<Cell>> before = new(() => NotebookStripper.Strip(diff.Before, Quiet).Notebook.Cells);
    private readonly Lazy<IReadOnlyList<Cell>> after = new(() => NotebookStripper.Strip(diff.After, Quiet).Notebook.Cells);

    public bool Is(CellChange change) =>
        change is { Kind: CellChangeKind.Modified, Before: { } from, After: { } to }
        && !change.Diff.Any(entry => entry.Key.Name is "source" or "attachments" or "cell_type")
        && Bare(before.Value[from]).Equals(Bare(after.Value[to]));

    private static JsonObject Bare(Cell cell) => cell.Json.Without("id").Without("execution_count");
}
