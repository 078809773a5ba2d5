using Deckle.Tool.Tests.Git;

namespace Deckle.Tool.Tests.Diffing;

public class PatchTests
{
    // An odd layout, of which all must stay that does not change.
    private const string Before = """
        { "nbformat": 4, "metadata": {"b": 1.50, "a": "\u00e9"},
            "cells": [
          {"cell_type": "markdown", "source": ["one\n", "two"], "metadata": {}, "id": "one"},
          {"cell_type": "markdown", "source": ["three"], "metadata": { }, "id": "three"}
        ], "nbformat_minor": 5}
        """;

    private const string After = """
        {"cells": [
          {"cell_type": "markdown", "metadata": {}, "source": "one\ntwo", "id": "one"},
          {"cell_type": "markdown", "metadata": {}, "source": "three\nfour", "id": "three"},
          {"cell_type": "markdown", "metadata": {}, "source": "new\ncell", "id": "new"}
        ], "metadata": {"a": "é", "b": 1.5}, "nbformat": 4, "nbformat_minor": 5}
        """;

    [Theory]
    [InlineData("--json")]
    [InlineData("--format nbdime")]
    public async Task What_diff_writes_patch_applies_and_keeps_all_other_bytes(string form)
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", Before);
        folder.Write("b.ipynb", After);

        await folder.GoodAsync($"deckle diff a.ipynb b.ipynb {form} > d.json && deckle patch a.ipynb d.json -o c.ipynb && deckle diff c.ipynb b.ipynb --quiet");
        ProcessOutcome stdout = await folder.ShellAsync("deckle patch - d.json < a.ipynb");
        ProcessOutcome check = await folder.ShellAsync("deckle patch --check a.ipynb - < d.json");
        await folder.GoodAsync("deckle patch a.ipynb d.json --in-place");

        string patched = folder.Read("c.ipynb");
        Assert.StartsWith(Before[..Before.IndexOf("[\"three\"]", StringComparison.Ordinal)], patched, StringComparison.Ordinal);
        Assert.Contains("\"three\\n\"", patched, StringComparison.Ordinal);
        Assert.Contains("\"new\\n\"", patched, StringComparison.Ordinal);
        Assert.Equal(patched, stdout.Stdout);
        Assert.Equal("", check.Transcript);
        Assert.Equal(patched, folder.Read("a.ipynb"));
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--format nbdime")]
    public async Task A_diff_of_several_notebooks_is_applied_by_path(string form)
    {
        using var folder = new GitFolder();
        foreach (string name in (string[])["1", "2"])
        {
            folder.Write($"nb/{name}.ipynb", GitFolder.Notebook(null, name));
        }

        await folder.GoodAsync($"git init -q && git add . && git commit -qm one && cp -r nb old && sed -i s/1/one/ nb/1.ipynb && sed -i s/2/two/ nb/2.ipynb && deckle diff {form} > d.json && git stash -q");
        ProcessOutcome below = await folder.ShellAsync("deckle patch ../nb/2.ipynb ../d.json --in-place && git diff --stat", "repo/nb");
        ProcessOutcome other = await folder.ShellAsync("deckle patch old/1.ipynb d.json");

        Assert.Contains("nb/2.ipynb", below.Stdout, StringComparison.Ordinal);
        Assert.Equal("error[diff-has-no-file]: d.json does not say how old/1.ipynb changes\navailable: nb/1.ipynb, nb/2.ipynb\nhelp: name the notebook by one of these paths\n", other.Stderr);
        Assert.Equal(2, other.ExitCode);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--format nbdime")]
    public async Task Where_it_does_not_fit_the_place_is_told_and_nothing_written(string form)
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1", "2\n3\n4"));
        folder.Write("b.ipynb", GitFolder.Notebook(null, "1", "2\n3\n44"));
        folder.Write("other.ipynb", GitFolder.Notebook(null, "1", "2"));
        await folder.GoodAsync($"deckle diff a.ipynb b.ipynb {form} > d.json");

        ProcessOutcome outcome = await folder.ShellAsync("deckle patch other.ipynb d.json -o c.ipynb");
        ProcessOutcome check = await folder.ShellAsync("deckle patch other.ipynb d.json --check");

        Assert.StartsWith("error[diff-does-not-fit]: the diff does not fit: at /cells/1/source (cell 1, id 'cell-1')", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(outcome.Transcript, check.Transcript);
        Assert.False(File.Exists(folder.Combine("repo/c.ipynb")));
    }

    [Fact]
    public async Task A_result_that_is_not_valid_is_written_with_a_warning()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1"));
        folder.Write("d.json", """[{"op": "patch", "key": "cells", "diff": [{"op": "patch", "key": 0, "diff": [{"op": "remove", "key": "metadata"}]}]}]""");

        ProcessOutcome outcome = await folder.ShellAsync("deckle patch a.ipynb d.json -o c.ipynb");

        Assert.StartsWith("warning: the result is not a valid notebook: cells[0]", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain("\"metadata\": {}}", folder.Read("c.ipynb"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.ipynb text.txt", "error[diff-not-json]: text.txt is not a diff: line 1, column 1: expected a value")]
    [InlineData("a.ipynb a.ipynb", "error[diff-invalid]: a.ipynb is JSON, but not a diff")]
    [InlineData("text.txt d.json", "error[notebook-not-json]")]
    [InlineData("- -", "error[usage]: the notebook and the diff are both -, and there is one standard input")]
    [InlineData("- d.json --in-place", "error[usage]: --in-place needs a file")]
    [InlineData("a.ipynb d.json --in-place -o b.ipynb", "error[usage]: --in-place and --output name two places")]
    [InlineData("nosuch.ipynb d.json", "error[input-not-found]: there is no file nosuch.ipynb")]
    public async Task Wrong_input_is_an_error(string arguments, string expected)
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1"));
        folder.Write("d.json", "[]");
        folder.Write("text.txt", "text");

        ProcessOutcome outcome = await folder.ShellAsync($"deckle patch {arguments}");

        Assert.StartsWith(expected, outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(2, outcome.ExitCode);
    }
}
