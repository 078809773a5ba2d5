using Deckle.Editing;
using Deckle.Json;
using Deckle.Summaries;

namespace Deckle.Tool.Mcp.Documents;

/// <summary>Cells and outputs as clients are told them, and the schemas of that.</summary>
internal static class DocumentView
{
    private const int LeastOfOutputs = 200;

    public const string CellSchema =
        """
        {"type": "object", "required": ["cell_id", "index", "cell_type", "source", "source_truncated"], "properties": {
          "cell_id": {"type": "string"}, "index": {"type": "integer"}, "cell_type": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}},
          "source": {"type": "string"}, "source_truncated": {"type": "boolean"}, "execution_count": {"type": ["integer", "null"]},
          "status": {"type": "string"}, "metadata": {"type": "object"}, "attachments": {"type": "array", "items": {"type": "string"}},
          "outputs": {"type": "array", "items": OUTPUT}, "outputs_left_out": {"type": "integer"}}}
        """;

    /// <summary>A schema in which CELL and OUTPUT stand for these.</summary>
    public static JsonObject SchemaOf(string json) => (JsonObject)JsonReader.Read(
        json.Replace("CELL", CellSchema, StringComparison.Ordinal).Replace("OUTPUT", OutputView.Shape, StringComparison.Ordinal));

    public static string KindOf(Cell cell) => BoundedText.Short(cell.Json.GetText("cell_type") ?? "");

    /// <param name="cell">Without its secrets.</param>
    /// <param name="mostBytes">Of source and outputs together, the source first.</param>
    public static JsonObject Cell(NotebookFile file, Cell cell, int index, int mostBytes)
    {
        string name = CellName.Of(cell, index);
        ReadOnlyMemory<byte> source = new JsonString(cell.Source).Utf8;
        TextPage page = TextPage.Of(source, 0, cell.Outputs.Count == 0 ? mostBytes : Math.Max(LeastOfOutputs, mostBytes * 2 / 3));
        JsonObject json = JsonObject.Of(
            ("cell_id", name),
            ("index", index),
            ("cell_type", KindOf(cell)),
            ("source", page.Text),
            ("source_truncated", page.Next is not null));
        json = cell.Tags.Count > 0 ? json.With("tags", BoundedText.Short(cell.Tags)) : json;
        if (cell.Kind != CellKind.Code)
        {
            return json;
        }

        return json
            .With("execution_count", Schema.Optional(cell.ExecutionCount))
            .With("status", BoundedText.Short(CellOutline.StatusOf(cell)))
            .WithOutputs(file.Shown, cell, index, mostBytes - page.Text.Length);
    }

    /// <summary>A link to a resource, as a content block.</summary>
    public static JsonObject Link(string uri, string name, string mime) =>
        JsonObject.Of(("type", "resource_link"), ("uri", uri), ("name", name), ("mimeType", mime));
}
