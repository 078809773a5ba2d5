using Deckle.Editing;
using Deckle.Json;
using Deckle.Summaries;

namespace Deckle.Tool.Mcp.Documents;

/// <summary>Cells and outputs as clients are told them, and the schemas of that.</summary>
internal static class DocumentView
{
    // Hundreds of outputs are a progress bar gone wrong; the first tell what they are.
    private const int MostOutputs = 20;
    private const int LeastOfOutput = 200;

    private const string OutputSchema =
        """
        {"type": "object", "required": ["index", "type", "form", "text", "truncated"], "properties": {
          "index": {"type": "integer"}, "type": {"type": "string", "description": "stream, display_data, execute_result or error"},
          "name": {"type": "string", "description": "stdout or stderr"},
          "form": {"type": "string", "enum": ["text", "table", "plot", "image", "html", "error", "json", "widget", "data"]},
          "text": {"type": "string", "description": "Long texts with beginning and end, tables with their first rows, plots and images in words."},
          "bytes": {"type": "integer", "description": "The size of all of it."}, "truncated": {"type": "boolean", "description": "Whether the text is less than that: output_read pages through all."},
          "rows": {"type": "integer"}, "columns": {"type": "integer"}, "column_names": {"type": "array", "items": {"type": "string"}},
          "uri": {"type": "string", "description": "All of it as a resource."},
          "data": {"type": "array", "items": {"type": "object", "required": ["mime", "bytes", "uri"], "properties": {
            "mime": {"type": "string"}, "bytes": {"type": "integer"}, "uri": {"type": "string"}}}}}}
        """;

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
        json.Replace("CELL", CellSchema, StringComparison.Ordinal).Replace("OUTPUT", OutputSchema, StringComparison.Ordinal));

    public static string KindOf(Cell cell) => cell.Json.GetText("cell_type") ?? "";

    /// <param name="mostBytes">Of source and outputs together, the source first.</param>
    public static JsonObject Cell(NotebookFile file, Cell cell, int index, int mostBytes)
    {
        string name = CellName.Of(cell, index);
        ReadOnlyMemory<byte> source = new JsonString(cell.Source).Utf8;
        TextPage page = TextPage.Of(source, 0, cell.Outputs.Count == 0 ? mostBytes : Math.Max(LeastOfOutput, mostBytes * 2 / 3));
        JsonObject json = JsonObject.Of(
            ("cell_id", name),
            ("index", index),
            ("cell_type", KindOf(cell)),
            ("source", page.Text),
            ("source_truncated", page.Next is not null));
        json = cell.Tags.Count > 0 ? json.With("tags", JsonArray.From(cell.Tags)) : json;
        if (cell.Kind != CellKind.Code)
        {
            return json;
        }

        int each = Math.Max(LeastOfOutput, (mostBytes - page.Text.Length) / Math.Clamp(cell.Outputs.Count, 1, MostOutputs));
        return json
            .With("execution_count", Schema.Optional(cell.ExecutionCount))
            .With("status", CellOutline.StatusOf(cell))
            .With("outputs", JsonArray.From(cell.Outputs.Take(MostOutputs).Select((output, at) => (JsonValue)Output(file, name, output, at, each))))
            .With("outputs_left_out", Math.Max(0, cell.Outputs.Count - MostOutputs));
    }

    public static JsonObject Output(NotebookFile file, string cell, Output output, int index, int mostBytes)
    {
        OutputDigest digest = OutputDigest.Of(output, mostBytes);
        JsonObject json = JsonObject.Of(("index", index), ("type", output.Json.GetText("output_type") ?? ""));
        json = output.Kind == OutputKind.Stream ? json.With("name", output.StreamName) : json;
        json = json
            .With("form", digest.Form.ToString().ToLowerInvariant())
            .With("text", digest.Text)
            .With("bytes", digest.Bytes)
            .With("truncated", digest.IsCut);
        if (digest.Table is { } table)
        {
            json = json.With("rows", table.Rows).With("columns", table.Columns).With("column_names", JsonArray.From(table.Names));
        }

        json = digest.IsCut ? json.With("uri", new OutputAddress(file.Shown, cell, index, null).ToString()) : json;
        return digest.Representations.Count == 0 ? json : json.With("data", JsonArray.From(digest.Representations.Select(each => (JsonValue)JsonObject.Of(
            ("mime", each.MediaType), ("bytes", each.Bytes), ("uri", new OutputAddress(file.Shown, cell, index, each.MediaType).ToString())))));
    }

    /// <summary>A link to a resource, as a content block.</summary>
    public static JsonObject Link(string uri, string name, string mime) =>
        JsonObject.Of(("type", "resource_link"), ("uri", uri), ("name", name), ("mimeType", mime));
}
