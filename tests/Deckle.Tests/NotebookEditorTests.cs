using System.Text;
using Deckle.Editing;

namespace Deckle.Tests;

public class NotebookEditorTests
{
    private const string Lines = """
        {
            "nbformat": 4, "nbformat_minor": 5, "metadata": {},
            "cells": [
                {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1.0, "outputs": [], "source": [
                    "a\n",
                    "b"]},
                {"cell_type": "markdown", "id": "b", "metadata": {"x": 1E2}, "source": ["c"]}
            ]
        }
        """;

    [Fact]
    public void New_text_becomes_lines_where_the_file_has_lines()
    {
        string edited = Edit(Lines, notebook => notebook.WithCell(1, notebook.Cells[1].With("source", "one\ntwo")));

        Assert.Equal(Lines.Replace("""["c"]""", """["one\n", "two"]""", StringComparison.Ordinal), edited);
    }

    [Fact]
    public void New_text_stays_a_string_where_the_file_has_strings()
    {
        const string Strings = """{"cells":[{"cell_type":"raw","metadata":{},"source":"a\nb"}],"metadata":{},"nbformat":4,"nbformat_minor":4}""";

        string edited = Edit(Strings, notebook => notebook.WithCell(0, notebook.Cells[0].With("source", "x\ny")));

        Assert.Equal(Strings.Replace("a\\nb", "x\\ny", StringComparison.Ordinal), edited);
    }

    [Fact]
    public void The_same_text_again_is_no_change()
    {
        string edited = Edit(Lines, notebook => notebook.WithCell(0, notebook.Cells[0].With("source", "a\nb")));

        Assert.Equal(Lines, edited);
    }

    [Fact]
    public void A_new_cell_is_laid_out_like_the_others_and_the_rest_stays()
    {
        string edited = Edit(Lines, notebook => notebook.WithCells([.. notebook.Cells, Cell.Markdown("c", "x\ny")]));

        string added = """
            ,
                    {
                        "cell_type": "markdown",
                        "id": "c",
                        "metadata": {},
                        "source": [
                            "x\n",
                            "y"
                        ]
                    }
            """;
        Assert.Equal(Lines.Insert(Lines.LastIndexOf("\n    ]", StringComparison.Ordinal), added), edited);
    }

    [Fact]
    public void What_was_edited_is_written_as_the_changed_notebook_is()
    {
        foreach (string path in Cases.Notebooks())
        {
            byte[] bytes = Cases.Bytes(path);
            Notebook read;
            try
            {
                read = NotebookReader.Read(bytes);
            }
            catch (DeckleException)
            {
                continue;
            }

            if (read.Format.Major < 4 || read.Cells.Count == 0)
            {
                continue;
            }

            Notebook changed = read
                .WithCells([Cell.Code("new-cell", "print(1)\nprint(2)\n"), .. read.Cells.Skip(1).Select(cell => cell.With("source", "é\n"))]);

            Notebook edited = NotebookReader.Read(NotebookEditor.Edit(bytes, read, changed));

            Assert.Equal(Encoding.UTF8.GetString(NotebookWriter.Write(changed)), Encoding.UTF8.GetString(NotebookWriter.Write(edited)));
        }
    }

    private static string Edit(string text, Func<Notebook, Notebook> change)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Notebook read = NotebookReader.Read(bytes);
        return Encoding.UTF8.GetString(NotebookEditor.Edit(bytes, read, change(read)));
    }
}
