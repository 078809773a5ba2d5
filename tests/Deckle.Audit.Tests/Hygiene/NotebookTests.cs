using System.Text;
using Deckle.Audit.Hygiene;
using Deckle.Stripping;

namespace Deckle.Audit.Tests.Hygiene;

public class NotebookTests
{
    private const string Dirty = """
        {
          "nbformat": 4, "nbformat_minor": 5, "metadata": {},
          "cells": [
            {"cell_type": "code", "id": "load", "metadata": {"tags": ["a"]}, "execution_count": 7,
             "source": "print(1)", "outputs": [{"output_type": "stream", "name": "stdout", "text": "1"}]}
          ]
        }
        """;

    [Fact]
    public void A_dirty_notebook_is_told_cell_by_cell_and_stripped()
    {
        HygieneReport report = Hooks.Check("notebook-clean", Dirty, "a.ipynb");

        Assert.Equal(2, report.Findings.Count);
        Assert.All(report.Findings, finding => Assert.StartsWith("a.ipynb: cell 0 (id load): ", finding.Message, StringComparison.Ordinal));
        Assert.All(report.Findings, finding => Assert.Equal(new CellPlace(0, "load"), finding.Cell));
        Assert.Equal("Fixing a.ipynb", report.Fix!.Message);
        Assert.Contains("\"id\": \"load\", \"metadata\": {\"tags\": [\"a\"]}, \"execution_count\": null", Encoding.UTF8.GetString(report.Fix.Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_say_what_is_clean()
    {
        var context = new HygieneContext { StripOptionsFor = path => path.StartsWith("runs/", StringComparison.Ordinal) ? new StripOptions { KeepOutput = true, KeepCount = true } : StripOptions.Default };
        HygieneCheck check = Hooks.Rule("notebook-clean");

        Assert.True(check.Check(new HygieneFile("runs/a.ipynb", Encoding.UTF8.GetBytes(Dirty)), context).IsClean);
        Assert.False(check.Check(new HygieneFile("a.ipynb", Encoding.UTF8.GetBytes(Dirty)), context).IsClean);
    }

    [Theory]
    [InlineData("nbstripout", "")]
    [InlineData("nbstripout", "--keep-output --keep-count --keep-id", true)]
    [InlineData("nbstripout", "--keep-output --keep-count", false)]
    [InlineData("nbstripout", "--keep-count --keep-id --max-size 1k", true)]
    [InlineData("nbstripout", "--keep-count --keep-id --keep-output-type stream:stdout error", true)]
    [InlineData("nbstripout", "--keep-count --keep-id --keep-output --extra-keys cell.metadata.tags", false)]
    [InlineData("nbstripout", "--keep-count --keep-id --keep-output --drop-tagged-cells a", false)]
    [InlineData("nb-clean", "")]
    [InlineData("nb-clean", "-o -c -m", true)]
    [InlineData("nb-clean", "-oc --preserve-cell-metadata tags --", true)]
    [InlineData("nb-clean", "-o -c -m name", false)]
    [InlineData("nb-clean", "--preserve-cell-o --preserve-e", false)]
    public void The_flags_of_the_originals_say_too(string rule, string arguments, bool passes = false) =>
        Assert.Equal(passes, Hooks.Check(rule, Dirty, "a.ipynb", arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).IsClean);

    [Theory]
    [InlineData("nbstripout", "argument --max-size: '10kb' is no size", "--max-size=10kb")]
    [InlineData("nb-clean", "cannot both be `True`", "-M", "-n")]
    [InlineData("nb-clean", "ambiguous option: --preserve could match --preserve-cell-outputs, --preserve-execution-counts, --preserve-notebook-metadata, --preserve-cell-metadata", "--preserve")]
    [InlineData("notebook-clean", "unrecognized arguments: --keep-output", "--keep-output")]
    public void Wrong_flags_are_an_error(string rule, string expected, params string[] arguments) =>
        Assert.Contains(expected, Hooks.Refusal(rule, arguments), StringComparison.Ordinal);

    [Fact]
    public void A_valid_notebook_passes() => Assert.Empty(Hooks.Check("notebook-valid", Dirty, "a.ipynb").Findings);

    [Fact]
    public void A_broken_notebook_is_told_with_cell_and_line()
    {
        string broken = Dirty.Replace("\"source\": \"print(1)\", ", "", StringComparison.Ordinal);

        Finding finding = Assert.Single(Hooks.Check("notebook-valid", broken, "a.ipynb").Findings);

        Assert.StartsWith("a.ipynb: ", finding.Message, StringComparison.Ordinal);
        Assert.Equal((new CellPlace(0, "load"), 4), (finding.Cell, finding.Line));
    }

    [Theory]
    [InlineData("notebook-valid", "")]
    [InlineData("notebook-valid", "[]")]
    [InlineData("notebook-valid", "{\"cells\": [\n<<<<<<< HEAD\n]}")]
    [InlineData("notebook-clean", "{\"cells\": [\n<<<<<<< HEAD\n]}")]
    [InlineData("nbstripout", "")]
    public void What_is_no_notebook_is_found(string rule, string content)
    {
        HygieneReport report = Hooks.Check(rule, content, "a.ipynb");

        Assert.StartsWith("a.ipynb: ", Assert.Single(report.Findings).Message, StringComparison.Ordinal);
        Assert.Null(report.Fix);
    }
}
