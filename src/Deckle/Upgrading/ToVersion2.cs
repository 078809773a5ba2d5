using Deckle.Json;

namespace Deckle.Upgrading;

/// <summary>nbformat 3 to 2, as nbformat does: headings and raw cells become Markdown.</summary>
internal static class ToVersion2
{
    public static JsonObject Downgrade(JsonObject notebook)
    {
        WorksheetShape.Check(notebook, 3);
        return LegacyText.OnCells(LegacyText.Join(notebook, major: 3), DowngradeCell).With("nbformat", 2);
    }

    private static JsonObject DowngradeCell(JsonObject cell)
    {
        switch (cell.GetText("cell_type"))
        {
            case "heading":
                int level = cell["level"] is JsonNumber number && number.TryGetInt64(out long hashes) ? (int)Math.Clamp(hashes, 0, 100) : 1;
                string source = $"{new string('#', level)} {cell.GetText("source")}";
                return cell.Without("level").With("cell_type", "markdown").With("source", source);
            case "raw":
                return cell.With("cell_type", "markdown");
            default:
                return cell;
        }
    }
}
