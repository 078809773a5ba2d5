using System.Text;
using CsCheck;
using Deckle.Editing;

namespace Deckle.Tests.Editing;

/// <summary>Laws of editing, over the real notebooks of <c>tests/cases</c>.</summary>
public class NotebookDraftLawTests
{
    private static readonly (byte[] Bytes, Notebook Notebook)[] Files =
    [
        .. Cases.Notebooks().Select(Cases.Bytes).Where(bytes => bytes.Length < 100_000).Select(bytes => (bytes, Cases.TryReadObject(bytes)))
            .Where(pair => pair.Item2 is not null).Select(pair => (pair.bytes, new Notebook(pair.Item2!)))
            .Where(pair => pair.Item2.Format.Major == 4 && CanRead(pair.Item2) && pair.Item2.Cells.Count > 0 && CellName.All(pair.Item2).Distinct().Count() == pair.Item2.Cells.Count),
    ];

    // As editors other than Jupyter's write cells: each in its own spelling of numbers, escapes, keys and lines.
    private static readonly Dictionary<string, string> OddCells = new(StringComparer.Ordinal)
    {
        ["A"] = """{"cell_type":"markdown","id":"A","metadata":{"m":1e400,"q":1.10,"z":-0},"source":"one"}""",
        ["B"] = """{ "source": ["tw\u00e9\n", "o"], "id": "B", "metadata": {}, "cell_type": "markdown" }""",
        ["C"] = "{\n  \"cell_type\": \"code\", \"execution_count\": null,\n  \"id\": \"C\", \"metadata\": {\"a\": 1, \"a\": 2},\n  \"outputs\": [],\n  \"source\": [\"three\"]}",
        ["D"] = """{"id":"D","metadata":{},"cell_type":"raw","source":""}""",
        ["E"] = """{"attachments":{},"cell_type":"markdown","id":"E","metadata":{"n":1e2},"source":"\/ five"}""",
    };

    private static readonly byte[] OddBytes = Encoding.UTF8.GetBytes($$"""{"cells": [ {{string.Join(" ,\n ", OddCells.Values)}}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");

    private static readonly Notebook Odd = NotebookReader.Read(OddBytes);

    private static readonly Gen<((byte[] Bytes, Notebook Notebook) File, int Cell, int Other)> Places =
        Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Int[0, 10_000], Gen.Int[0, 10_000])
            .Select((file, cell, other) => (Files[file], cell % Files[file].Notebook.Cells.Count, other % (Files[file].Notebook.Cells.Count + 1)));

    [Fact]
    public void There_are_notebooks_to_edit() => Assert.True(Files.Length > 100);

    [Fact]
    public void What_was_inserted_is_read_and_deleting_it_gives_the_file_again() => Places.Sample(
        place =>
        {
            ((byte[] bytes, Notebook notebook), int _, int at) = place;

            NotebookDraft inserted = NotebookDraft.Of(notebook).Insert(new NewCell(CellKind.Code, "a = 'ü'\nb\n"), new CellPlace { Index = at });
            byte[] edited = inserted.Edit(bytes);
            Notebook read = NotebookReader.Read(edited);
            byte[] back = NotebookDraft.Of(read).Delete(CellName.Of(read.Cells[at], at)).Edit(edited);

            Assert.Equal(inserted.Notebook.Cells.Count, read.Cells.Count);
            Assert.Equal("a = 'ü'\nb\n", read.Cells[at].Source);
            Assert.Equal(bytes, inserted.Delete(inserted.Names[at]).Edit(bytes));
            Assert.Equal(NotebookReader.Read(bytes), NotebookReader.Read(back));
        },
        iter: 300);

    [Fact]
    public void A_replaced_source_is_read_and_no_byte_outside_the_cell_changes() => Places.Sample(
        place =>
        {
            ((byte[] bytes, Notebook notebook), int at, int _) = place;
            string source = notebook.Cells[at].Source + "\n# one more line";

            byte[] edited = NotebookDraft.Of(notebook).ReplaceSource(CellName.Of(notebook.Cells[at], at), source).Edit(bytes);

            JsonSpanOf(notebook, at, out int start, out int end);
            Assert.Equal(source, NotebookReader.Read(edited).Cells[at].Source);
            Assert.Equal(bytes[..start], edited[..start]);
            Assert.Equal(bytes[end..], edited[^(bytes.Length - end)..]);
            Assert.NotEqual(NotebookRevision.Of(bytes), NotebookRevision.Of(edited));
        },
        iter: 300);

    [Fact]
    public void Moving_a_cell_there_and_back_changes_nothing() => Places.Sample(
        place =>
        {
            ((byte[] bytes, Notebook notebook), int from, int to) = place;
            string name = CellName.Of(notebook.Cells[from], from);
            int target = Math.Min(to, notebook.Cells.Count - 1);

            NotebookDraft moved = NotebookDraft.Of(notebook).Move(name, new CellPlace { Index = target });

            Assert.Equal(name, moved.Names[target]);
            Assert.Equal(moved.Notebook, NotebookReader.Read(moved.Edit(bytes)));
            Assert.Equal(bytes, moved.Move(name, new CellPlace { Index = from }).Edit(bytes));
        },
        iter: 300);

    [Fact]
    public void Cells_keep_their_bytes_whatever_is_done_around_them() => Gen.Select(Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99]).Sample(
        (moved, target, deleted, inserted) =>
        {
            NotebookDraft draft = NotebookDraft.Of(Odd);
            draft = draft.Move(draft.Names[moved % 5], new CellPlace { Index = target % 5 });
            draft = draft.Delete(draft.Names[deleted % 5]);
            draft = draft.Insert(new NewCell(CellKind.Code, "new"), new CellPlace { Index = inserted % 5 });

            byte[] edited = draft.Edit(OddBytes);

            Notebook read = NotebookReader.Read(edited);
            string[] cells = [.. read.Cells.Where(cell => cell.Source != "new").Select(cell => Encoding.UTF8.GetString(edited[cell.Json.Span.Start..cell.Json.Span.End]))];
            Assert.Equal(draft.Names, CellName.All(read));
            Assert.Equal(draft.Names.Where(OddCells.ContainsKey).Select(name => OddCells[name]), cells);
        },
        iter: 300);

    [Fact]
    public void A_change_to_what_is_there_already_changes_no_byte() => Places.Sample(
        place =>
        {
            ((byte[] bytes, Notebook notebook), int at, int _) = place;
            string name = CellName.Of(notebook.Cells[at], at);

            byte[] edited = NotebookDraft.Of(notebook).ReplaceSource(name, notebook.Cells[at].Source).Move(name, new CellPlace { Index = at }).Edit(bytes);

            Assert.Equal(NotebookRevision.Of(bytes), NotebookRevision.Of(edited));
        },
        iter: 300);

    private static void JsonSpanOf(Notebook notebook, int cell, out int start, out int end) =>
        (start, end) = (notebook.Cells[cell].Json.Span.Start, notebook.Cells[cell].Json.Span.End);

    private static bool CanRead(Notebook notebook)
    {
        try
        {
            return notebook.Cells.Count >= 0;
        }
        catch (DeckleException)
        {
            return false;
        }
    }
}
