using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>Strips the cells of one notebook. The order of the rules is nbstripout's.</summary>
internal sealed class CellStripper
{
    private const string Count = "execution_count";

    // Its name in nbformat 1 to 3.
    private const string Prompt = "prompt_number";

    private readonly StripOptions options;
    private readonly NotebookFormat format;
    private readonly bool keepsOutput;
    private readonly IReadOnlyList<StripKey> keys;
    private readonly StripReport report;
    private readonly OutputFilter filter;
    private readonly OutputNoise noise;
    private readonly CellIdStripper ids;
    private int index;

    /// <param name="keepsOutput">Whether cells that do not say keep their outputs.</param>
    /// <param name="keys">The keys of cells that go.</param>
    public CellStripper(StripOptions options, Notebook notebook, bool keepsOutput, IReadOnlyList<StripKey> keys, StripReport report)
    {
        this.options = options;
        this.keepsOutput = keepsOutput;
        this.keys = keys;
        this.report = report;
        format = notebook.Format;
        filter = new OutputFilter(options, format);
        noise = new OutputNoise(options.Noise, report);
        ids = new CellIdStripper(options.Ids, notebook, report);
    }

    /// <summary>A list of cells without what goes; the very same list where nothing does.</summary>
    public JsonArray Strip(JsonArray cells, JsonPath path)
    {
        var kept = new List<JsonValue>(cells.Count);
        bool isSame = true;
        for (int i = 0; i < cells.Count; i++, index++)
        {
            // A cell that is no object is the validator's business.
            if (cells[i] is not JsonObject cell)
            {
                kept.Add(cells[i]);
                ids.Skip();
                continue;
            }

            report.EnterCell(index, cell.GetText("id"));
            JsonPath place = path.Item(i);
            if (!Drops(cell, place))
            {
                kept.Add(Strip(cell, place));
                isSame &= ReferenceEquals(kept[^1], cell);
            }
        }

        return isSame && kept.Count == cells.Count ? cells : JsonArray.From(kept);
    }

    private bool Drops(JsonObject cell, JsonPath path)
    {
        if (options.DropEmptyCells && CellSource.IsEmpty(cell, options.BlankIsEmpty))
        {
            report.Add(StripKind.EmptyCell, path, "empty cell");
            return true;
        }

        if (options.DropTaggedCells.Count > 0
            && cell["metadata"] is JsonObject metadata
            && options.DropTaggedCells.FirstOrDefault(tag => KeepMarks.HasTag(metadata, tag)) is { } found)
        {
            report.Add(StripKind.TaggedCell, path, $"cell tagged {found}");
            return true;
        }

        return false;
    }

    private JsonObject Strip(JsonObject cell, JsonPath path)
    {
        // Asked of every cell, so that a contradiction shows before there are outputs, as with nbstripout.
        bool? mark = options.HeedMarks ? KeepMarks.OfCell(cell, options.StripInitCells, () => StripErrors.Contradicts(index, cell.GetText("id"))) : null;
        JsonObject stripped = cell;
        if (!options.CodeCellsOnly || cell.GetText("cell_type") == "code")
        {
            stripped = WithoutOutputs(stripped, path, mark ?? keepsOutput);
            stripped = WithoutCount(stripped, path, Prompt, StripKind.Count, JsonNull.Value);
            stripped = WithoutCount(stripped, path, Count, StripKind.Count, JsonNull.Value);
        }

        stripped = ids.Strip(stripped, path, index);
        foreach (StripKey key in keys)
        {
            stripped = KeyStripper.Strip(stripped, key, path, report);
        }

        return options.OnlyCellMetadata is { } only ? KeyStripper.StripOthers(stripped, only, path, report) : stripped;
    }

    private JsonObject WithoutOutputs(JsonObject cell, JsonPath path, bool isKept)
    {
        if (cell["outputs"] is not JsonArray { Count: > 0 } outputs)
        {
            return cell;
        }

        JsonPath place = path.Key("outputs");
        var kept = new List<JsonValue>();
        bool isSame = true;
        for (int i = 0; i < outputs.Count; i++)
        {
            if (!filter.Keeps(outputs[i], isKept))
            {
                report.Add(StripKind.Output, place.Item(i), OutputFilter.Describe(outputs[i]));
                isSame = false;
            }
            else
            {
                kept.Add(outputs[i] is JsonObject output ? Keep(output, place.Item(i)) : outputs[i]);
                isSame &= ReferenceEquals(kept[^1], outputs[i]);
            }
        }

        return isSame ? cell : cell.With("outputs", JsonArray.From(kept));
    }

    private JsonObject Keep(JsonObject output, JsonPath path)
    {
        output = WithoutCount(output, path, Count, StripKind.OutputCount, JsonNull.Value);
        if (options.Noise.HasFlag(Noise.ExecutionCounts))
        {
            // Of nbformat 3, which demands a number. nbstripout leaves these as they are.
            output = WithoutCount(output, path, Prompt, StripKind.OutputCount, 0);
        }

        return noise.Strip(output, path);
    }

    private JsonObject WithoutCount(JsonObject holder, JsonPath path, string key, StripKind kind, JsonValue cleared)
    {
        if (!options.ClearsCounts || holder[key] is not { } count || count is JsonNull || count == cleared)
        {
            return holder;
        }

        report.Add(kind, path.Key(key), $"{key.Replace('_', ' ')} {count}");
        return holder.With(key, cleared);
    }
}
