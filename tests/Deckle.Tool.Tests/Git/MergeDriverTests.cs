namespace Deckle.Tool.Tests.Git;

/// <summary>Merges that git makes with the driver: nobody's work may be missing from the work tree.</summary>
public class MergeDriverTests
{
    private static readonly (string Id, string Source)[] Base = [("load", "import pandas\n"), ("clean", "data = load()\n"), ("fit", "model = fit(data)\n"), ("plot", "plot(model)\n")];

    [Fact]
    public async Task A_cell_that_both_branches_added_is_there_once()
    {
        using GitFolder folder = await BranchesAsync(
            [.. Base, ("one", "report(model)\n")],
            [.. Base, ("two", "report(model)\n")]);

        ProcessOutcome outcome = await folder.ShellAsync("git merge -q -m merged theirs");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal([.. Base.Select(cell => cell.Source), "report(model)\n"], Sources(folder));
    }

    [Fact]
    public async Task An_edit_follows_a_cell_that_the_other_branch_moved()
    {
        using GitFolder folder = await BranchesAsync(
            [Base[3], Base[0], Base[1], Base[2]],
            [Base[0], Base[1], Base[2], ("plot", "plot(model, size=3)\n")]);

        ProcessOutcome outcome = await folder.ShellAsync("git merge -q -m merged theirs");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["plot(model, size=3)\n", "import pandas\n", "data = load()\n", "model = fit(data)\n"], Sources(folder));
    }

    [Fact]
    public async Task A_cell_deleted_here_and_edited_there_is_a_conflict_with_markers()
    {
        using GitFolder folder = await BranchesAsync([Base[0], Base[1], Base[3]], [Base[0], Base[1], ("fit", "model = fit(data, depth=5)\n"), Base[3]]);

        ProcessOutcome outcome = await folder.ShellAsync("git merge -q -m merged theirs");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("deckle: a.ipynb: conflict in cell 2 (id fit): deleted on one side, changed on the other", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal("<<<<<<< ours\n=======\nmodel = fit(data, depth=5)\n>>>>>>> theirs\n", Ended(Sources(folder)[2]));
        Assert.Equal("UU a.ipynb\n", await folder.GoodAsync("git status --short"));
        AssertValid(folder);
    }

    [Fact]
    public async Task Lines_that_contradict_stand_between_markers_with_the_names_of_the_branches()
    {
        using GitFolder folder = await BranchesAsync([Base[0], ("clean", "data = load('a')\n"), Base[2], Base[3]], [Base[0], ("clean", "data = load('b')\n"), Base[2], Base[3]]);

        ProcessOutcome outcome = await folder.ShellAsync("git -c merge.conflictStyle=diff3 merge -q -m merged theirs");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            "<<<<<<< ours\ndata = load('a')\n||||||| base\ndata = load()\n=======\ndata = load('b')\n>>>>>>> theirs\n",
            Ended(Sources(folder)[1]));
        AssertValid(folder);
    }

    [Fact]
    public async Task A_file_that_both_branches_added_is_merged_without_a_base()
    {
        using var folder = await GitFolder.InstalledAsync();
        await folder.GoodAsync("git commit -q --allow-empty -m base && git branch theirs");
        await CommitAsync(folder, Base);
        await folder.GoodAsync("git checkout -q theirs");
        await CommitAsync(folder, [Base[0], ("clean", "data = load('b')\n"), Base[2], Base[3]]);
        await folder.GoodAsync("git checkout -q main");

        ProcessOutcome outcome = await folder.ShellAsync("git merge -q -m merged theirs");

        Assert.Equal(1, outcome.ExitCode);
        string all = string.Concat(Sources(folder));
        Assert.Contains("data = load()\n", all, StringComparison.Ordinal);
        Assert.Contains("data = load('b')\n", all, StringComparison.Ordinal);
        Assert.Contains("<<<<<<<", all, StringComparison.Ordinal);
        AssertValid(folder);
    }

    [Theory]
    [InlineData("git rebase -q theirs")]
    [InlineData("git cherry-pick theirs")]
    [InlineData("git merge -q -m merged theirs")]
    [InlineData("git stash -q && git checkout -q theirs && git stash pop -q")]
    public async Task Work_of_both_sides_is_there_whatever_git_command_merges(string command)
    {
        using GitFolder folder = await BranchesAsync(
            [("load", "import pandas, ours\n"), .. Base[1..]],
            [.. Base[..3], ("plot", "plot(model, theirs)\n")]);
        if (command.Contains("stash", StringComparison.Ordinal))
        {
            // Ours is stashed on the base, theirs is what it is popped on.
            await folder.GoodAsync("git checkout -q HEAD~1");
            folder.Write("a.ipynb", NotebookText([("load", "import pandas, ours\n"), .. Base[1..]]));
        }

        ProcessOutcome outcome = await folder.ShellAsync(command);

        Assert.True(outcome.ExitCode == 0, outcome.Transcript);
        Assert.Equal(["import pandas, ours\n", "data = load()\n", "model = fit(data)\n", "plot(model, theirs)\n"], Sources(folder));
    }

    [Theory]
    [InlineData("git rebase -q theirs")]
    [InlineData("git cherry-pick theirs")]
    [InlineData("git stash -q && git checkout -q theirs && git stash pop -q")]
    public async Task A_contradiction_is_marked_whatever_git_command_merges(string command)
    {
        (string, string)[] ours = [Base[0], ("clean", "data = load('ours')\n"), .. Base[2..]];
        (string, string)[] theirs = [Base[0], ("clean", "data = load('theirs')\n"), .. Base[2..]];
        using GitFolder folder = await BranchesAsync(ours, theirs);
        if (command.Contains("stash", StringComparison.Ordinal))
        {
            await folder.GoodAsync("git checkout -q HEAD~1");
            folder.Write("a.ipynb", NotebookText(ours));
        }

        ProcessOutcome outcome = await folder.ShellAsync(command);

        Assert.NotEqual(0, outcome.ExitCode);
        string source = Sources(folder)[1];
        Assert.Contains("data = load('ours')\n", source, StringComparison.Ordinal);
        Assert.Contains("data = load('theirs')\n", source, StringComparison.Ordinal);
        Assert.StartsWith("<<<<<<< ", source, StringComparison.Ordinal);
        AssertValid(folder);
    }

    [Theory]
    [InlineData("{ broken", "is no notebook")]
    [InlineData("\0\u0001\0 binary", "is no notebook")]
    [InlineData("", "is no notebook")]
    [InlineData("[1, 2]", "is no notebook")]
    public async Task A_side_that_is_no_notebook_is_merged_as_text_and_nothing_is_lost(string theirs, string message)
    {
        using GitFolder folder = await BranchesAsync([("load", "import ours\n"), .. Base[1..]], null, theirs);

        ProcessOutcome outcome = await folder.ShellAsync("git merge -q -m merged theirs");

        string file = folder.Read("a.ipynb");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(message, outcome.Stderr, StringComparison.Ordinal);
        Assert.Contains("import ours", file, StringComparison.Ordinal);
        Assert.Contains(theirs, file, StringComparison.Ordinal);
        Assert.Contains("<<<<<<< ", file, StringComparison.Ordinal);
        Assert.Contains(">>>>>>> theirs", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_change_keeps_every_byte()
    {
        // Two spaces, keys in an order of their own, and a text that is no list of lines.
        string Spelled(string first, string last) =>
            $$"""
            {
              "nbformat": 4, "nbformat_minor": 5, "metadata": {"z": 1, "a": 2},
              "cells": [
                {"source": "{{first}}", "cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": null},
                {"source": "{{last}}", "cell_type": "code", "id": "b", "metadata": {}, "outputs": [], "execution_count": null}
              ]
            }

            """;
        using GitFolder folder = await BranchesOfTextAsync(Spelled("1", "2"), Spelled("1 + 1", "2"), Spelled("1", "2 + 2"));

        await folder.GoodAsync("git merge -q -m merged theirs");

        Assert.Equal(Spelled("1 + 1", "2 + 2"), folder.Read("a.ipynb"));
    }

    private static Task<GitFolder> BranchesAsync((string, string)[] ours, (string, string)[]? theirs, string? theirText = null) =>
        BranchesOfTextAsync(NotebookText(Base), NotebookText(ours), theirText ?? NotebookText(theirs!));

    private static async Task<GitFolder> BranchesOfTextAsync(string ancestor, string ours, string theirs)
    {
        GitFolder folder = await GitFolder.InstalledAsync();
        folder.Write("a.ipynb", ancestor);
        await folder.GoodAsync("git add a.ipynb && git commit -q -m base && git checkout -q -b theirs");
        folder.Write("a.ipynb", theirs);
        await folder.GoodAsync("git commit -q -a -m theirs && git checkout -q main");
        folder.Write("a.ipynb", ours);
        await folder.GoodAsync("git commit -q -a -m ours");
        return folder;
    }

    private static async Task CommitAsync(GitFolder folder, (string, string)[] cells)
    {
        folder.Write("a.ipynb", NotebookText(cells));
        await folder.GoodAsync("git add a.ipynb && git commit -q -m change");
    }

    private static string NotebookText((string Id, string Source)[] cells)
    {
        var notebook = new Notebook(Json.JsonObject.Of(("cells", Json.JsonArray.Empty), ("metadata", Json.JsonObject.Empty), ("nbformat", 4), ("nbformat_minor", 5)));
        return System.Text.Encoding.UTF8.GetString(NotebookWriter.Write(notebook.WithCells(cells.Select(cell => Cell.Code(cell.Id, cell.Source)))));
    }

    private static string[] Sources(GitFolder folder) => [.. Read(folder).Cells.Select(cell => Ended(cell.Source))];

    private static string Ended(string source) => source.EndsWith('\n') ? source : source + "\n";

    private static Notebook Read(GitFolder folder) => NotebookReader.Read(System.Text.Encoding.UTF8.GetBytes(folder.Read("a.ipynb")));

    private static void AssertValid(GitFolder folder)
    {
        Assert.Empty(NotebookValidator.Validate(Read(folder)));
        Assert.NotNull(Read(folder).Cells.FirstOrDefault(cell => cell.Metadata.ToString().Contains("conflicts", StringComparison.Ordinal)));
    }
}
