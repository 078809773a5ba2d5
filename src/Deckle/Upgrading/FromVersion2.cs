using Deckle.Json;

namespace Deckle.Upgrading;

/// <summary>nbformat 2 to 3: every cell gets metadata.</summary>
internal static class FromVersion2
{
    public static JsonObject Upgrade(JsonObject notebook)
    {
        WorksheetShape.Check(notebook, 2);
        JsonObject joined = LegacyText.Join(notebook, major: 2);
        return LegacyText.OnCells(joined, cell => cell.Has("metadata") ? cell : cell.With("metadata", JsonObject.Empty))
            .With("nbformat", 3)
            .With("nbformat_minor", 0);
    }
}
