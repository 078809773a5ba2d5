using Deckle.Json;

namespace Deckle.Upgrading;

/// <summary>nbformat 4 to 3, as nbformat does: ids, attachments and media types without a short name are lost.</summary>
internal static class ToVersion3
{
    private static readonly JsonWriterOptions PythonDefault = new() { AsciiOnly = true };

    public static JsonObject Downgrade(JsonObject notebook)
    {
        if (notebook["cells"] is not JsonArray cells || notebook["metadata"] is not JsonObject metadata)
        {
            throw NotebookErrors.Shape("nbformat 4 without a list 'cells' and an object 'metadata'");
        }

        JsonArray downgraded = JsonArray.From(cells.Select(cell => cell is JsonObject members ? DowngradeCell(members) : cell));
        JsonObject kept = metadata.Without("orig_nbformat").Without("orig_nbformat_minor").Without("signature");

        // nbformat notes its own version, 4.5, whatever minor the notebook had.
        return notebook.Without("cells")
            .With("metadata", kept.Has("name") ? kept : kept.With("name", ""))
            .With("nbformat", 3)
            .With("nbformat_minor", 0)
            .With("orig_nbformat", NotebookFormat.Latest.Major)
            .With("orig_nbformat_minor", NotebookFormat.Latest.Minor)
            .With("worksheets", JsonArray.Create([JsonObject.Of(("cells", downgraded), ("metadata", JsonObject.Empty))]));
    }

    private static JsonObject DowngradeCell(JsonObject cell)
    {
        JsonValue source = Multiline.Join(cell["source"]) ?? cell["source"] ?? JsonString.Empty;
        JsonObject bare = cell.Without("id").Without("attachments");
        bare = bare["metadata"] is JsonObject metadata ? bare.With("metadata", metadata.Without("trusted")) : bare;
        return cell.GetText("cell_type") switch
        {
            "code" => DowngradeCode(bare, source),
            "markdown" when source is JsonString text && IsHeading(text.Text, out int level, out string title) =>
                bare.With("cell_type", "heading").With("source", title).With("level", level),
            _ => cell.Has("source") ? bare.With("source", source) : bare,
        };
    }

    private static JsonObject DowngradeCode(JsonObject cell, JsonValue source)
    {
        JsonObject downgraded = cell.Without("source").Without("execution_count")
            .With("language", "python")
            .With("input", source)
            .With("prompt_number", cell["execution_count"] ?? JsonNull.Value);
        JsonValue collapsed = JsonBoolean.False;
        if (cell["metadata"] is JsonObject metadata)
        {
            collapsed = metadata["collapsed"] ?? collapsed;
            downgraded = downgraded.With("metadata", metadata.Without("collapsed"));
        }

        downgraded = downgraded.With("collapsed", collapsed);
        return cell["outputs"] is JsonArray outputs
            ? downgraded.With("outputs", JsonArray.From(outputs.Select(output => output is JsonObject members ? DowngradeOutput(members) : output)))
            : downgraded;
    }

    private static JsonObject DowngradeOutput(JsonObject output)
    {
        switch (output.GetText("output_type"))
        {
            case "execute_result":
                JsonObject count = output.Without("execution_count").With("prompt_number", output["execution_count"] ?? JsonNull.Value);
                return DowngradeRich(count.With("output_type", "pyout"));
            case "display_data":
                return DowngradeRich(output);
            case "error":
                return output.With("output_type", "pyerr");
            case "stream":
                JsonObject named = output.Without("name").With("stream", output["name"] ?? "stdout");
                return Multiline.Join(output["text"]) is { } text ? named.With("text", text) : named;
            default:
                return output;
        }
    }

    private static JsonObject DowngradeRich(JsonObject output)
    {
        JsonObject downgraded = output.Without("data");
        JsonObject data = output.Get<JsonObject>("data") ?? JsonObject.Empty;
        foreach ((string alias, string mediaType) in MediaTypeAliases.All)
        {
            if (data[mediaType] is { } value)
            {
                downgraded = downgraded.With(alias, MimeBundle.IsJson(mediaType)
                    ? JsonWriter.ToText(value, PythonDefault)
                    : Multiline.Join(value) ?? value);
            }
        }

        return downgraded;
    }

    // Python: re.match(r"(#+)\s*(.*)"), on text of one line.
    private static bool IsHeading(string source, out int level, out string title)
    {
        level = source.AsSpan().IndexOfAnyExcept('#') is >= 0 and var end ? end : source.Length;
        title = source[level..].TrimStart();

        // Python's \s has U+001C to U+001F as well.
        while (title.Length > 0 && (title[0] is >= '\x1c' and <= '\x1f' || char.IsWhiteSpace(title[0])))
        {
            title = title[1..].TrimStart();
        }

        return level > 0 && !source.Contains('\n', StringComparison.Ordinal);
    }
}
