using Deckle.Json;

namespace Deckle.Editing;

/// <summary>A cell that is to be added.</summary>
public sealed record NewCell(CellKind Kind, string Source)
{
    /// <summary>An id of nbformat 4.5; null for one that is made.</summary>
    public string? Id { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public JsonObject Metadata { get; init; } = JsonObject.Empty;

    /// <summary>The cell as nbformat writes it, its keys in order.</summary>
    internal JsonObject ToJson(string? id)
    {
        JsonObject metadata = (JsonObject)MadeValue.Of(Metadata);
        metadata = Tags.Count == 0 ? metadata : metadata.With("tags", CellTags.Of(Tags));
        bool isCode = Kind == CellKind.Code;
        return JsonObject.From(
        [
            new("cell_type", Kind switch { CellKind.Markdown => "markdown", CellKind.Raw => "raw", _ => "code" }),
            .. isCode ? [new("execution_count", JsonNull.Value)] : Array.Empty<JsonMember>(),
            .. id is null ? [] : new JsonMember[] { new("id", id) },
            new("metadata", metadata),
            .. isCode ? [new("outputs", JsonArray.Empty)] : Array.Empty<JsonMember>(),
            new("source", Source),
        ]);
    }
}
