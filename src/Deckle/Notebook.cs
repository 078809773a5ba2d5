using Deckle.Json;

namespace Deckle;

/// <summary>
/// A notebook: a view of its JSON, nothing more. Keys nobody knows are kept, and a change gives a new notebook that shares what did not change.
/// </summary>
/// <param name="Json">The notebook itself.</param>
public sealed record Notebook(JsonObject Json)
{
    /// <summary>nbformat's version; 1.0 where the keys are missing, as nbformat assumes.</summary>
    public NotebookFormat Format => new(Integer("nbformat", 1), Integer("nbformat_minor", 0));

    public JsonObject Metadata => Json.Get<JsonObject>("metadata") ?? JsonObject.Empty;

    /// <summary>The cells of an nbformat 4 notebook.</summary>
    /// <exception cref="DeckleException">The notebook is older (<c>notebook-too-old</c>), or its cells are not a list of objects (<c>notebook-invalid</c>).</exception>
    public IReadOnlyList<Cell> Cells => cells ??= ReadCells();

    private IReadOnlyList<Cell>? cells;

    /// <summary><c>metadata.kernelspec.name</c>.</summary>
    public string? KernelName => Metadata.Get<JsonObject>("kernelspec")?.GetText("name");

    /// <summary><c>metadata.kernelspec.display_name</c>.</summary>
    public string? KernelDisplayName => Metadata.Get<JsonObject>("kernelspec")?.GetText("display_name");

    /// <summary>The language: <c>metadata.language_info.name</c>, else <c>metadata.kernelspec.language</c>.</summary>
    public string? Language =>
        Metadata.Get<JsonObject>("language_info")?.GetText("name") ?? Metadata.Get<JsonObject>("kernelspec")?.GetText("language");

    public Notebook WithMetadata(JsonObject metadata) => new(Json.With("metadata", metadata));

    public Notebook WithCells(IEnumerable<Cell> changed) => new(Json.With("cells", JsonArray.From(changed.Select(cell => cell.Json))));

    /// <summary>The same notebook with one cell replaced.</summary>
    public Notebook WithCell(int index, Cell cell) =>
        Json.Get<JsonArray>("cells") is { } all ? new(Json.With("cells", all.With(index, cell.Json))) : this;

    public bool Equals(Notebook? other) => other is not null && Json.Equals(other.Json);

    public override int GetHashCode() => Json.GetHashCode();

    private Cell[] ReadCells()
    {
        if (Format.Major < 4)
        {
            throw NotebookErrors.TooOld(Format);
        }

        if (Json["cells"] is not JsonArray all)
        {
            throw NotebookErrors.Shape("'cells' is not a list");
        }

        return [.. all.Select((cell, index) => cell is JsonObject members ? new Cell(members) : throw NotebookErrors.Shape($"cell {index} is not an object"))];
    }

    private int Integer(string key, int missing) =>
        Json[key] is JsonNumber number && number.TryGetInt64(out long value) && value is > int.MinValue and < int.MaxValue ? (int)value : missing;
}
