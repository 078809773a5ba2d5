using Deckle.Json;

namespace Deckle;

/// <summary>Reads notebooks of nbformat 1 to 4.</summary>
public static class NotebookReader
{
    /// <summary>
    /// Reads a notebook. Only the outline is checked: an object of a known major version whose cells (nbformat 4) are a list of objects.
    /// What else may be wrong is <see cref="NotebookValidator"/>'s to say.
    /// </summary>
    /// <param name="utf8">The file. The notebook shares these bytes: they must not change.</param>
    /// <exception cref="DeckleException"><c>notebook-empty</c>, <c>notebook-not-json</c> (with line and column), <c>notebook-not-a-notebook</c>, <c>notebook-too-new</c>, <c>notebook-invalid</c>.</exception>
    public static Notebook Read(ReadOnlyMemory<byte> utf8)
    {
        Notebook notebook = Checked(ReadObject(utf8));
        if (notebook.Format.Major == 4)
        {
            _ = notebook.Cells;
        }

        return notebook;
    }

    /// <summary>Reads a notebook whose cells may be anything, for work on the bytes themselves that leaves alone what it does not know.</summary>
    /// <param name="utf8">The file. The notebook holds slices of it, and is not to be kept.</param>
    internal static Notebook ReadShared(ReadOnlyMemory<byte> utf8) => Checked(ReadWith(JsonReader.ReadShared, utf8));

    private static Notebook Checked(JsonObject json)
    {
        var notebook = new Notebook(json);
        if (!notebook.Json.Has("nbformat") && notebook.Json["cells"] is not JsonArray)
        {
            throw NotebookErrors.NotANotebook("it has neither 'nbformat' nor a list 'cells'");
        }

        if (notebook.Format.Major is < 1 or > 4)
        {
            throw NotebookErrors.UnknownMajor(notebook.Format.Major);
        }

        return notebook;
    }

    /// <summary>Reads the JSON object of a file that should be a notebook, whatever is in it.</summary>
    /// <exception cref="DeckleException"><c>notebook-empty</c>, <c>notebook-not-json</c>, <c>notebook-not-a-notebook</c>.</exception>
    public static JsonObject ReadObject(ReadOnlyMemory<byte> utf8) => ReadWith(JsonReader.Read, utf8);

    private static JsonObject ReadWith(Func<ReadOnlyMemory<byte>, JsonValue> read, ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw NotebookErrors.Empty();
        }

        try
        {
            return read(utf8) as JsonObject ?? throw NotebookErrors.NotANotebook("the outermost value is not an object");
        }
        catch (JsonSyntaxException e)
        {
            throw NotebookErrors.NotJson(e);
        }
    }
}
