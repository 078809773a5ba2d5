using Deckle.Json;

namespace Deckle;

/// <summary>A view of one cell.</summary>
/// <param name="Json">The cell itself; keys this view does not know are kept.</param>
public sealed record Cell(JsonObject Json)
{
    public CellKind Kind => Json.GetText("cell_type") switch
    {
        "code" => CellKind.Code,
        "markdown" => CellKind.Markdown,
        "raw" => CellKind.Raw,
        _ => CellKind.Unknown,
    };

    /// <summary>The id of nbformat 4.5; null in older notebooks.</summary>
    public string? Id => Json.GetText("id");

    /// <summary>The joined source; empty where it is missing or broken.</summary>
    public string Source => Multiline.Join(Json["source"])?.Text ?? "";

    public JsonObject Metadata => Json.Get<JsonObject>("metadata") ?? JsonObject.Empty;

    public IReadOnlyList<string> Tags =>
        [.. (Metadata.Get<JsonArray>("tags") ?? JsonArray.Empty).OfType<JsonString>().Select(tag => tag.Text)];

    public IReadOnlyList<Output> Outputs =>
        [.. (Json.Get<JsonArray>("outputs") ?? JsonArray.Empty).OfType<JsonObject>().Select(output => new Output(output))];

    /// <summary>The prompt number of the last execution; null for none.</summary>
    public long? ExecutionCount => Json.Get<JsonNumber>("execution_count") is { } count && count.TryGetInt64(out long value) ? value : null;

    public bool HasTag(string tag) => Tags.Contains(tag, StringComparer.Ordinal);

    public Cell With(string key, JsonValue value) => new(Json.With(key, value));

    public Cell WithMetadata(JsonObject metadata) => With("metadata", metadata);

    /// <summary>A new code cell without outputs.</summary>
    /// <param name="id">An id of nbformat 4.5, unique in its notebook.</param>
    public static Cell Code(string id, string source) => new(JsonObject.Of(
        ("cell_type", "code"),
        ("execution_count", JsonNull.Value),
        ("id", id),
        ("metadata", JsonObject.Empty),
        ("outputs", JsonArray.Empty),
        ("source", source)));

    /// <summary>A new Markdown cell.</summary>
    /// <param name="id">An id of nbformat 4.5, unique in its notebook.</param>
    public static Cell Markdown(string id, string source) => new(JsonObject.Of(
        ("cell_type", "markdown"),
        ("id", id),
        ("metadata", JsonObject.Empty),
        ("source", source)));
}
