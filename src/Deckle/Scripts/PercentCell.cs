using Deckle.Json;

namespace Deckle.Scripts;

/// <summary>Writes one cell: its marker and its lines.</summary>
/// <param name="jupytext">The notebook's options.</param>
internal sealed class PercentCell(ScriptLanguage language, JsonObject jupytext)
{
    private readonly Magics magics = new(language);
    private readonly MetadataFilter filter = MetadataFilter.Cell.With(jupytext.GetText("cell_metadata_filter"));
    private readonly bool isJson = jupytext["cell_metadata_json"] == JsonBoolean.True;

    public IEnumerable<string> Write(Cell cell)
    {
        JsonObject metadata = JsonObject.From(filter.Apply(WithoutEmptyTags(cell.Metadata)).Where(member => CellMarker.IsKey(member.Key)));
        string source = PercentWriter.Lf(cell.Source);
        string[] lines = source.Split('\n');
        bool isCode = cell.Kind == CellKind.Code || (cell.Kind == CellKind.Raw && !Activity.In("ipynb", metadata));
        if (!isCode)
        {
            string kind = cell.Kind == CellKind.Raw ? "raw" : "markdown";
            return [CellMarker.Write(metadata, kind, "", language, isJson), .. Text(cell, source) ?? lines.Select(language.ToComment)];
        }

        bool isActiveHere = Activity.In(language.Extension[1..], metadata, otherwise: false);
        JsonObject? other = cell.Kind == CellKind.Code && !isActiveHere ? LanguageMagic.Read(lines[0], language) : null;
        if (other is not null)
        {
            metadata = other.Aggregate(metadata, (all, member) => all.With(member.Key, member.Value));
            lines = lines[1..];
        }

        if (!Activity.In(language.Extension[1..], metadata, otherwise: other is null))
        {
            return [CellMarker.Write(metadata, null, "", language, isJson), .. lines.Select(language.ToComment)];
        }

        string indent = string.IsNullOrWhiteSpace(lines[0]) ? "" : lines[0][..^lines[0].TrimStart().Length];
        string marker = CellMarker.Write(metadata, null, indent, language, isJson);
        return lines is [""] ? [marker] : [marker, .. cell.Kind == CellKind.Code ? magics.Comment(lines) : lines];
    }

    private IReadOnlyList<string>? Text(Cell cell, string source) =>
        language.IsPython && (cell.Metadata.GetText("cell_marker") ?? jupytext.GetText("cell_markers")) is { } marker ? TripleQuotes.Write(source, marker) : null;

    private static JsonObject WithoutEmptyTags(JsonObject metadata) => metadata["tags"] is JsonArray { Count: 0 } ? metadata.Without("tags") : metadata;
}
