using System.Text;
using Deckle.Json;

namespace Deckle.Tests;

public class NotebookUpgraderTests
{
    public static TheoryData<string, string> Conversions() => Rows("ok");

    // Converting nbformat 3 to 3 fails in Python's reader, not in the conversion: ours reads it, and there is nothing to convert.
    public static TheoryData<string, string> Failures() =>
        [.. Rows("error").Where(row => !(row.Data.Item1.Contains("/test3_", StringComparison.Ordinal) && row.Data.Item2 == "to3"))];

    [Theory]
    [MemberData(nameof(Conversions))]
    public void Converting_gives_the_bytes_of_nbformat(string path, string operation)
    {
        string expected = Cases.Table("nbformat/golden.tsv").First(row => row[0] == path && row[1] == operation)[2];

        byte[] written = NotebookWriter.Write(Convert(NotebookReader.Read(Cases.Bytes(path)), operation));

        Assert.Equal(Encoding.UTF8.GetString(Cases.Bytes(expected)), Encoding.UTF8.GetString(written));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_nbformat_cannot_convert_is_refused(string path, string operation)
    {
        Notebook notebook = NotebookReader.Read(Cases.Bytes(path));

        DeckleException error = Assert.Throws<DeckleException>(() => Convert(notebook, operation));

        Assert.Equal("notebook-invalid", error.Code);
    }

    [Fact]
    public void Upgrading_twice_is_upgrading_once_and_gives_valid_ids()
    {
        foreach (Notebook notebook in Readable())
        {
            Notebook? once = TryUpgrade(notebook);
            if (once is null)
            {
                continue;
            }

            Assert.Equal(once, NotebookUpgrader.Upgrade(once));
            Assert.Equal(once, TryUpgrade(notebook));
            Assert.DoesNotContain(NotebookValidator.Validate(once), finding => finding.Severity == Validation.ValidationSeverity.Repairable);
        }
    }

    [Fact]
    public void Lowering_what_was_raised_gives_the_notebook_back()
    {
        int count = 0;
        foreach (Notebook notebook in Readable().Where(notebook => notebook.Format.Major == 4 && notebook.Format.Minor < 5 && notebook.Json.Has("nbformat_minor")))
        {
            if (notebook.Json.Get<JsonArray>("cells")!.OfType<JsonObject>().Any(cell => cell.Has("id")))
            {
                continue;
            }

            Assert.Equal(notebook, NotebookUpgrader.ConvertTo(NotebookUpgrader.Upgrade(notebook), notebook.Format));
            count++;
        }

        Assert.InRange(count, 50, int.MaxValue);
    }

    [Fact]
    public void Every_minor_can_be_chosen()
    {
        Notebook notebook = NotebookReader.Read(Cases.Bytes("peers/nbformat/tests/test4.5.ipynb"));
        for (int minor = 0; minor <= 5; minor++)
        {
            Notebook converted = NotebookUpgrader.ConvertTo(notebook, new NotebookFormat(4, minor));

            Assert.Equal(new NotebookFormat(4, minor), converted.Format);
            Assert.Empty(NotebookValidator.Validate(converted));
        }
    }

    [Fact]
    public void A_downgrade_that_loses_something_names_it()
    {
        Notebook notebook = Notebook45(
            Cell.Markdown("a", "![](attachment:x.png)").With("attachments", JsonObject.Of(("x.png", JsonObject.Of(("image/png", "AAAA"))))));

        DeckleException error = Assert.Throws<DeckleException>(() => NotebookUpgrader.ConvertTo(notebook, new NotebookFormat(3, 0)));

        Assert.Equal("notebook-downgrade-loses", error.Code);
        Assert.Equal(("would be lost", "cell 0: attachments"), Assert.Single(error.Facts));
    }

    [Fact]
    public void A_notebook_from_the_future_is_lowered_only_when_the_older_schema_has_everything()
    {
        Notebook plain = new(Notebook45(Cell.Code("a", "1")).Json.With("nbformat_minor", 7));
        Notebook canvas = new(Notebook45(Cell.Code("a", "1").With("cell_type", "canvas")).Json.With("nbformat_minor", 7));

        Assert.Equal(NotebookFormat.Latest, NotebookUpgrader.ConvertTo(plain, NotebookFormat.Latest).Format);
        Assert.Throws<DeckleException>(() => NotebookUpgrader.ConvertTo(canvas, NotebookFormat.Latest));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 6)]
    [InlineData(5, 0)]
    [InlineData(3, 1)]
    public void A_version_nobody_writes_is_an_error(int major, int minor)
    {
        DeckleException error = Assert.Throws<DeckleException>(() => NotebookUpgrader.ConvertTo(Notebook45(), new NotebookFormat(major, minor)));

        Assert.Equal("notebook-format-unknown", error.Code);
    }

    [Fact]
    public void Ids_of_45_are_kept_but_for_missing_and_duplicate_ones()
    {
        Notebook notebook = Notebook45(Cell.Code("a", "1"), Cell.Code("a", "2"), Cell.Code("b", "3"), new Cell(Cell.Code("x", "4").Json.Without("id")));

        Notebook upgraded = NotebookUpgrader.Upgrade(notebook, Counter());

        Assert.Equal(["a", "gen-0", "b", "gen-1"], upgraded.Cells.Select(cell => cell.Id));
    }

