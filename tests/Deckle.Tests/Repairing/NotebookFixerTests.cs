using System.Text;
using Deckle.Repairing;

namespace Deckle.Tests.Repairing;

public class NotebookFixerTests
{
    private const string Head = "{\n \"cells\": [\n";
    private const string Tail = " ],\n \"metadata\": {},\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n";

    private static readonly string Whole = Head + Cell("a", "x = 1") + ",\n" + Cell("b", "y = 2") + "\n" + Tail;

    [Theory]
    [InlineData("\"x = 1\"\n", "\"x = 1\",\n", "comma", "removed a comma before a bracket")]
    [InlineData("\"outputs\": [],\n", "\"outputs\": []\n", "comma", "put a comma that was missing")]
    [InlineData("\"outputs\": [],\n", "\"outputs\": ],\n", "bracket", "put [ behind 'outputs'")]
    [InlineData("   ]\n  },\n", "   ]\n  }\n  },\n", "twice", "too many")]
    [InlineData("   ]\n  },\n", "   ]\n   ]\n  },\n", "twice", "removed ], which was too many")]
    [InlineData("   ]\n  },\n", "   ]\n  ,\n", "lost", "put } that was missing")]
    [InlineData("\"x = 1\"", "\"x = 1", "quote", "closed a text that had no closing quote")]
    [InlineData("\"x = 1\"", "x = 1\"", "quote", "opened a text that had no opening quote")]
    [InlineData("\"id\": \"a\"", "\"id: \"a\"", "quote", "closed a key that had no closing quote")]
    [InlineData("\"id\": \"a\"", "\"id\" \"a\"", "colon", "put a colon between a key and its value")]
    [InlineData("\"execution_count\": null", "\"execution_count\": None", "Python", "made None null")]
    [InlineData("\"nbformat_minor\": 5\n}\n", "\"nbformat_minor\": 5\n}\n}\n", "end", "too many")]
    [InlineData("{\n \"cells\"", "\uFEFF{\n \"cells\"", "mark", "removed the byte order mark")]
    public void What_tools_and_hands_break_is_mended(string right, string wrong, string kind, string told)
    {
        string broken = Replace(Whole, right, wrong);

        FixResult result = NotebookFixer.Fix(Encoding.UTF8.GetBytes(broken));

        Assert.Equal(NotebookReader.Read(Encoding.UTF8.GetBytes(Whole)), result.Notebook);
        Assert.Contains(result.Repairs, repair => repair.Message.Contains(told, StringComparison.Ordinal));
        Assert.NotEmpty(kind);
    }

    [Theory]
    [InlineData(@"re.match('\d')", @"re.match('\d')")]
    [InlineData("print(\"hi\")", "print(\"hi\")")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("first\nsecond", "first\nsecond")]
    [InlineData("f(\"a\", \"b\")", "f(\"a\", \"b\")")]
    public void Text_that_was_written_without_escapes_gets_them(string written, string expected)
    {
        string broken = Replace(Whole, "x = 1", written);

        FixResult result = NotebookFixer.Fix(Encoding.UTF8.GetBytes(broken));

        Assert.Equal(expected, result.Notebook.Cells[0].Source);
        Assert.Equal(10, result.Repairs[0].Line);
    }

    [Fact]
    public void A_whole_notebook_is_not_touched()
    {
        byte[] file = Encoding.UTF8.GetBytes(Whole);

        FixResult result = NotebookFixer.Fix(file);

        Assert.Equal(file, result.Bytes.ToArray());
        Assert.Empty(result.Repairs);
    }

    [Fact]
    public void What_was_right_keeps_its_bytes()
    {
        string broken = Replace(Whole, "\"outputs\": [],\n   \"source\": [\n    \"y", "\"outputs\":   [ ]\n   \"source\": [\n    \"y");

        FixResult result = NotebookFixer.Fix(Encoding.UTF8.GetBytes(broken));

        Assert.Equal(Replace(broken, "[ ]\n", "[ ],\n"), Encoding.UTF8.GetString(result.Bytes.Span));
    }

