using Deckle.Json;

namespace Deckle.Tool.Tests.Running;

/// <summary>Small notebooks for one test each.</summary>
internal static class TestNotebook
{
    public static Cell Code(string source, params string[] tags) => Tagged(Cell.Code("", source), tags);

    public static Cell Markdown(string source, params string[] tags) => Tagged(Cell.Markdown("", source), tags);

    /// <summary>Code cells without tags.</summary>
    public static string Of(params string[] sources) => On("python3", [.. sources.Select(source => Code(source))]);

    public static string Of(params Cell[] cells) => On("python3", cells);

    /// <param name="kernel">Named by the notebook; without a language, so that none other can stand in.</param>
    public static string On(string kernel, params Cell[] cells)
    {
        JsonObject spec = JsonObject.Of(("display_name", kernel), ("name", kernel));
        return JsonObject.Of(
            ("cells", JsonArray.From(cells.Select((cell, index) => (JsonValue)cell.With("id", $"cell-{index}").Json))),
            ("metadata", JsonObject.Of(("kernelspec", spec))),
            ("nbformat", 4),
            ("nbformat_minor", 5)).ToString();
    }

    private static Cell Tagged(Cell cell, string[] tags) =>
        tags.Length == 0 ? cell : cell.WithMetadata(JsonObject.Of(("tags", JsonArray.From(tags.Select(tag => (JsonValue)tag)))));
}
