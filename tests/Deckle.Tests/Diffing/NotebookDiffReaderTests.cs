using System.Text;
using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

public class NotebookDiffReaderTests
{
    private static readonly Notebook Before = Notebooks.Of(
        Notebooks.Code("a", "import numpy\nimport pandas\n"), Notebooks.Code("b", "x = 1\ny = 2\n"), Notebooks.Code("c", "print(x + y)\nplot(x)\n"), Notebooks.Code("d", "done()\nquit()\n"));

    [Fact]
    public void Moves_and_changes_stand_in_it_with_places_to_comment_on()
    {
        Notebook after = Notebooks.Of(
            Notebooks.Code("c", "print(x + y)\nplot(x)\n"), Notebooks.Code("a", "import numpy\nimport pandas\n"), Notebooks.Code("b", "x = 1\ny = 3\nz = 4\n"), Notebooks.Code("d", "done()\nquit()\n"));

        JsonObject written = NotebookDiffWriter.Write(NotebookDiffer.Compare(Before, after), "old.ipynb");

        Assert.Equal(Json("""
            {"schema": "deckle.diff/1",
             "before": {"name": "old.ipynb", "nbformat": 4, "nbformat_minor": 5, "cells": 4},
             "after": {"name": null, "nbformat": 4, "nbformat_minor": 5, "cells": 4},
             "changed": true,
             "summary": {"added": 0, "removed": 0, "moved": 1, "split": 0, "joined": 0, "modified": 1, "only_noise": 0, "unchanged": 2},
             "cells": [
               {"change": "moved_here", "before": {"index": 2, "id": "c"}, "after": {"index": 0, "id": "c"}, "cell_type": "code", "parts": [], "noise": [], "hunks": [], "diff": []},
               {"change": "unchanged", "before": {"index": 0, "id": "a"}, "after": {"index": 1, "id": "a"}, "count": 1},
               {"change": "modified", "before": {"index": 1, "id": "b"}, "after": {"index": 2, "id": "b"}, "cell_type": "code", "parts": ["source"], "noise": [],
                "hunks": [{"path": "/source", "before": {"line": 2, "count": 1}, "after": {"line": 2, "count": 2}}],
                "diff": [{"op": "patch", "key": "source", "diff": [{"op": "addrange", "key": 1, "valuelist": ["y = 3\n", "z = 4\n"]}, {"op": "removerange", "key": 1, "length": 1}]}]},
               {"change": "moved_away", "before": {"index": 2, "id": "c"}, "after": {"index": 0, "id": "c"}, "cell_type": "code"},
               {"change": "unchanged", "before": {"index": 3, "id": "d"}, "after": {"index": 3, "id": "d"}, "count": 1}],
             "notebook": {"parts": [], "noise": [], "diff": []}}
            """), written);
    }

    [Fact]
    public void Lines_that_change_are_told_for_every_text_and_side()
    {
        var diff = new Diff(
            DiffEntry.AddRange(1, Json("""["new\n", "new\n"]""")),
            DiffEntry.RemoveRange(3, 1),
            DiffEntry.Patch(4, new Diff(DiffEntry.AddRange(0, "x"))),
            DiffEntry.AddRange(6, "one\ntwo\n"));

        IEnumerable<TextHunk> hunks = TextHunk.Of(JsonObject.Of(("source", "1\n2\n3\n4\n5\n6\n")), new Diff(DiffEntry.Patch("source", diff)));

        JsonPath path = JsonPath.Root.Key("source");
        Assert.Equal([new TextHunk(path, 2, 0, 2, 2), new TextHunk(path, 4, 2, 6, 1), new TextHunk(path, 7, 0, 8, 2)], hunks);
    }

    [Theory]
    [InlineData("\"deckle.diff/1\"", "\"deckle.diff/2\"", "diff-invalid", "not a diff: schema: it is not deckle.diff/1")]
    [InlineData("\"change\": \"unchanged\"", "\"change\": \"swapped\"", "diff-invalid", "not a diff: cells[0]: the change '\"swapped\"' is not known")]
    [InlineData("\"count\": 4", "\"count\": 5", "diff-does-not-fit", "the diff does not fit: it is of a notebook of at least 5 cells, and this has 4")]
    [InlineData("\"count\": 4", "\"count\": 3", "diff-does-not-fit", "the diff does not fit: it is of a notebook of 3 cells, and this has 4")]
    [InlineData("\"count\": 4", "\"count\": 0", "diff-invalid", "not a diff: cells[0]: 'count' is no number of cells")]
    [InlineData("\"id\": \"a\"", "\"id\": \"x\"", "diff-does-not-fit", "the diff does not fit: cell 0 of the notebook has the id \"a\", not \"x\"")]
    [InlineData("\"before\": {\"index\": 0", "\"before\": {\"index\": 1", "diff-does-not-fit", "the diff does not fit: cell 1 of the notebook has the id \"b\", not \"a\"")]
    [InlineData("\"before\": {\"index\": 0", "\"before\": {\"index\": 9", "diff-does-not-fit", "the diff does not fit: cells[0] is about cell 9, and the notebook has 4 cells")]
    [InlineData("\"after\": {\"index\": 0", "\"after\": {\"index\": 1", "diff-invalid", "not a diff: cells[0]: 'after' is cell 1; the entries before lead to cell 0")]
    [InlineData("\"before\": {\"index\": 0", "\"before\": {\"place\": 0", "diff-invalid", "not a diff: cells[0]: 'before' has no index")]
    [InlineData("\"change\": \"unchanged\"", "\"change\": \"added\"", "diff-invalid", "not a diff: cells[0]: 'cell' is missing")]
    [InlineData("\"change\": \"unchanged\"", "\"change\": \"moved_away\"", "diff-does-not-fit", "the diff does not fit: it is of a notebook of 1 cells, and this has 4")]
    [InlineData("\"cells\": [", "\"cels\": [", "diff-invalid", "not a diff: cells: there is no list")]
    [InlineData("\"diff\": []", "\"diff\": [{\"op\": \"remove\", \"key\": \"x\"}]", "diff-does-not-fit", "the diff does not fit: at the top, remove 'x': there is no such member")]
    public void What_is_wrong_or_of_another_notebook_is_refused(string part, string instead, string code, string message)
    {
        string written = NotebookDiffWriter.Write(NotebookDiffer.Compare(Before, Before)).ToString();
        Assert.Contains(part, written, StringComparison.Ordinal);
        int at = written.IndexOf(part, StringComparison.Ordinal);
        string changed = written[..at] + instead + written[(at + part.Length)..];

        DeckleException error = Assert.Throws<DeckleException>(() => NotebookDiffReader.Read(Json(changed), Before));

        Assert.Equal(code, error.Code);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_change_that_does_not_fit_is_told_with_its_cell()
    {
        Notebook after = Before.WithCell(1, Before.Cells[1].With("source", "x = 1\ny = 3\n"));
        JsonObject written = NotebookDiffWriter.Write(NotebookDiffer.Compare(Before, after));
        Notebook other = Before.WithCell(1, Before.Cells[1].With("source", "x = 1\n"));

        DeckleException error = Assert.Throws<DeckleException>(() => NotebookDiffReader.Read(written, other));

        Assert.Equal("the diff does not fit: at /cells/1/source (cell 1, id 'b'), removerange '1': there are only 1 lines", error.Message);
    }

    private static JsonValue Json(string text) => JsonReader.Read(Encoding.UTF8.GetBytes(text));
}
