using Deckle.Audit.Hygiene;

namespace Deckle.Audit.Tests.Hygiene;

public class LargeFileTests
{
    private static readonly HygieneContext Added = new() { AddedFiles = new HashSet<string> { "a.bin", "données.bin", "a.ipynb" } };

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, false)]
    [InlineData(10_000, 9, false)]
    [InlineData(10_000, 10, true)]
    [InlineData(10_240, 10, true)]
    [InlineData(10_241, 10, false)]
    public void A_new_file_has_at_most_so_many_kilobytes(int size, int limit, bool passes) =>
        Assert.Equal(passes, Check(size, Added, "a.bin", $"--maxkb={limit}").IsClean);

    [Fact]
    public void The_limit_is_500()
    {
        Assert.True(Check(512_000, Added).IsClean);
        Assert.Equal("a.bin (501 KB) exceeds 500 KB.", Assert.Single(Check(512_001, Added).Findings).Message);
    }

    [Fact]
    public void A_file_that_was_there_before_passes()
    {
        Assert.True(Check(10_000, HygieneContext.None, "a.bin", "--maxkb", "1").IsClean);
        Assert.False(Check(10_000, HygieneContext.None, "a.bin", "--maxkb", "1", "--enforce-all").IsClean);
    }

    [Fact]
    public void A_name_beyond_ASCII_counts() => Assert.False(Check(10_000, Added, "données.bin", "--maxkb", "1").IsClean);

    [Theory]
    [InlineData()]
    [InlineData("--enforce-all")]
    public void What_LFS_stores_passes(params string[] arguments)
    {
        HygieneContext context = Added with { LfsFiles = new HashSet<string> { "a.bin" } };

        Assert.True(Check(10_000_000, context, "a.bin", arguments).IsClean);
    }

    [Fact]
    public void A_file_need_not_be_read()
    {
        var file = new HygieneFile("a.bin", default) { Size = 5_000_000_000 };

        Assert.Equal("a.bin (4882813 KB) exceeds 500 KB.", Hooks.Rule("check-added-large-files").Check(file, Added).Findings[0].Message);
    }

    [Fact]
    public void Of_a_notebook_the_largest_cells_are_named()
    {
        string large = new('x', 5000);
        string notebook = $$"""
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
              {"cell_type": "markdown", "id": "intro", "metadata": {}, "source": "small"},
              {"cell_type": "code", "id": "plot", "metadata": {}, "source": "", "execution_count": 1, "outputs": [{"output_type": "stream", "name": "stdout", "text": "{{large}}"}]},
              {"cell_type": "raw", "id": "data", "metadata": {}, "source": "{{large[..3000]}}"}]}
            """;
        var file = new HygieneFile("a.ipynb", System.Text.Encoding.UTF8.GetBytes(notebook));

        IReadOnlyList<Finding> findings = Hooks.Rule("check-added-large-files", "--maxkb=4").Check(file, Added).Findings;

        Assert.Equal(
            ["a.ipynb (9 KB) exceeds 4 KB.", "a.ipynb: cell 1 (id plot) takes 6 KB, 5 KB of it outputs", "a.ipynb: cell 2 (id data) takes 4 KB"],
            findings.Select(finding => finding.Message));
        Assert.Equal([Severity.Error, Severity.Note, Severity.Note], findings.Select(finding => finding.Severity));
    }

    [Theory]
    [InlineData("argument --maxkb: invalid int value: 'many'", "--maxkb=many")]
    [InlineData("argument --maxkb: invalid int value: '1.5'", "--maxkb", "1.5")]
    public void A_limit_is_a_number(string expected, params string[] arguments) =>
        Assert.Equal($"check-added-large-files: {expected}", Hooks.Refusal("check-added-large-files", arguments));

    private static HygieneReport Check(int size, HygieneContext context, string path = "a.bin", params string[] arguments) =>
        Hooks.Rule("check-added-large-files", arguments).Check(new HygieneFile(path, new byte[size]), context);
}
