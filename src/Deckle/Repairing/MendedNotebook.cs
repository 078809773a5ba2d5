using Deckle.Editing;
using Deckle.Json;
using Deckle.Text;

namespace Deckle.Repairing;

/// <summary>The notebook that broken JSON was.</summary>
internal static class MendedNotebook
{
    /// <summary>Mends a file or a version of it.</summary>
    /// <param name="repairs">Gets what was done.</param>
    /// <param name="side">What the version is called; null for a whole file.</param>
    /// <exception cref="DeckleException"><c>fix-not-possible</c>.</exception>
    public static ReadOnlyMemory<byte> Of(SplitSide version, List<TextRepair> repairs, string? side)
    {
        MendedJson mended = BrokenJsonReader.Read(version.Text);
        TextRepair InFile(TextRepair repair) => repair with { Line = version.LineInFile(repair.Line) };
        if (mended.Unplaced.Count > 0)
        {
            throw RepairErrors.NotPossible([.. mended.Unplaced.Select(InFile)], side);
        }

        if (mended.Documents.Count == 0)
        {
            throw RepairErrors.NotPossible([new TextRepair(0, "nothing in it is an object of JSON")], side);
        }

        repairs.AddRange(mended.Repairs.Select(InFile));
        ReadOnlyMemory<byte> file = mended.Documents[0];
        JsonObject read = Read(file, side);
        JsonObject whole = read;
        foreach (ReadOnlyMemory<byte> other in mended.Documents.Skip(1))
        {
            whole = Joined(whole, Read(other, side), repairs, side);
        }

        whole = WithFormat(whole, mended.IsCut, repairs);
        whole = mended.IsCut ? CutNotebook.Complete(whole, repairs) : whole;
        whole = WithStray(whole, mended, repairs, side);
        return ReferenceEquals(whole, read) ? file : NotebookEditor.Edit(file, new Notebook(read), new Notebook(whole));
    }

    private static JsonObject Read(ReadOnlyMemory<byte> text, string? side)
    {
        try
        {
            return (JsonObject)JsonReader.Read(text);
        }
        catch (JsonSyntaxException e)
        {
            throw RepairErrors.NotPossible([new TextRepair(e.Line, e.Reason)], side);
        }
    }

    private static JsonObject Joined(JsonObject notebook, JsonObject other, List<TextRepair> repairs, string? side)
    {
        if (notebook == other)
        {
            repairs.Add(new TextRepair(0, "left out a notebook that is in the file twice"));
            return notebook;
        }

        if (notebook["cells"] is not JsonArray cells || other["cells"] is not JsonArray more)
        {
            throw RepairErrors.NotPossible([new TextRepair(0, "there are several objects in the file, and not all are notebooks with cells")], side);
        }

        repairs.Add(new TextRepair(0, $"put the {more.Count} cells of the other notebook behind the {cells.Count} of the first; the other's metadata is left out"));
        return notebook.With("cells", JsonArray.From([.. cells, .. more]));
    }

    // nbformat and metadata stand behind the cells, where a file that is cut short has lost them.
    private static JsonObject WithFormat(JsonObject notebook, bool isCut, List<TextRepair> repairs)
    {
        if (notebook["nbformat"] is JsonNull)
        {
            notebook = notebook.With("nbformat", 4);
        }

        if (notebook["nbformat_minor"] is JsonNull)
        {
            // The repair of the notebook knows which it was.
            notebook = notebook.Without("nbformat_minor");
        }

        if (!isCut || notebook.Has("nbformat") || notebook["cells"] is not JsonArray cells)
        {
            return notebook;
        }

        bool hasIds = cells.OfType<JsonObject>().Any(cell => cell.Has("id"));
        if (!notebook.Has("metadata"))
        {
            repairs.Add(new TextRepair(0, "put empty metadata, which the file has lost: the kernel is not known"));
            notebook = notebook.With("metadata", JsonObject.Empty);
        }

        repairs.Add(new TextRepair(0, $"put nbformat 4.{(hasIds ? 5 : 4)}, which the file has lost"));
        return notebook.With("nbformat", 4).With("nbformat_minor", hasIds ? 5 : 4);
    }

    /// <summary>Text around the notebook becomes raw cells, so that it is not lost.</summary>
    private static JsonObject WithStray(JsonObject notebook, MendedJson mended, List<TextRepair> repairs, string? side)
    {
        if (mended.Before is null && mended.After is null)
        {
            return notebook;
        }

        if (notebook["cells"] is not JsonArray cells)
        {
            throw RepairErrors.NotPossible([new TextRepair(0, "there is text around the JSON, and no cells to put it beside")], side);
        }

        if (mended.Before is not null)
        {
            repairs.Add(new TextRepair(1, "put the text before the notebook into a raw cell at its top"));
            cells = cells.Insert(0, Raw(mended.Before));
        }

        if (mended.After is not null)
        {
            repairs.Add(new TextRepair(0, "put the text behind the notebook into a raw cell at its end"));
            cells = cells.Add(Raw(mended.After));
        }

        return notebook.With("cells", cells);
    }

    // Its id comes with the repairs of the notebook.
    private static JsonObject Raw(string text) =>
        JsonObject.Of(("cell_type", "raw"), ("metadata", JsonObject.Empty), ("source", text.Trim('\r', '\n')));
}