    [Fact]
    public void Ids_from_content_depend_on_source_and_place_not_on_outputs()
    {
        Notebook With(string source, JsonArray outputs) => NotebookUpgrader.Upgrade(new Notebook(
            Notebook45(new Cell(Cell.Code("x", source).Json.Without("id").With("outputs", outputs)), Cell.Code("y", source)).Json.With("nbformat_minor", 4)));

        string?[] ids = [.. With("1", []).Cells.Select(cell => cell.Id)];

        Assert.Equal(ids, With("1", [JsonObject.Empty]).Cells.Select(cell => cell.Id));
        Assert.NotEqual(ids[0], With("2", []).Cells[0].Id);
        Assert.NotEqual(ids[0], ids[1]);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{8}$", id!));
    }

    [Fact]
    public void A_generator_that_repeats_itself_still_gives_unique_ids()
    {
        Notebook notebook = new(Notebook45(Cell.Code("x", "1"), Cell.Code("x", "1"), Cell.Code("x", "1")).Json.With("nbformat_minor", 4));

        Notebook upgraded = NotebookUpgrader.Upgrade(notebook, () => "same");

        Assert.Equal(3, upgraded.Cells.Select(cell => cell.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(1, "bar", "# bar")]
    [InlineData(3, "a\nb\n", "### a b")]
    [InlineData(2, "", "## ")]
    public void A_heading_becomes_Markdown(int level, string source, string expected)
    {
        JsonObject cell = JsonObject.Of(("cell_type", "heading"), ("level", level), ("metadata", JsonObject.Empty), ("source", source));

        Notebook upgraded = NotebookUpgrader.Upgrade(Notebook3(cell));

        Assert.Equal((CellKind.Markdown, expected), (upgraded.Cells[0].Kind, upgraded.Cells[0].Source));
    }

    [Theory]
    [InlineData("# foo", "heading", 1, "foo")]
    [InlineData("#foo", "heading", 1, "foo")]
    [InlineData("###### six", "heading", 6, "six")]
    [InlineData("# foo\nbar", "markdown", null, "# foo\nbar")]
    [InlineData("foo # bar", "markdown", null, "foo # bar")]
    public void Markdown_of_one_line_becomes_a_heading(string source, string type, int? level, string expected)
    {
        Notebook downgraded = NotebookUpgrader.Convert(Notebook45(Cell.Markdown("a", source)), 3);

        var cell = (JsonObject)JsonPath.Root.Key("worksheets").Item(0).Key("cells").Item(0).Find(downgraded.Json)!;
        Assert.Equal((type, expected), (cell.GetText("cell_type"), cell.GetText("source")));
        Assert.Equal(level, cell.Get<JsonNumber>("level") is { } number && number.TryGetInt64(out long value) ? (int)value : null);
    }

    [Fact]
    public void Version_1_keeps_code_and_text()
    {
        Notebook notebook = NotebookReader.Read("""{"cells": [{"cell_type": "code", "code": "a=1", "prompt_number": 3}, {"cell_type": "text", "text": "hi"}]}"""u8.ToArray());

        Notebook upgraded = NotebookUpgrader.Upgrade(notebook);

        Assert.Equal([(CellKind.Code, "a=1"), (CellKind.Markdown, "hi")], upgraded.Cells.Select(cell => (cell.Kind, cell.Source)));
        Assert.Equal(3, upgraded.Cells[0].ExecutionCount);
        Assert.Empty(NotebookValidator.Validate(upgraded));
    }

    private static TheoryData<string, string> Rows(string result)
    {
        var data = new TheoryData<string, string>();
        foreach (string[] row in Cases.Table("nbformat/golden.tsv").Where(row => row[1] != "roundtrip" && row[3] == result))
        {
            data.Add(row[0], row[1]);
        }

        return data;
    }

    // nbformat repairs ids when it reads, after converting.
    private static Notebook Convert(Notebook notebook, string operation)
    {
        Func<string> newId = Counter();
        return operation == "minor45"
            ? NotebookUpgrader.Upgrade(notebook, newId)
            : NotebookUpgrader.RepairIds(NotebookUpgrader.Convert(notebook, operation[2] - '0', newId), newId);
    }

    private static Func<string> Counter()
    {
        int next = 0;
        return () => $"gen-{next++}";
    }

    private static Notebook Notebook45(params Cell[] cells) => new(JsonObject.Of(
        ("cells", JsonArray.From(cells.Select(cell => cell.Json))), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5)));

    private static Notebook Notebook3(params JsonObject[] cells) => new(JsonObject.Of(
        ("metadata", JsonObject.Empty), ("nbformat", 3), ("nbformat_minor", 0),
        ("worksheets", JsonArray.Create([JsonObject.Of(("cells", JsonArray.From(cells)))]))));

    private static IEnumerable<Notebook> Readable()
    {
        foreach (string path in Cases.Notebooks())
        {
            Notebook notebook;
            try
            {
                notebook = NotebookReader.Read(Cases.Bytes(path));
            }
            catch (DeckleException)
            {
                continue;
            }

            yield return notebook;
        }
    }

    private static Notebook? TryUpgrade(Notebook notebook)
    {
        try
        {
            return NotebookUpgrader.Upgrade(notebook);
        }
        catch (DeckleException)
        {
            return null;
        }
    }
}
