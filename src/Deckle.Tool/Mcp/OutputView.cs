using Deckle.Editing;
using Deckle.Json;
using Deckle.Summaries;

namespace Deckle.Tool.Mcp;

/// <summary>Outputs as clients are told them: digests, with links to all of it.</summary>
internal static class OutputView
{
    /// <summary>The schema of one.</summary>
    public const string Shape =
        """
        {"type": "object", "required": ["index", "type", "form", "text", "truncated"], "properties": {
          "index": {"type": "integer"}, "type": {"type": "string", "description": "stream, display_data, execute_result or error"},
          "name": {"type": "string", "description": "stdout or stderr"},
          "form": {"type": "string", "enum": ["text", "table", "plot", "image", "html", "error", "json", "widget", "data"]},
          "text": {"type": "string", "description": "Long texts with beginning and end, tables with their first rows, plots and images in words."},
          "bytes": {"type": "integer", "description": "The size of all of it, without its secrets."}, "truncated": {"type": "boolean", "description": "Whether the text is less than that: output_read pages through all."},
          "rows": {"type": "integer"}, "columns": {"type": "integer"}, "data_left_out": {"type": "integer"}, "column_names": {"type": "array", "items": {"type": "string"}},
          "uri": {"type": "string", "description": "All of it as a resource."},
          "data": {"type": "array", "items": {"type": "object", "required": ["mime", "bytes"], "properties": {
            "mime": {"type": "string"}, "bytes": {"type": "integer"}, "uri": {"type": "string"}}}}}}
        """;

    /// <summary>Hundreds of outputs are a progress bar gone wrong; the first tell what they are.</summary>
    public const int Most = 20;

    private const int LeastOfOne = 200;

    /// <summary>A cell with its outputs, and how many were left out.</summary>
    /// <param name="path">The notebook's path, from the server's folder.</param>
    /// <param name="mostBytes">Of all of them together.</param>
    public static JsonObject WithOutputs(this JsonObject json, string path, Cell cell, int index, int mostBytes)
    {
        string name = CellName.Of(cell, index);
        int each = Math.Max(LeastOfOne, mostBytes / Math.Clamp(cell.Outputs.Count, 1, Most));
        return json
            .With("outputs", JsonArray.From(cell.Outputs.Take(Most).Select((output, at) => (JsonValue)Of(output, at, each, mime => new OutputAddress(path, name, at, mime)))))
            .With("outputs_left_out", Math.Max(0, cell.Outputs.Count - Most));
    }

    /// <param name="address">Where all of it is, as a type or as text; null for what is in no notebook.</param>
    public static JsonObject Of(Output output, int index, int mostBytes, Func<string?, OutputAddress>? address = null)
    {
        OutputDigest digest = OutputDigest.Of(output, mostBytes);
        JsonObject json = JsonObject.Of(("index", index), ("type", BoundedText.Short(output.Json.GetText("output_type") ?? "")));
        json = output.Kind == OutputKind.Stream ? json.With("name", BoundedText.Short(output.StreamName)) : json;
        json = json
            .With("form", digest.Form.ToString().ToLowerInvariant())
            .With("text", digest.Text)
            .With("bytes", digest.Bytes)
            .With("truncated", digest.IsCut);
        if (digest.Table is { } table)
        {
            json = json.With("rows", table.Rows).With("columns", table.Columns).With("column_names", JsonArray.From(table.Names));
        }

        json = digest.IsCut && address is not null ? json.With("uri", address(null).ToString()) : json;
        json = digest.Representations.Count == 0 ? json : json.With("data", JsonArray.From(digest.Representations.Take(Most).Select(each => (JsonValue)Data(each, address))));
        return digest.Representations.Count <= Most ? json : json.With("data_left_out", digest.Representations.Count - Most);
    }

    private static JsonObject Data(Representation data, Func<string?, OutputAddress>? address)
    {
        JsonObject json = JsonObject.Of(("mime", BoundedText.Short(data.MediaType)), ("bytes", data.Bytes));
        return address is null || data.MediaType.Length > BoundedText.ShortLength ? json : json.With("uri", address(data.MediaType).ToString());
    }
}
