using Deckle.Json;
using Deckle.Validation;

namespace Deckle.Tests;

public class NotebookValidatorTests
{
    // Columns of cases.tsv.
    private const int PathColumn = 1;
    private const int Verdict = 3;
    private const int ErrorRef = 5;
    private const int ErrorPath = 6;
    private const int ErrorKeyword = 7;
    private const int IsValidStrictly = 9;

    public static TheoryData<string> Rows() => [.. Cases.Table("nbformat/cases.tsv").Select(row => row[PathColumn]).Distinct()];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Verdict_and_first_error_are_those_of_nbformat(string path)
    {
        string[] row = Row(path);

        (string verdict, ValidationFinding? first) = Lenient(path);

        if (row[Verdict] == "error")
        {
            // Python fails with a TypeError or AssertionError here; a notebook cannot crash us, so it is invalid somewhere.
            Assert.Equal("invalid", verdict);
            Assert.False(first!.Path.Length == 0 && first.Keyword.Length == 0);
            return;
        }

        Assert.Equal(row[Verdict], verdict);
        if (verdict == "invalid")
        {
            string keyword = first!.Keyword == ValidationFinding.NoSchema ? "<unset>" : first.Keyword;
            Assert.Equal((row[ErrorRef], row[ErrorPath], row[ErrorKeyword]), (first.Ref, first.Path.ToPython(), keyword));
        }
    }

    public static TheoryData<string> RowsWithVerdict() =>
        [.. Cases.Table("nbformat/cases.tsv").Where(row => row[Verdict] is "valid" or "invalid").Select(row => row[PathColumn]).Distinct()];

    [Theory]
    [MemberData(nameof(RowsWithVerdict))]
    public void Without_its_silent_repairs_nbformat_agrees_too(string path)
    {
        string[] row = Row(path);

        bool isValid = NotebookValidator.Validate(NotebookReader.ReadObject(Cases.Bytes(path))).Count == 0;

        Assert.Equal(row[IsValidStrictly], isValid ? "True" : "False");
    }

    [Fact]
    public void Every_finding_stands_where_its_value_was_read()
    {
        foreach (string path in Cases.Notebooks())
        {
            byte[] bytes = Cases.Bytes(path);
            if (Cases.TryReadObject(bytes) is not { } notebook)
            {
                continue;
            }

            foreach (ValidationFinding finding in NotebookValidator.Validate(notebook))
            {
                Assert.InRange(finding.Span.Start, 0, bytes.Length - 1);
                Assert.InRange(finding.Span.End, finding.Span.Start + 1, bytes.Length);
                Assert.NotNull(finding.Path.Find(notebook) ?? (finding.Key is null ? null : notebook));
            }
        }
    }

    [Fact]
    public void All_findings_are_reported_not_only_the_first_of_a_cell()
    {
        JsonObject notebook = Read("""
            {"cells": [{"cell_type": "code", "id": "a.b", "metadata": {"collapsed": 1, "tags": ["x", "x"]}, "outputs": [
              {"output_type": "stream", "text": 5}, {"output_type": "error", "ename": "E", "evalue": "", "traceback": [1], "transient": {}}]}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """);

        IEnumerable<string> findings = NotebookValidator.Validate(notebook).Select(finding => $"{finding.Keyword} {finding.Ref} {finding.Path.ToPointer()} {finding.Key}".TrimEnd());

        Assert.Equal(
            [
                "required code_cell /cells/0 source",
                "required code_cell /cells/0 execution_count",
                "pattern code_cell /cells/0/id",
                "type code_cell /cells/0/metadata/collapsed",
                "uniqueItems code_cell /cells/0/metadata/tags",
                "required stream /cells/0/outputs/0 name",
                "oneOf stream /cells/0/outputs/0/text",
                "additionalProperties error /cells/0/outputs/1 transient",
                "type error /cells/0/outputs/1/traceback/0",
            ],
            findings);
    }

