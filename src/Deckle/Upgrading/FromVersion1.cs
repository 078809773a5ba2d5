using Deckle.Json;

namespace Deckle.Upgrading;

/// <summary>nbformat 1 to 2: the code and text of the cells in one worksheet; nbformat keeps nothing else.</summary>
internal static class FromVersion1
{
    public static JsonObject Upgrade(JsonObject notebook)
    {
        if (notebook["cells"] is not JsonArray cells)
        {
            throw NotebookErrors.Shape("nbformat 1 without a list 'cells'");
        }

        JsonArray upgraded = JsonArray.From(cells.Select(UpgradeCell));
        return JsonObject.Of(
            ("metadata", JsonObject.Empty),
            ("nbformat", 2),
            ("worksheets", JsonArray.Create([JsonObject.Of(("cells", upgraded))])));
    }

    private static JsonObject UpgradeCell(JsonValue value, int index)
    {
        var cell = value as JsonObject;
        switch (cell?.GetText("cell_type"))
        {
            case "code":
                JsonObject code = JsonObject.Of(("cell_type", "code"), ("collapsed", false), ("language", "python"), ("outputs", JsonArray.Empty));
                code = cell["code"] is { } input and not JsonNull ? code.With("input", input) : code;
                return cell["prompt_number"] is JsonNumber number ? code.With("prompt_number", number) : code;
            case "text":
                JsonObject text = JsonObject.Of(("cell_type", "markdown"));
                return cell["text"] is { } source and not JsonNull ? text.With("source", source) : text;
            default:
                throw NotebookErrors.Shape($"cell {index} is neither code nor text, and nbformat 1 has nothing else");
        }
    }
}
