using Deckle.Json;
using Deckle.Tool.Tests.Git;

namespace Deckle.Tool.Tests.Diffing;

public class DiffFilesTests
{
    [Fact]
    public async Task Folders_are_compared_by_names_and_what_is_alike_is_renamed()
    {
        using var folder = new GitFolder();
        folder.Write("a/same.ipynb", GitFolder.Notebook(null, "1"));
        folder.Write("b/same.ipynb", GitFolder.Notebook(null, "1"));
        folder.Write("a/sub/changed.ipynb", GitFolder.Notebook(null, "1", "2"));
        folder.Write("b/sub/changed.ipynb", GitFolder.Notebook(null, "1", "22"));
        folder.Write("a/old name.ipynb", GitFolder.Notebook(null, "one", "two", "three", "four"));
        folder.Write("b/new/name.ipynb", GitFolder.Notebook(null, "one", "two", "three", "four", "five"));
        folder.Write("a/gone.ipynb", GitFolder.Notebook(null, "wholly other things that nobody else has"));
        folder.Write("b/.ipynb_checkpoints/x.ipynb", GitFolder.Notebook(null, "1"));
        folder.Write("b/text.txt", "x");

        ProcessOutcome outcome = await folder.ShellAsync("deckle diff a b/ --name-status");
        ProcessOutcome json = await folder.ShellAsync("deckle diff a b --json");

        Assert.Matches(@"^D\ta/gone\.ipynb\nR0\d\d\ta/old name\.ipynb\tb/new/name\.ipynb\nM\tb/sub/changed\.ipynb\n$", outcome.Transcript);
        Assert.Equal(3, ((JsonArray)((JsonObject)JsonReader.Read(json.Stdout))["files"]!).Count);
    }

    [Fact]
    public async Task A_file_meets_its_namesake_in_a_folder_and_stdin_any_file()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1"));
        folder.Write("sub/a.ipynb", GitFolder.Notebook(null, "2"));

        ProcessOutcome left = await folder.ShellAsync("deckle diff a.ipynb sub --name-only");
        ProcessOutcome right = await folder.ShellAsync("deckle diff sub a.ipynb --name-only");
        ProcessOutcome stdin = await folder.ShellAsync("deckle diff a.ipynb - --name-only < sub/a.ipynb");
        ProcessOutcome nameless = await folder.ShellAsync("deckle diff - sub < a.ipynb");

        Assert.Equal("sub/a.ipynb\n", left.Transcript);
        Assert.Equal("a.ipynb\n", right.Transcript);
        Assert.Equal("-\n", stdin.Transcript);
        Assert.Equal(2, nameless.ExitCode);
    }

    [Fact]
    public async Task Other_layouts_and_spellings_are_no_difference()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", """{"cells": [{"cell_type": "code", "source": ["a\n", "b"], "metadata": {}, "outputs": [], "execution_count": null}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}""");
        folder.Write("b.ipynb", """{"nbformat_minor": 4, "nbformat": 4, "metadata": {}, "cells": [{"outputs": [], "source": "a\nb", "execution_count": null, "metadata": {}, "cell_type": "code"}]}""");

        ProcessOutcome outcome = await folder.ShellAsync("deckle diff a.ipynb b.ipynb --exit-code");

        Assert.Equal("", outcome.Transcript);
    }

    [Fact]
    public async Task Settings_of_the_folder_leave_out_what_they_say_and_options_stand_above()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook("printed\n", "1"));
        folder.Write("b.ipynb", GitFolder.Notebook("other\n", "1").Replace("\"execution_count\": 1", "\"execution_count\": 7", StringComparison.Ordinal));
        folder.Write("deckle.toml", "[diff]\nignore-noise = \"counts\"\noutputs = false\n");

        ProcessOutcome settings = await folder.ShellAsync("deckle diff a.ipynb b.ipynb --exit-code");
        ProcessOutcome outputs = await folder.ShellAsync("deckle diff a.ipynb b.ipynb --quiet -o");
        ProcessOutcome counts = await folder.ShellAsync("deckle diff a.ipynb b.ipynb --quiet -d");
        ProcessOutcome noise = await folder.ShellAsync("deckle diff a.ipynb b.ipynb --quiet -d --ignore-noise=ids");
        ProcessOutcome variable = await folder.ShellAsync("DECKLE_DIFF_IGNORE_NOISE=timings deckle diff a.ipynb b.ipynb --quiet");

        Assert.Equal("", settings.Transcript);
        Assert.Equal([1, 0, 1, 1], new[] { outputs, counts, noise, variable }.Select(outcome => outcome.ExitCode));
    }

    [Fact]
    public async Task Nbdimes_form_is_a_list_for_one_notebook_and_an_object_for_several()
    {
        using var folder = new GitFolder();
        folder.Write("a/1.ipynb", GitFolder.Notebook(null, "1"));
        folder.Write("b/1.ipynb", GitFolder.Notebook(null, "2"));
        await folder.GoodAsync("deckle diff a b --out one.json");
        folder.Write("a/2.ipynb", GitFolder.Notebook(null, "1"));
        folder.Write("b/2.ipynb", GitFolder.Notebook(null, "2"));
        await folder.GoodAsync("deckle diff a b --out two.json && deckle diff a a --out none.json && deckle diff a/1.ipynb b/1.ipynb --format nbdime > file.json");

        Assert.Equal(folder.Read("one.json"), folder.Read("file.json"));
        Assert.Equal("[]\n", folder.Read("none.json"));
        Assert.Equal(["b/1.ipynb", "b/2.ipynb"], ((JsonObject)JsonReader.Read(folder.Read("two.json"))).Keys);
    }

    [Fact]
    public async Task A_page_and_texts_are_written_to_files()
    {
        using var folder = new GitFolder();
        folder.Write("a.ipynb", GitFolder.Notebook(null, "1"));
        folder.Write("b.ipynb", GitFolder.Notebook(null, "2"));

        ProcessOutcome page = await folder.ShellAsync("deckle diff a.ipynb b.ipynb --html new/page.html --exit-code");
        ProcessOutcome json = await folder.ShellAsync("deckle diff a.ipynb b.ipynb --json --out d.json");

        Assert.Equal(1, page.ExitCode);
        Assert.StartsWith("<!doctype html>", folder.Read("new/page.html"), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("{\"schema\": \"deckle.diff/1\", \"before\": {\"name\": \"a.ipynb\"", folder.Read("d.json"), StringComparison.Ordinal);
        Assert.Equal("", json.Transcript);
    }
}