    [Fact]
    public void A_message_names_the_cell_what_is_wrong_and_what_to_do()
    {
        JsonObject notebook = Read("""{"cells": [{"cell_type": "markdown", "id": "intro", "metadata": {}}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");

        ValidationFinding finding = Assert.Single(NotebookValidator.Validate(notebook));

        Assert.Equal("cell 0 (id intro): the cell has no 'source'; add \"source\": []", finding.Message);
        Assert.Equal((0, "intro"), (finding.CellIndex, finding.CellId));
    }

    [Fact]
    public void Duplicate_and_missing_ids_are_repairable_not_invalid()
    {
        JsonObject notebook = Read("""
            {"cells": [{"cell_type": "raw", "id": "a", "metadata": {}, "source": ""}, {"cell_type": "raw", "id": "a", "metadata": {}, "source": ""},
             {"cell_type": "raw", "metadata": {}, "source": ""}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """);

        IReadOnlyList<ValidationFinding> findings = NotebookValidator.Validate(notebook);

        Assert.Equal(["uniqueId", "required"], findings.Select(finding => finding.Keyword));
        Assert.All(findings, finding => Assert.Equal(ValidationSeverity.Repairable, finding.Severity));
    }

    [Theory]
    [InlineData("id\n", true)]
    [InlineData("id\n\n", false)]
    [InlineData("ä", false)]
    public void An_id_is_matched_as_Python_matches_it(string id, bool isValid)
    {
        JsonObject cell = Cell.Markdown(id, "").Json;
        JsonObject notebook = JsonObject.Of(("cells", JsonArray.Create([cell])), ("metadata", JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5));

        Assert.Equal(isValid, NotebookValidator.Validate(notebook).Count == 0);
    }

    [Theory]
    [InlineData("""{"nbformat": 5, "nbformat_minor": 0}""", "maximum ['nbformat']")]
    [InlineData("""{"nbformat": 0}""", "minimum ['nbformat']")]
    [InlineData("""{"nbformat": 99999999999999999999}""", "maximum ['nbformat']")]
    [InlineData("""{"nbformat": 3, "nbformat_minor": 1, "metadata": {}, "worksheets": []}""", "noSchema ")]
    [InlineData("""{"nbformat": "4", "nbformat_minor": 5, "metadata": {}, "cells": []}""", "type ['nbformat']")]
    [InlineData("""{"nbformat": 4, "nbformat_minor": 5.0, "metadata": {}, "cells": []}""", "type ['nbformat_minor']")]
    [InlineData("""{"nbformat": null, "metadata": {}, "cells": [], "nbformat_minor": 5}""", "type ['nbformat']")]
    public void A_strange_version_is_a_finding(string json, string expected)
    {
        ValidationFinding finding = Assert.Single(NotebookValidator.Validate(Read(json)));

        Assert.Equal(expected, $"{finding.Keyword} {finding.Path.ToPython()}");
    }

    [Fact]
    public void A_minor_from_the_future_may_have_other_keys_and_types()
    {
        JsonObject notebook = Read("""
            {"cells": [{"cell_type": "canvas", "metadata": {}, "extra": 1}, {"cell_type": "raw", "id": "a", "metadata": {}, "source": "", "extra": 1}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 6, "extra": 1}
            """);

        Assert.Empty(NotebookValidator.Validate(notebook));
    }

    private static string[] Row(string path) => Cases.Table("nbformat/cases.tsv").First(row => row[PathColumn] == path);

    private static JsonObject Read(string json) => (JsonObject)JsonReader.Read(json);

    // nbformat's view: a missing or duplicate id is repaired without a word.
    private static (string Verdict, ValidationFinding? First) Lenient(string path)
    {
        if (Cases.TryReadObject(Cases.Bytes(path)) is not { } notebook)
        {
            return ("unreadable", null);
        }

        ValidationFinding? first = NotebookValidator.Validate(notebook).FirstOrDefault(finding => finding.Severity == ValidationSeverity.Invalid);
        return (first is null ? "valid" : "invalid", first);
    }
}
