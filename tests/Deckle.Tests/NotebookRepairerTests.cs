using System.Text;
using Deckle.Repairing;
using Deckle.Validation;

namespace Deckle.Tests;

public class NotebookRepairerTests
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    [Theory]
    [InlineData("""{"cell_type": "raw", "id": "a", "metadata": {}}""", """{"cell_type": "raw", "id": "a", "metadata": {}, "source": []}""")]
    [InlineData("""{"cell_type": "raw",  "id": "a", "source": []}""", """{"cell_type": "raw",  "id": "a",  "metadata": {}, "source": []}""")]
    [InlineData("""{"cell_type": "raw", "id": "a", "metadata": {"collapsed":1e0}, "source": ""}""", """{"cell_type": "raw", "id": "a", "metadata": {"collapsed":1e0}, "source": ""}""")]
    [InlineData("""{"cell_type": "raw", "id": "a", "metadata": {"tags": "x"}, "source": ""}""", """{"cell_type": "raw", "id": "a", "metadata": {"tags": ["x"]}, "source": ""}""")]
    [InlineData("""{"cell_type": "raw", "id": "a", "metadata": {"tags": ["x",  "", "y", "x"]}, "source": ""}""", """{"cell_type": "raw", "id": "a", "metadata": {"tags": ["x", "y"]}, "source": ""}""")]
    [InlineData("""{"cell_type": "raw", "id": "a", "metadata": {"name": ""}, "source": ""}""", """{"cell_type": "raw", "id": "a", "metadata": {}, "source": ""}""")]
    [InlineData("""{"cell_type": "raw", "id": "a", "metadata": {}, "source": null, "outputs": []}""", """{"cell_type": "raw", "id": "a", "metadata": {}, "source": []}""")]
    [InlineData("""{"cell_type": "code", "execution_count": 2.0, "id": "a", "metadata": {"collapsed": "true"}, "outputs": null, "source": ""}""", """{"cell_type": "code", "execution_count": 2, "id": "a", "metadata": {"collapsed": true}, "outputs": [], "source": ""}""")]
    [InlineData("""{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [{"output_type": "display_data", "transient": {"display_id": 1}}], "source": ""}""", """{"cell_type": "code", "execution_count": null, "id": "a", "metadata": {}, "outputs": [{"data": {}, "metadata": {}, "output_type": "display_data"}], "source": ""}""")]
    public void A_cell_is_repaired_and_no_other_byte_changes(string broken, string expected)
    {
        RepairResult result = NotebookRepairer.Repair(Notebook(broken));

        Assert.Equal(Encoding.UTF8.GetString(Notebook(expected)), Encoding.UTF8.GetString(result.Bytes.Span));
        Assert.Empty(result.Findings);
    }

    [Theory]
    [InlineData("""{"cell_type": "codee", "id": "a", "metadata": {}, "source": ""}""")]
    [InlineData("""{"cell_type": "raw", "id": "a", "metadata": {}, "source": "", "outputs": [1]}""")]
    [InlineData("""{"cell_type": "raw", "id": "a", "metadata": {"tags": ["a,b"]}, "source": ""}""")]
    [InlineData("""{"cell_type": "code", "id": "a", "metadata": {}, "source": "", "outputs": [], "execution_count": -1}""")]
    [InlineData("""5""")]
    public void What_would_lose_or_guess_content_is_left_alone(string broken)
    {
        byte[] file = Notebook(broken);

        RepairResult result = NotebookRepairer.Repair(file);

        Assert.Equal(file, result.Bytes.ToArray());
        Assert.Empty(result.Repairs);
        Assert.NotEmpty(result.Findings);
    }

    [Fact]
    public void Ids_under_an_older_minor_raise_it_and_cells_without_get_one()
    {
        byte[] file = """{"cells":[{"cell_type":"raw","id":"a","metadata":{},"source":""},{"cell_type":"raw","metadata":{},"source":""}],"metadata":{},"nbformat":4,"nbformat_minor":4}"""u8.ToArray();

        RepairResult result = NotebookRepairer.Repair(file, () => "new");

        Assert.Equal(
            """{"cells":[{"cell_type":"raw","id":"a","metadata":{},"source":""},{"cell_type":"raw","id":"new","metadata":{},"source":""}],"metadata":{},"nbformat":4,"nbformat_minor":5}""",
            Encoding.UTF8.GetString(result.Bytes.Span));
    }

    [Fact]
    public void A_byte_order_mark_goes_and_places_count_without_it()
    {
        byte[] file = [.. Mark, .. Notebook("5")];

        RepairResult result = NotebookRepairer.Repair(file);

        Assert.Equal(Notebook("5"), result.Bytes.ToArray());
        Assert.Equal((byte)'5', result.Bytes.Span[Assert.Single(result.Findings).Span.Start]);
    }

    [Fact]
    public void Repairing_repairs_everything_nbformat_repairs_and_is_done_after_once()
    {
        foreach (string path in Cases.Notebooks())
        {
            RepairResult once;
            try
            {
                once = NotebookRepairer.Repair(Cases.Bytes(path));
            }
            catch (DeckleException)
            {
                continue;
            }

            RepairResult twice = NotebookRepairer.Repair(once.Bytes);

            Assert.Empty(twice.Repairs);
            Assert.Equal(once.Bytes.ToArray(), twice.Bytes.ToArray());
            Assert.DoesNotContain(once.Findings, finding => finding.Severity == ValidationSeverity.Repairable);
        }
    }

    private static byte[] Notebook(string cell) =>
        Encoding.UTF8.GetBytes($$$"""{"nbformat": 4, "nbformat_minor": 5, "cells": [{{{cell}}}], "metadata": {"x": 1.10}}""");
}