    [Fact]
    public void Utf16_becomes_utf8()
    {
        byte[] file = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Whole)];

        FixResult result = NotebookFixer.Fix(file);

        Assert.Equal(Whole, Encoding.UTF8.GetString(result.Bytes.Span));
        Assert.Equal("converted UTF-16 to UTF-8", Assert.Single(result.Repairs).Message);
    }

    [Fact]
    public void Latin_1_becomes_utf8()
    {
        byte[] file = Encoding.Latin1.GetBytes(Replace(Whole, "x = 1", "é = 1"));

        FixResult result = NotebookFixer.Fix(file);

        Assert.Equal("é = 1", result.Notebook.Cells[0].Source);
    }

    [Fact]
    public void Two_notebooks_in_one_file_become_one()
    {
        string other = Replace(Replace(Whole, "x = 1", "z = 3"), "y = 2", "w = 4");

        FixResult result = NotebookFixer.Fix(Encoding.UTF8.GetBytes(Whole + other));

        Assert.Equal(["x = 1", "y = 2", "z = 3", "w = 4"], result.Notebook.Cells.Select(cell => cell.Source));
        Assert.Equal(4, result.Notebook.Cells.Select(cell => cell.Id).Distinct().Count());
    }

    [Fact]
    public void Text_around_the_notebook_becomes_raw_cells()
    {
        FixResult result = NotebookFixer.Fix(Encoding.UTF8.GetBytes("Downloaded by me\n" + Whole + "total: 2 files\n"));

        Assert.Equal(["Downloaded by me", "x = 1", "y = 2", "total: 2 files"], result.Notebook.Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void Empty_bytes_at_the_end_go()
    {
        FixResult result = NotebookFixer.Fix(Encoding.UTF8.GetBytes(Whole + new string('\0', 200)));

        Assert.Equal(Whole, Encoding.UTF8.GetString(result.Bytes.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a notebook at all\n")]
    [InlineData("[1, 2\n")]
    public void What_is_nothing_of_a_notebook_is_refused(string file)
    {
        DeckleException refused = Assert.Throws<DeckleException>(() => NotebookFixer.Fix(Encoding.UTF8.GetBytes(file)));

        Assert.Contains(refused.Code, (string[])["fix-not-possible", "notebook-empty", "notebook-not-a-notebook"]);
    }

    [Fact]
    public void What_has_no_place_is_told_with_its_line_and_nothing_is_made()
    {
        string broken = Replace(Whole, "   \"outputs\": [],\n", "   \"outputs\": [],\n   ???\n");

        DeckleException refused = Assert.Throws<DeckleException>(() => NotebookFixer.Fix(Encoding.UTF8.GetBytes(broken)));

        Assert.Equal("fix-not-possible", refused.Code);
        Assert.Contains(refused.Facts, fact => fact.Text.Contains("???", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sides_of_a_text_merge_are_merged_by_cells()
    {
        string broken = Replace(Whole, "    \"x = 1\"\n", "<<<<<<< HEAD\n    \"x = 10\"\n||||||| base\n    \"x = 1\"\n=======\n    \"x = 100\"\n>>>>>>> topic\n");

        FixResult result = NotebookFixer.Fix(Encoding.UTF8.GetBytes(broken));

        Assert.Equal("<<<<<<< HEAD\nx = 10\n=======\nx = 100\n>>>>>>> topic", result.Notebook.Cells[0].Source);
        Assert.Single(result.Conflicts);
    }

    [Fact]
    public void A_text_merge_that_only_broke_brackets_is_clean()
    {
        string broken = Replace(Whole, Cell("b", "y = 2") + "\n", "<<<<<<< HEAD\n" + Cell("b", "y = 2") + ",\n" + Cell("c", "z = 3") + "\n=======\n" + Cell("b", "y = 2") + "\n>>>>>>> topic\n");

        FixResult result = NotebookFixer.Fix(Encoding.UTF8.GetBytes(broken));

        Assert.Equal(["x = 1", "y = 2", "z = 3"], result.Notebook.Cells.Select(cell => cell.Source));
        Assert.Empty(result.Conflicts);
    }

    [Fact]
    public void The_real_notebook_that_was_committed_with_a_comma_missing_is_repaired()
    {
        FixResult result = NotebookFixer.Fix(Cases.Bytes("pairs/06-not-json-side/a.ipynb"));

        TextRepair repair = Assert.Single(result.Repairs);
        Assert.Equal(new TextRepair(776, "put a comma that was missing"), repair);
        Assert.Empty(result.Findings);
    }

    private static string Cell(string id, string source) =>
        $"  {{\n   \"cell_type\": \"code\",\n   \"execution_count\": null,\n   \"id\": \"{id}\",\n   \"metadata\": {{}},\n   \"outputs\": [],\n   \"source\": [\n    \"{source}\"\n   ]\n  }}";

    // The first place only.
    private static string Replace(string text, string old, string young)
    {
        int at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, old);
        return text[..at] + young + text[(at + old.Length)..];
    }
}
