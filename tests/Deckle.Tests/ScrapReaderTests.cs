using Deckle.Json;
using Deckle.Scraps;

namespace Deckle.Tests;

public class ScrapReaderTests
{
    [Fact]
    public void Scraps_of_scrapbook_are_read_in_their_order()
    {
        IReadOnlyDictionary<string, Scrap> scraps = Read("collection/result1.ipynb");

        Assert.Equal(["one", "number", "list", "dict", "output", "one_only"], scraps.Keys);
        Assert.Equal("1", scraps["one"].Data!.ToString());
        Assert.Equal("[1, 2, 3]", scraps["list"].Data!.ToString());
        Assert.Equal("json", scraps["dict"].Encoder);
    }

    [Fact]
    public void A_display_alone_has_no_data()
    {
        Scrap display = ScrapReader.Read(NotebookWith(Shown("x")))["x"];

        Assert.Null(display.Data);
        Assert.Equal("seen", display.Display!.Data.Text("text/plain"));
    }

    [Fact]
    public void Records_of_old_papermill_are_scraps_too()
    {
        IReadOnlyDictionary<string, Scrap> scraps = Read("record.ipynb");

        Assert.Equal("\"world\"", scraps["hello"].Data!.ToString());
        Assert.Equal("123", scraps["number"].Data!.ToString());
        Assert.NotNull(scraps["some_display"].Display);
    }

    [Fact]
    public void Data_and_display_of_one_name_are_both_kept()
    {
        Scrap scrap = Read("collection/result1.ipynb")["output"];

        Assert.Equal("\"Hello World!\"", scrap.Data!.ToString());
        Assert.NotNull(scrap.Display);
    }

    [Fact]
    public void A_later_scrap_replaces_the_value_at_the_place_of_the_first()
    {
        IReadOnlyDictionary<string, Scrap> scraps = ScrapReader.Read(NotebookWith(Glued("x", "json", 1), Glued("y", "json", 2), Glued("x", "json", 3)));

        Assert.Equal(["x", "y"], scraps.Keys);
        Assert.Equal("3", scraps["x"].Data!.ToString());
    }

    [Fact]
    public void Json_in_a_string_is_decoded_and_text_is_not()
    {
        IReadOnlyDictionary<string, Scrap> scraps = ScrapReader.Read(NotebookWith(Glued("j", "json", "[1, 2]"), Glued("t", "text", "[1, 2]"), Glued("n", "json", "no json")));

        Assert.IsType<JsonArray>(scraps["j"].Data);
        Assert.IsType<JsonString>(scraps["t"].Data);
        Assert.IsType<JsonString>(scraps["n"].Data);
    }

    private static IReadOnlyDictionary<string, Scrap> Read(string name) =>
        ScrapReader.Read(NotebookReader.Read(Cases.Bytes($"peers/scrapbook/scrapbook/tests/notebooks/{name}")));

    private static JsonObject Glued(string name, string encoder, JsonValue data) => JsonObject.Of(
        ("output_type", "display_data"),
        ("data", JsonObject.Of(($"application/scrapbook.scrap.{encoder}+json", JsonObject.Of(("name", name), ("data", data), ("encoder", encoder), ("version", 1))))),
        ("metadata", JsonObject.Of(("scrapbook", JsonObject.Of(("name", name), ("data", true), ("display", false))))));

    private static JsonObject Shown(string name) => JsonObject.Of(
        ("output_type", "display_data"),
        ("data", JsonObject.Of(("text/plain", "seen"))),
        ("metadata", JsonObject.Of(("scrapbook", JsonObject.Of(("name", name), ("data", false), ("display", true))))));

    private static Notebook NotebookWith(params JsonValue[] outputs) => new(JsonObject.Of(
        ("cells", JsonArray.Create([Cell.Code("a", "").With("outputs", JsonArray.Create(outputs)).Json])),
        ("metadata", JsonObject.Empty),
        ("nbformat", 4),
        ("nbformat_minor", 5)));
}
