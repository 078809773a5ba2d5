using System.Buffers;
using Deckle.Json;

namespace Deckle;

/// <summary>
/// Writes a notebook again and again while it changes, keeping the bytes of every cell that is still the very same object:
/// a save costs what changed, and the copying of the rest.
/// </summary>
public sealed class IncrementalNotebookWriter
{
    // A cell this large is written straight through: keeping its bytes would hold it in memory twice.
    private const int KeepUpTo = 16 * 1024 * 1024;

    private Dictionary<JsonValue, byte[]> kept = new(ReferenceEqualityComparer.Instance);

    /// <summary>Writes as <see cref="NotebookWriter"/> does.</summary>
    public void Write(Notebook notebook, IBufferWriter<byte> output, bool finalNewline = true)
    {
        var current = new Dictionary<JsonValue, byte[]>(kept.Count, ReferenceEqualityComparer.Instance);
        var buffer = new ArrayBufferWriter<byte>();
        NotebookWriter.Write(notebook, output, finalNewline, (cell, writer) =>
        {
            if (!kept.TryGetValue(cell, out byte[]? bytes))
            {
                if (Size(cell) > KeepUpTo)
                {
                    NotebookWriter.WriteCell(cell, writer);
                    return;
                }

                buffer.ResetWrittenCount();
                NotebookWriter.WriteCell(cell, new JsonWriter(buffer, JsonWriterOptions.Notebook).At(NotebookWriter.CellDepth));
                bytes = buffer.WrittenSpan.ToArray();
            }

            current[cell] = bytes;
            writer.Raw(bytes);
        });
        kept = current;
    }

    /// <summary>About how many bytes the strings of a value take.</summary>
    private static long Size(JsonValue value) => value switch
    {
        JsonString text => text.Utf8.Length,
        JsonArray items => items.Sum(Size),
        JsonObject members => members.Sum(member => Size(member.Value)),
        _ => 0,
    };
}
