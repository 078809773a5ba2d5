using Deckle.Editing;
using Deckle.Json;
using Deckle.Merging;
using Deckle.Stores;
using Deckle.Text;

namespace Deckle.Tool.Merging;

/// <summary>The conflicts that stand in one file.</summary>
/// <param name="Path">As it was given or found.</param>
/// <param name="Lines">For people, one for each conflict.</param>
/// <param name="Conflicts">For programs.</param>
/// <param name="Error">Why the file could not be read; null where it could, or where it is broken by conflicts.</param>
internal sealed record LeftoverCheck(string Path, IReadOnlyList<string> Lines, IReadOnlyList<JsonObject> Conflicts, DeckleException? Error)
{
    public static LeftoverCheck Of(string path)
    {
        string shown = StoreAddress.Redact(path);
        try
        {
            ReadOnlyMemory<byte> file = NotebookInput.Read(path);
            return InText(shown, file) ?? InNotebook(shown, file);
        }
        catch (DeckleException e)
        {
            return new LeftoverCheck(shown, [], [], e);
        }
    }

    private static LeftoverCheck InNotebook(string shown, ReadOnlyMemory<byte> file)
    {
        Notebook read = NotebookReader.Read(file);
        bool isCurrent = read.Format.Major >= 4;
        Notebook notebook = isCurrent ? read : JoinedNotebook.Of(read).Notebook;
        var found = ConflictFinder.Find(notebook).Select(place => (Place: place, Line: isCurrent ? FileLine(file.Span, notebook, place) : null)).ToList();
        return new LeftoverCheck(
            shown,
            [.. found.Select(item => $"{shown}{(item.Line is { } line ? $":{line}" : "")}: {ConflictText.Place(item.Place)}{ConflictText.Sides(item.Place)}")],
            [.. found.Select(item => ConflictJson.Of(item.Place, item.Line))],
            null);
    }

    /// <summary>The conflicts of a text merge, which made the file no JSON any more; null for a file that is JSON or has none.</summary>
    private static LeftoverCheck? InText(string shown, ReadOnlyMemory<byte> file)
    {
        IReadOnlyList<TextConflict> conflicts = TextConflictSplitter.Find(file.Span);
        if (conflicts.Count == 0)
        {
            return null;
        }

        try
        {
            _ = NotebookReader.ReadObject(file);
            return null;
        }
        catch (DeckleException)
        {
            return new LeftoverCheck(
                shown,
                [.. conflicts.Select(conflict => $"{shown}:{conflict.Start}: text: the file is not JSON any more; make it a notebook with: deckle fix {shown}")],
                [.. conflicts.Select(conflict => JsonObject.Of(
                    ("part", "text"), ("file_line", conflict.Start), ("last_line", conflict.End), ("local_label", conflict.LocalLabel), ("remote_label", conflict.RemoteLabel)))],
                null);
        }
    }

    private static int? FileLine(ReadOnlySpan<byte> file, Notebook notebook, ConflictPlace place)
    {
        if (place.Cell is not { } index)
        {
            return null;
        }

        JsonObject cell = notebook.Cells[index].Json;
        JsonSpan span = place switch
        {
            { Output: { } output } => ((JsonArray)cell["outputs"]!)[output].Span,
            { Line: { } line } => LineSpan(cell["source"]!, line),
            _ => (cell["source"] ?? cell).Span,
        };
        return span.IsNone ? null : TextPosition.Of(file, span.Start).Line;
    }

    private static JsonSpan LineSpan(JsonValue source, int line)
    {
        if (source is not JsonArray items)
        {
            return source.Span;
        }

        int before = 1;
        foreach (JsonValue item in items)
        {
            int ends = item is JsonString text ? text.Utf8.Span.Count((byte)'\n') : 0;
            if (line < before + ends || (ends == 0 && line == before))
            {
                return item.Span;
            }

            before += ends;
        }

        return source.Span;
    }
}
