using System.Text;
using Deckle.Exporting;
using Deckle.Json;

namespace Deckle.Tests.Exporting;

/// <summary>Notebooks to export.</summary>
internal static class Exports
{
    /// <summary>A picture of one pixel.</summary>
    public const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public static Notebook Notebook(params Cell[] cells) => InLanguage("python", cells);

    public static Notebook InLanguage(string language, params Cell[] cells) => new Notebook(JsonObject.Of(
        ("cells", JsonArray.Empty), ("metadata", JsonObject.Of(("language_info", JsonObject.Of(("name", language))))), ("nbformat", 4), ("nbformat_minor", 5))).WithCells(cells);

    public static Cell Code(string source, params string[] outputs) =>
        Cell.Code("a", source).With("outputs", JsonArray.From(outputs.Select(JsonReader.Read)));

    /// <summary>A cell that printed something.</summary>
    public static Cell Code(string source, IReadOnlyList<string> tags) =>
        Code(source, """{"name": "stdout", "output_type": "stream", "text": "out\n"}""").WithMetadata(JsonObject.Of(("tags", JsonArray.From(tags))));

    public static string Display(string data) => $$"""{"data": {{data}}, "metadata": {}, "output_type": "display_data"}""";

    public static string Text(ExportedDocument document) => Encoding.UTF8.GetString(document.Content.Span);
}
