using Deckle.Json;

namespace Deckle.Exporting;

/// <summary>Takes out of a notebook what its tags keep out of an export.</summary>
public static class TagFilter
{
    private const string Transient = "transient";
    private const string RemoveSource = "remove_source";

    /// <summary>The notebook without the tagged cells and outputs. A cell whose input is not wanted is marked as nbconvert marks it; see <see cref="HidesSource"/>.</summary>
    public static Notebook Apply(Notebook notebook, ExportTags tags)
    {
        IEnumerable<Cell> kept = notebook.Cells.Where(cell => !HasAny(cell.Metadata, tags.RemoveCell));
        return notebook.WithCells(kept.Select(cell => Apply(cell, tags)));
    }

    /// <summary>Whether a cell's source stays out while its outputs are shown: <c>metadata.transient.remove_source</c>.</summary>
    public static bool HidesSource(Cell cell) => cell.Metadata.Get<JsonObject>(Transient)?[RemoveSource] == JsonBoolean.True;

    private static Cell Apply(Cell cell, ExportTags tags)
    {
        if (cell.Kind == CellKind.Code && HasAny(cell.Metadata, tags.RemoveAllOutputs))
        {
            cell = cell.With("outputs", JsonArray.Empty).With("execution_count", JsonNull.Value);
        }

        if (tags.RemoveSingleOutput.Count > 0 && cell.Json["outputs"] is JsonArray outputs)
        {
            cell = cell.With("outputs", JsonArray.From(outputs.Where(output => !HasAny((output as JsonObject)?.Get<JsonObject>("metadata"), tags.RemoveSingleOutput))));
        }

        return HasAny(cell.Metadata, tags.RemoveInput)
            ? cell.WithMetadata(cell.Metadata.With(Transient, JsonObject.Of((RemoveSource, true))))
            : cell;
    }

    private static bool HasAny(JsonObject? metadata, IReadOnlyList<string> tags) =>
        metadata?.Get<JsonArray>("tags") is { } all && all.OfType<JsonString>().Any(tag => tags.Contains(tag.Text, StringComparer.Ordinal));
}
