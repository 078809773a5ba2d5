using Deckle.Json;

namespace Deckle.Editing;

/// <summary>Tags as nbformat's schema wants them: each once, not empty, without commas.</summary>
internal static class CellTags
{
    /// <exception cref="DeckleException"><c>cell-tag-invalid</c>.</exception>
    public static JsonArray Of(IReadOnlyList<string> tags) =>
        tags.FirstOrDefault(tag => tag.Length == 0 || tag.Contains(',', StringComparison.Ordinal)) is { } wrong
            ? throw EditErrors.BadTag(wrong)
            : JsonArray.From(tags.Distinct());
}
