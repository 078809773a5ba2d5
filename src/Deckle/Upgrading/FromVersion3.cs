using Deckle.Json;

namespace Deckle.Upgrading;

/// <summary>nbformat 3 to 4.5: one list of cells, headings as Markdown, representations by media type.</summary>
internal static class FromVersion3
{
    // A heading's level is a count of "#"; a broken one must not fill the memory.
    private const int MaxLevel = 100;

    public static JsonObject Upgrade(JsonObject notebook, CellIds ids)
    {
        WorksheetShape.Check(notebook, 3);
        if (notebook["metadata"] is not JsonObject metadata)
        {
            throw NotebookErrors.Shape("nbformat 3 without an object 'metadata'");
        }

        // Worksheets are flattened; the format never got a second one.
        IEnumerable<JsonObject> cells = LegacyText.Join(notebook, major: 3).Get<JsonArray>("worksheets")!
            .SelectMany(worksheet => ((JsonObject)worksheet).Get<JsonArray>("cells")!)
            .Select((cell, index) => WithId(UpgradeCell((JsonObject)cell), index, ids));

        return notebook.Without("worksheets").Without("orig_nbformat").Without("orig_nbformat_minor")
            .With("cells", JsonArray.From(cells))
            .With("metadata", metadata.Without("name").Without("signature"))
            .With("nbformat", NotebookFormat.Latest.Major)
            .With("nbformat_minor", NotebookFormat.Latest.Minor);
    }

    private static JsonObject WithId(JsonObject cell, int index, CellIds ids) => cell.With("id", ids.For(cell, index));

    private static JsonObject UpgradeCell(JsonObject cell)
    {
        JsonObject upgraded = cell.Has("metadata") ? cell : cell.With("metadata", JsonObject.Empty);
        switch (upgraded.GetText("cell_type"))
        {
            case "code":
                return UpgradeCode(upgraded);
            case "heading":
                int level = cell["level"] is JsonNumber number && number.TryGetInt64(out long hashes) ? (int)Math.Clamp(hashes, 0, MaxLevel) : 1;
                IEnumerable<string> lines = PythonLines.Split(cell.GetText("source") ?? "").Select(PythonLines.WithoutEnd);
                return upgraded.Without("level").With("cell_type", "markdown").With("source", $"{new string('#', level)} {string.Join(' ', lines)}");
            case "html":
                return upgraded.With("cell_type", "markdown");
            default:
                return upgraded;
        }
    }

    private static JsonObject UpgradeCode(JsonObject cell)
    {
        JsonObject upgraded = cell.Without("language").Without("collapsed").Without("input").Without("prompt_number")
            .With("source", cell["input"] ?? JsonString.Empty)
            .With("execution_count", cell["prompt_number"] ?? JsonNull.Value);
        if (cell["collapsed"] is { } collapsed && cell["metadata"] is JsonObject metadata)
        {
            upgraded = upgraded.With("metadata", metadata.With("collapsed", collapsed));
        }

        return upgraded.With("outputs", cell["outputs"] switch
        {
            null => JsonArray.Empty,
            JsonArray outputs => JsonArray.From(outputs.Select(output => output is JsonObject members ? UpgradeOutput(members) : output)),
            { } broken => broken,
        });
    }

    private static JsonObject UpgradeOutput(JsonObject output)
    {
        switch (output.GetText("output_type"))
        {
            case "pyout":
                JsonObject count = output.Without("prompt_number").With("execution_count", output["prompt_number"] ?? JsonNull.Value);
                return UpgradeRich(count.With("output_type", "execute_result"));
            case "display_data":
                return UpgradeRich(output);
            case "pyerr":
                return output.With("output_type", "error");
            case "stream":
                return output.Without("stream").With("name", output["stream"] ?? "stdout");
            default:
                return output;
        }
    }

    private static JsonObject UpgradeRich(JsonObject output)
    {
        JsonObject data = MediaTypeAliases.Expand(JsonObject.From(output.Where(member => !IsKept(member.Key))));
        if (data["application/json"] is JsonString text)
        {
            data = data.With("application/json", Parsed(text));
        }

        JsonValue metadata = output["metadata"] is { } described
            ? described is JsonObject members ? MediaTypeAliases.Expand(members) : described
            : JsonObject.Empty;
        return JsonObject.From(output.Where(member => IsKept(member.Key))).With("data", data).With("metadata", metadata);
    }

    private static bool IsKept(string key) => key is "output_type" or "execution_count" or "metadata";

    // nbformat fails on text that is not JSON; as a string nothing of it is lost.
    private static JsonValue Parsed(JsonString text)
    {
        try
        {
            return JsonReader.Read(text.Utf8);
        }
        catch (JsonSyntaxException)
        {
            return text;
        }
    }
}
