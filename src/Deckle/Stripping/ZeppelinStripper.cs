using Deckle.Editing;
using Deckle.Json;

namespace Deckle.Stripping;

/// <summary>Strips notes of Apache Zeppelin (<c>.zpln</c>): the results of every paragraph go, as nbstripout does it.</summary>
public static class ZeppelinStripper
{
    /// <returns>The note without results; the very same object where nothing was to strip.</returns>
    /// <exception cref="DeckleException"><c>note-not-zeppelin</c>.</exception>
    public static JsonObject Strip(JsonObject note)
    {
        ArgumentNullException.ThrowIfNull(note);
        JsonArray paragraphs = note["paragraphs"] as JsonArray ?? throw StripErrors.NotZeppelin();
        JsonArray stripped = paragraphs;
        for (int i = 0; i < paragraphs.Count; i++)
        {
            if (paragraphs[i] is JsonObject paragraph && paragraph["results"] is not (null or JsonObject { Count: 0 }))
            {
                stripped = stripped.With(i, paragraph.With("results", JsonObject.Empty));
            }
        }

        return note.With("paragraphs", stripped);
    }

    /// <summary>Strips a file: every byte that did not have to go stays.</summary>
    /// <returns>The stripped file; the very same bytes where nothing was to strip.</returns>
    /// <exception cref="DeckleException">The file is no JSON object (<see cref="NotebookReader.ReadObject"/>), or <c>note-not-zeppelin</c>.</exception>
    public static ReadOnlyMemory<byte> Edit(ReadOnlyMemory<byte> file)
    {
        JsonObject note = NotebookReader.ReadObject(file);
        JsonObject stripped = Strip(note);
        return ReferenceEquals(note, stripped) ? file : JsonEditor.Edit(file, note, stripped);
    }

    /// <summary>A note as nbstripout writes it: two spaces a level, ASCII, keys in their own order, a final newline.</summary>
    public static byte[] Write(JsonObject note) => [.. JsonWriter.ToUtf8(note, new JsonWriterOptions { Indent = 2, AsciiOnly = true }), (byte)'\n'];
}
