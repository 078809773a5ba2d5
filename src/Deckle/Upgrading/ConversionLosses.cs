using Deckle.Json;
using Deckle.Validation;

namespace Deckle.Upgrading;

/// <summary>What an older format has no place for.</summary>
internal static class ConversionLosses
{
    /// <summary>Of an nbformat 4 notebook in nbformat 3: <c>cell 2: attachments</c>. Ids are not counted: the next upgrade makes new ones.</summary>
    public static IEnumerable<string> InVersion3(JsonObject notebook)
    {
        JsonArray cells = notebook.Get<JsonArray>("cells") ?? JsonArray.Empty;
        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i] is not JsonObject cell)
            {
                continue;
            }

            if (cell["attachments"] is JsonObject { Count: > 0 })
            {
                yield return $"cell {i}: attachments";
            }

            foreach (string mediaType in new Cell(cell).Outputs.SelectMany(output => output.Data.MediaTypes).Where(type => !MediaTypeAliases.Has(type)).Distinct())
            {
                yield return $"cell {i}: output as {mediaType}";
            }
        }
    }

    /// <summary>Of an nbformat 3 notebook in nbformat 2, which has no headings, raw cells and metadata of cells.</summary>
    public static IEnumerable<string> InVersion2(JsonObject notebook) =>
        (notebook.Get<JsonArray>("worksheets") ?? JsonArray.Empty)
            .OfType<JsonObject>()
            .SelectMany(worksheet => worksheet.Get<JsonArray>("cells") ?? JsonArray.Empty)
            .OfType<JsonObject>()
            .Select((cell, index) => (Type: cell.GetText("cell_type"), index))
            .Where(cell => cell.Type is "heading" or "raw")
            .Select(cell => $"cell {cell.index}: its type, {cell.Type}");

    /// <summary>What the schema of an older minor has to say against a notebook that its own schema does not say.</summary>
    public static IEnumerable<string> InMinor(JsonObject notebook, JsonObject downgraded)
    {
        HashSet<(JsonPath, string, string?)> known = [.. NotebookValidator.Validate(notebook).Select(Place)];
        return NotebookValidator.Validate(downgraded).Where(finding => !known.Contains(Place(finding))).Select(finding => finding.Message);
    }

    private static (JsonPath, string, string?) Place(ValidationFinding finding) => (finding.Path, finding.Keyword, finding.Key);
}
