using System.Globalization;
using Deckle.Json;
using Deckle.Upgrading;

namespace Deckle.Editing;

/// <summary>
/// A notebook on the way to another one, cell by cell. Every change gives a new draft; <see cref="Edit"/> writes the last one into the
/// file, whose other bytes stay. Cells are named by id; those without one keep the index they had at the beginning, so that a list of
/// changes needs no counting along.
/// </summary>
public sealed class NotebookDraft
{
    private readonly Notebook original;
    private readonly string[] names;

    private NotebookDraft(Notebook original, Notebook notebook, string[] names)
    {
        this.original = original;
        this.names = names;
        Notebook = notebook;
    }

    /// <summary>The notebook as it is now.</summary>
    public Notebook Notebook { get; }

    /// <summary>What the cells are called now, in order.</summary>
    public IReadOnlyList<string> Names => names;

    /// <exception cref="DeckleException"><c>notebook-too-old</c>.</exception>
    public static NotebookDraft Of(Notebook notebook) => new(notebook, notebook, [.. CellName.All(notebook)]);

    /// <summary>The draft with one more cell.</summary>
    /// <exception cref="DeckleException"><c>cell-id-invalid</c>, <c>cell-tag-invalid</c>, and those of the place.</exception>
    public NotebookDraft Insert(NewCell cell, CellPlace place)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(place);
        int at = place.Among(names);
        string? id = IdFor(cell, at);
        return With([.. Cells[..at], cell.ToJson(id), .. Cells[at..]], [.. names[..at], id ?? Unused(), .. names[at..]]);
    }

    /// <summary>The draft with another source of a cell. Outputs stay.</summary>
    /// <exception cref="DeckleException"><c>cell-not-found</c>, <c>cell-ambiguous</c>.</exception>
    public NotebookDraft ReplaceSource(string name, string source) =>
        OnCell(name, cell => new Cell(cell).Source == source ? cell : cell.With("source", new JsonString(source)));

    /// <summary>The draft with a piece of a cell's source replaced that stands in it exactly once.</summary>
    /// <exception cref="DeckleException"><c>text-not-found</c>, <c>text-not-unique</c>, and those of the cell.</exception>
    public NotebookDraft ReplaceText(string name, string before, string after) =>
        ReplaceSource(name, TextReplacement.In(new Cell(Cells[IndexOf(name)]).Source, before, after, name));

    /// <param name="place">Among the other cells.</param>
    /// <exception cref="DeckleException">Those of the cell and of the place.</exception>
    public NotebookDraft Move(string name, CellPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        int from = IndexOf(name);
        JsonObject[] others = [.. Cells[..from], .. Cells[(from + 1)..]];
        string[] otherNames = [.. names[..from], .. names[(from + 1)..]];
        int to = place.Before == name || place.After == name ? from : place.Among(otherNames);
        return to == from ? this : With([.. others[..to], Cells[from], .. others[to..]], [.. otherNames[..to], name, .. otherNames[to..]]);
    }

    /// <exception cref="DeckleException"><c>cell-not-found</c>, <c>cell-ambiguous</c>.</exception>
    public NotebookDraft Delete(string name)
    {
        int at = IndexOf(name);
        return With([.. Cells[..at], .. Cells[(at + 1)..]], [.. names[..at], .. names[(at + 1)..]]);
    }

    /// <summary>The draft with these tags of a cell in place of its own; without any the key goes.</summary>
    /// <exception cref="DeckleException"><c>cell-tag-invalid</c>, and those of the cell.</exception>
    public NotebookDraft SetTags(string name, IReadOnlyList<string> tags) => OnCell(name, cell =>
    {
        JsonObject metadata = new Cell(cell).Metadata;
        JsonArray wanted = CellTags.Of(tags);
        return wanted.Count > 0 ? cell.With("metadata", metadata.With("tags", wanted))
            : metadata.Has("tags") ? cell.With("metadata", metadata.Without("tags"))
            : cell;
    });

    /// <summary>The draft with a value in metadata.</summary>
    /// <param name="name">The cell; null for the notebook's own metadata.</param>
    /// <param name="pointer">A JSON pointer from the metadata; empty for all of it.</param>
    /// <param name="value">Null to remove what stands there.</param>
    /// <exception cref="DeckleException"><c>metadata-pointer-invalid</c>, <c>metadata-not-found</c>, and those of the cell.</exception>
    public NotebookDraft SetMetadata(string? name, string pointer, JsonValue? value)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        JsonValue? made = value is null ? null : MadeValue.Of(value);
        return name is null
            ? new NotebookDraft(original, Notebook.WithMetadata(MetadataPointer.Set(Notebook.Metadata, pointer, made)), names)
            : OnCell(name, cell => cell.With("metadata", MetadataPointer.Set(new Cell(cell).Metadata, pointer, made)));
    }

    /// <summary>The draft without outputs and execution counts.</summary>
    /// <param name="name">The cell; null for all cells.</param>
    /// <exception cref="DeckleException"><c>cell-not-found</c>, <c>cell-ambiguous</c>.</exception>
    public NotebookDraft ClearOutputs(string? name) =>
        name is null ? With([.. Cells.Select(Cleared)], names) : OnCell(name, Cleared);

    /// <summary>The draft as a file.</summary>
    /// <param name="file">The file that the first notebook was read from.</param>
    public byte[] Edit(ReadOnlyMemory<byte> file) =>
        ReferenceEquals(Notebook.Json, original.Json) ? file.ToArray() : NotebookEditor.Edit(file, original, Notebook);

    private JsonObject[] Cells => [.. Notebook.Cells.Select(cell => cell.Json)];

    private static JsonObject Cleared(JsonObject cell)
    {
        JsonObject cleared = cell.Get<JsonArray>("outputs") is { Count: > 0 } ? cell.With("outputs", JsonArray.Empty) : cell;
        return cleared["execution_count"] is null or JsonNull ? cleared : cleared.With("execution_count", JsonNull.Value);
    }

    private int IndexOf(string name) => CellName.IndexOf(names, name);

    private NotebookDraft OnCell(string name, Func<JsonObject, JsonObject> change)
    {
        int at = IndexOf(name);
        JsonObject cell = Notebook.Cells[at].Json;
        JsonObject changed = change(cell);
        return ReferenceEquals(changed, cell) ? this : new NotebookDraft(original, Notebook.WithCell(at, new Cell(changed)), names);
    }

    private NotebookDraft With(JsonObject[] cells, string[] called) =>
        cells.SequenceEqual(Cells, ReferenceEqualityComparer.Instance) ? this : new NotebookDraft(original, Notebook.WithCells(cells.Select(cell => new Cell(cell))), called);

    private string? IdFor(NewCell cell, int at)
    {
        bool hasIds = Notebook.Format >= new NotebookFormat(4, 5);
        if (cell.Id is not { } id)
        {
            // Ids of cells that are gone are not given again: who knows them means those.
            IEnumerable<string> taken = names.Concat(original.Cells.Select(known => known.Id).OfType<string>());
            return hasIds ? new CellIds(null, taken).For(cell.ToJson(null), at) : null;
        }

        return !hasIds ? throw EditErrors.NoIds(Notebook.Format)
            : !IsId(id) ? throw EditErrors.BadId(id)
            : names.Contains(id) ? throw EditErrors.IdTaken(id)
            : id;
    }

    // The pattern of nbformat 4.5's schema.
    private static bool IsId(string id) => id.Length is >= 1 and <= 64 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    // A name for this draft alone; the file will show another index.
    private string Unused() => Enumerable.Range(1, names.Length + 1).Select(number => $"new-{number.ToString(CultureInfo.InvariantCulture)}").First(name => !names.Contains(name));
}
