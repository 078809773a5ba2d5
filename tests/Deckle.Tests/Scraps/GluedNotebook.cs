using Deckle.Json;

namespace Deckle.Tests.Scraps;

/// <summary>Notebooks with what scrapbook leaves in outputs.</summary>
internal static class GluedNotebook
{
    public static JsonObject Glued(string name, string encoder, JsonValue data) =>
        Payload($"application/scrapbook.scrap.{encoder}+json", JsonObject.Of(("name", name), ("data", data), ("encoder", encoder), ("version", 1)));

    public static JsonObject Payload(string mediaType, JsonValue payload) => JsonObject.Of(
        ("output_type", "display_data"),
        ("data", JsonObject.Of((mediaType, payload))),
        ("metadata", JsonObject.Of(("scrapbook", JsonObject.Of(("name", "?"), ("data", true), ("display", false))))));

    public static JsonObject Shown(string name, string mediaType = "text/plain", string text = "seen") => JsonObject.Of(
        ("output_type", "display_data"),
        ("data", JsonObject.Of((mediaType, text))),
        ("metadata", JsonObject.Of(("scrapbook", JsonObject.Of(("name", name), ("data", false), ("display", true))))));

    public static Notebook Of(params JsonValue[] outputs) => Of(JsonObject.Empty, outputs);

    public static Notebook Of(JsonObject metadata, JsonValue[] outputs) => new(JsonObject.Of(
        ("cells", JsonArray.Create([Cell.Code("a", "").With("outputs", JsonArray.Create(outputs)).Json])),
        ("metadata", metadata),
        ("nbformat", 4),
        ("nbformat_minor", 5)));
}
