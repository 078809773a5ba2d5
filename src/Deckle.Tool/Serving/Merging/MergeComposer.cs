using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tool.Serving.Merging;

/// <summary>Makes the notebook of a draft. What nobody decided stays marked, as <c>deckle merge</c> marks it.</summary>
internal sealed class MergeComposer(MergeRows rows, MergeOptions options)
{
    private readonly string start = new('<', options.MarkerSize);
    private readonly string end = new('>', options.MarkerSize);

    /// <returns>The notebook, and how many conflicts are left in it.</returns>
    public (Notebook Notebook, int Conflicts) Compose(MergeDraft draft)
    {
        int left = 0;
        var cells = new List<Cell>();
        JsonObject notebook = rows.Merged.Json;
        for (int i = 0; i < rows.Conflicts.Count; i++)
        {
            MergeConflict conflict = rows.Conflicts[i];
            if (draft.Choices.TryGetValue(i, out ConflictSide side))
            {
                notebook = (JsonObject)PointerEdit.Set(notebook, conflict.Path, Value(conflict, side));
            }
            else
            {
                left++;
                cells.AddRange(rows.Markers.Where(marker => Shows(marker, conflict)));
            }
        }

        foreach (DraftCell cell in draft.Cells)
        {
            left += Add(cells, rows.Rows[cell.Row], cell);
        }

        return (new Notebook(notebook).WithCells(cells.Distinct<Cell>(ReferenceEqualityComparer.Instance)), left);
    }

    /// <summary>Adds a row's cell, and before it the marker cells that it still needs.</summary>
    /// <returns>How many conflicts are left in it.</returns>
    private int Add(List<Cell> cells, MergeRow row, DraftCell draft)
    {
        JsonObject cell = row.Merged.Json;
        var left = new List<MergeConflict>();
        bool isMarked = draft.Source is { } text && HasMarkers(text.Text);
        for (int i = 0; i < row.Conflicts.Count; i++)
        {
            MergeConflict conflict = row.Conflicts[i];
            switch (conflict.Part)
            {
                case ConflictPart.Source:
                    if (isMarked)
                    {
                        left.Add(conflict);
                    }

                    break;
                case ConflictPart.Cell:
                    if (!draft.IsKept)
                    {
                        left.Add(conflict);
                    }

                    break;
                case ConflictPart.Outputs:
                    if (draft.Outputs is null)
                    {
                        left.Add(conflict);
                        cell = row.Marked.Json["outputs"] is { } both ? cell.With("outputs", both) : cell;
                    }

                    break;
                default:
                    if (!draft.Choices.TryGetValue(i, out ConflictSide side))
                    {
                        left.Add(conflict);
                    }
                    else if (conflict.Part != ConflictPart.Order)
                    {
                        cell = Shaped((JsonObject)PointerEdit.Set(cell, conflict.Path, Value(conflict, side)));
                    }

                    break;
            }
        }

        cell = WithOutputs(cell, row, draft.Outputs);
        JsonValue? source = left.Any(conflict => conflict.Part == ConflictPart.Cell) ? row.Marked.Json["source"] : Source(row, draft.Source);
        cell = source is null ? cell : cell.With("source", source);
        cells.AddRange(row.Markers.Where(marker => left.Any(conflict => Shows(marker, conflict))));
        cells.Add(new Cell(WithRecords(cell, row, left)));
        return left.Count + (isMarked && !left.Any(conflict => conflict.Part == ConflictPart.Source) ? 1 : 0);
    }

    private bool HasMarkers(string source) =>
        source.StartsWith(start, StringComparison.Ordinal) || source.Contains($"\n{start}", StringComparison.Ordinal)
        || source.StartsWith(end, StringComparison.Ordinal) || source.Contains($"\n{end}", StringComparison.Ordinal);

    // A text that is a side's is that very value, so that its file keeps the spelling.
    private static JsonValue? Source(MergeRow row, JsonString? text)
    {
        if (text is null)
        {
            return null;
        }

        IEnumerable<JsonValue?> known = ((Cell?[])[row.Local, row.Merged, row.Remote, row.Base]).Select(cell => cell?.Json["source"]);
        return known.FirstOrDefault(source => text.Equals(source)) ?? new JsonString(text.Utf8);
    }

    private static JsonObject WithOutputs(JsonObject cell, MergeRow row, string? chosen)
    {
        if (chosen is null || !cell.Has("outputs"))
        {
            return cell;
        }

        Cell? from = MergeDraft.TryReadSide(chosen) is { } side ? row.On(side) : null;
        return cell.With("outputs", from?.Json["outputs"] ?? JsonArray.Empty).With("execution_count", from?.Json["execution_count"] ?? JsonNull.Value);
    }

    // Only code has outputs and a count, and has to.
    private static JsonObject Shaped(JsonObject cell) => cell.GetText("cell_type") == "code"
        ? cell.With("outputs", cell["outputs"] ?? JsonArray.Empty).With("execution_count", cell["execution_count"] ?? JsonNull.Value).Without("attachments")
        : cell.Without("outputs").Without("execution_count");

    private static JsonObject WithRecords(JsonObject cell, MergeRow row, List<MergeConflict> left)
    {
        JsonValue[] records = [.. Records(row.Marked).Where(record => left.Any(conflict => IsOf(record, conflict)))];
        if (records.Length == 0)
        {
            return cell;
        }

        JsonObject metadata = cell.Get<JsonObject>("metadata") ?? JsonObject.Empty;
        JsonObject own = metadata.Get<JsonObject>("deckle") ?? JsonObject.Empty;
        return cell.With("metadata", metadata.With("deckle", own.With("conflicts", JsonArray.From(records))));
    }

    private static bool Shows(Cell marker, MergeConflict conflict) => Records(marker).Any(record => IsOf(record, conflict));

    private static IEnumerable<JsonObject> Records(Cell cell) =>
        (cell.Metadata.Get<JsonObject>("deckle")?.Get<JsonArray>("conflicts") ?? JsonArray.Empty).OfType<JsonObject>();

    // "cell_type" is CellType.
    private static bool IsOf(JsonObject record, MergeConflict conflict) =>
        record.GetText("path") == conflict.Path
        && string.Equals(record.GetText("part")?.Replace("_", "", StringComparison.Ordinal), conflict.Part.ToString(), StringComparison.OrdinalIgnoreCase);

    private static JsonValue? Value(MergeConflict conflict, ConflictSide side) => side switch
    {
        ConflictSide.Base => conflict.Base,
        ConflictSide.Local => conflict.Local,
        _ => conflict.Remote,
    };
}
