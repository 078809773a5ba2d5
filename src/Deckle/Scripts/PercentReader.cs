using Deckle.Json;

namespace Deckle.Scripts;

/// <summary>
/// Reads a script whose cells begin with <c># %%</c>, the format that Spyder, VS Code and jupytext's <c>percent</c> share. A script without
/// such lines is one code cell.
/// </summary>
public static class PercentReader
{
    /// <summary>The script as a notebook of nbformat 4.5 with ids that come from its content.</summary>
    /// <param name="text">The script.</param>
    /// <param name="language">By the name of the file.</param>
    /// <param name="readYaml">Reads the YAML of the header: a mapping.</param>
    /// <exception cref="DeckleException"><c>script-format-unsupported</c>, <c>script-not-text</c>, or what <paramref name="readYaml"/> throws.</exception>
    public static Notebook Read(string text, ScriptLanguage language, Func<string, JsonObject> readYaml)
    {
        string[] lines = text.TrimStart('\ufeff').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

        // The line end of the last line ends it; it does not begin another.
        lines = lines[^1].Length == 0 ? lines[..^1] : lines;
        ScriptHeader header = ScriptHeader.Read(lines, language, readYaml);
        JsonObject metadata = header.Metadata;
        JsonObject jupytext = metadata.Get<JsonObject>("jupytext") ?? JsonObject.Empty;
        string? format = jupytext.Get<JsonObject>("text_representation")?.GetText("format_name");
        if (format is not (null or "percent" or "hydrogen"))
        {
            throw ScriptErrors.OtherFormat(format);
        }

        string main = jupytext.GetText("main_language") ?? metadata.Get<JsonObject>("kernelspec")?.GetText("language") ?? language.Name;
        var reader = new PercentCells(language, main, hasCommentedMagics: format != "hydrogen");
        var cells = new List<Cell>();
        if (header.FrontMatter is { } front)
        {
            cells.Add(FrontMatter(front, header, lines, language));
        }

        cells.AddRange(reader.Read(lines[header.Length..]));
        metadata = Describe(metadata, header.HasMetadata, reader, cells, main);
        var notebook = new Notebook(JsonObject.Of(
            ("cells", JsonArray.From(cells.Select(cell => (JsonValue)cell.Json))),
            ("metadata", metadata),
            ("nbformat", NotebookFormat.Latest.Major),
            ("nbformat_minor", NotebookFormat.Latest.Minor)));
        return NotebookUpgrader.RepairIds(notebook);
    }

    private static Cell FrontMatter(string source, ScriptHeader header, string[] lines, ScriptLanguage language)
    {
        int expected = BlankLines.Between(["---"], lines[header.Length..], language);
        JsonObject metadata = header.BlankLines == expected ? JsonObject.Empty : JsonObject.Of(("lines_to_next_cell", header.BlankLines));
        return new Cell(JsonObject.Of(("cell_type", "raw"), ("metadata", metadata), ("source", source)));
    }

    // jupytext's own keys: a script without metadata, or without some, is written again without them.
    private static JsonObject Describe(JsonObject metadata, bool hasMetadata, PercentCells reader, List<Cell> cells, string main)
    {
        JsonObject jupytext = metadata.Get<JsonObject>("jupytext") ?? JsonObject.Empty;
        if (!hasMetadata)
        {
            IEnumerable<string> keys = cells.SelectMany(cell => cell.Metadata.Keys).Where(key => !MetadataFilter.Cell.Drops.Contains(key)).Distinct().Order(StringComparer.Ordinal);
            jupytext = jupytext.With("cell_metadata_filter", string.Join(',', [.. keys, "-all"])).With("notebook_metadata_filter", "-all");
        }

        jupytext = reader.HasJsonMarkers ? jupytext.With("cell_metadata_json", true) : jupytext;
        bool hasLanguage = metadata.Get<JsonObject>("kernelspec")?.Has("language") == true;
        jupytext = hasLanguage ? jupytext : jupytext.With("main_language", main);
        metadata = jupytext.Count == 0 ? metadata : metadata.With("jupytext", jupytext);

        // Where no kernel is named, whoever runs the notebook chooses one by its language.
        return metadata.Has("kernelspec") || metadata.Has("language_info") ? metadata : metadata.With("language_info", JsonObject.Of(("name", main)));
    }
}
