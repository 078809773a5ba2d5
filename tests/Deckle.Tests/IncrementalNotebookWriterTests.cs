using System.Buffers;
using Deckle.Json;

namespace Deckle.Tests;

public class IncrementalNotebookWriterTests
{
    [Fact]
    public void It_writes_what_the_plain_writer_writes_the_first_time_and_again()
    {
        foreach (Notebook notebook in Version4())
        {
            var writer = new IncrementalNotebookWriter();

            byte[] first = Write(writer, notebook);
            byte[] second = Write(writer, notebook);

            Assert.Equal(NotebookWriter.Write(notebook), first);
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public void A_changed_cell_is_written_anew()
    {
        foreach (Notebook notebook in Version4().Where(notebook => notebook.Cells.Count > 0))
        {
            var writer = new IncrementalNotebookWriter();
            Write(writer, notebook);
            Notebook changed = notebook.WithCell(0, notebook.Cells[0].With("source", "changed\nhere"));

            byte[] written = Write(writer, changed);

            Assert.Equal(NotebookWriter.Write(changed), written);
        }
    }

    [Fact]
    public void A_cell_too_large_to_keep_is_written_all_the_same()
    {
        Cell large = Cell.Code("a", new string('x', 17 * 1024 * 1024));
        Notebook notebook = new Notebook(JsonObject.Of(("cells", JsonArray.Empty), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5)))
            .WithCells([Cell.Markdown("m", "before"), large]);

        Assert.Equal(NotebookWriter.Write(notebook), Write(new IncrementalNotebookWriter(), notebook));
    }

    private static byte[] Write(IncrementalNotebookWriter writer, Notebook notebook)
    {
        var buffer = new ArrayBufferWriter<byte>();
        writer.Write(notebook, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static IEnumerable<Notebook> Version4() => Cases.Notebooks()
        .Select(path => Cases.TryReadObject(Cases.Bytes(path)))
        .OfType<JsonObject>()
        .Select(json => new Notebook(json))
        .Where(notebook => notebook.Format.Major == 4 && notebook.Json["cells"] is JsonArray cells && cells.All(cell => cell is JsonObject));
}
