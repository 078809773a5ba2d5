using Deckle.Json;

namespace Deckle.Tests;

/// <summary>Small notebooks for one test each.</summary>
internal static class Notebooks
{
    public static Notebook Of(params Cell[] cells) => new Notebook(JsonObject.Of(
        ("cells", JsonArray.Empty), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5))).WithCells(cells);

    public static Cell Code(string id, string source, params string[] tags) =>
        Cell.Code(id, source).WithMetadata(tags.Length == 0 ? JsonObject.Empty : JsonObject.Of(("tags", JsonArray.From(tags))));
}
