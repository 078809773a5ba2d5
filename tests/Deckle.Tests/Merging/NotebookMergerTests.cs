using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tests.Merging;

public class NotebookMergerTests
{
    private static readonly Cell A = Notebooks.Code("a", "alpha = 1\nprint(alpha)");
    private static readonly Cell B = Notebooks.Code("b", "beta = 22\nprint('beta', beta)");
    private static readonly Cell C = Notebooks.Code("c", "gamma = 333\nshow(gamma, 3)");
    private static readonly Cell D = Notebooks.Code("d", "delta = 4444\nplot(delta)\nsave('d')");
    private static readonly Cell New = Notebooks.Code("new", "import numpy as np\nrandom = np.random.default_rng(42)");
    private static readonly Cell Other = Notebooks.Code("other", "def quite_another(thing):\n    return [*thing, 17]");

    [Fact]
    public void What_one_side_inserts_beside_what_the_other_moved_stays_where_it_is() =>
        Assert.Equal([D, A, New, B, C], Clean([A, B, C, D], [A, New, B, C, D], [D, A, B, C]));

    [Fact]
    public void What_one_side_inserts_inside_a_block_that_the_other_moved_goes_with_it() =>
        Assert.Equal([C, D, A, New, B], Clean([A, B, C, D], [A, New, B, C, D], [C, D, A, B]));

    [Fact]
    public void An_edit_goes_with_the_moved_cell() =>
        Assert.Equal([C, Edited(A), B], Clean([A, B, C], [C, A, B], [Edited(A), B, C]));

    [Fact]
    public void The_same_move_on_both_sides_is_one() => Assert.Equal([D, A, B, C], Clean([A, B, C, D], [D, A, B, C], [D, A, B, C]));

    [Fact]
    public void A_cell_moved_to_two_places_stands_where_local_has_it_behind_a_marker()
    {
        MergeResult merged = Merge([A, B, C, New, D], [D, A, B, C, New], [A, D, B, C, New]);

        MergeConflict conflict = Assert.Single(merged.Conflicts);
        Assert.Equal((ConflictPart.Order, 0), (conflict.Part, conflict.Cell));
        Assert.Equal([D, A, B, C, New], merged.Notebook.Cells.Skip(1));
        Assert.Equal("<<<<<<< local\ncell 0\n=======\ncell 1, after a\n>>>>>>> remote", merged.Notebook.Cells[0].Source);
        Assert.Equal("d", merged.Notebook.Cells[0].Metadata.Get<JsonObject>("deckle")!.GetText("marker_for"));
    }

    [Fact]
    public void Dissimilar_cells_added_at_one_place_both_stay_with_local_ones_first() =>
        Assert.Equal([A, New, Other, B], Clean([A, B], [A, New, B], [A, Other, B]));

    [Fact]
    public void The_same_cell_added_at_two_places_by_its_id_is_one() => Assert.Equal([New, A, B], Clean([A, B], [New, A, B], [A, B, New]));

    [Fact]
    public void A_removed_cell_that_was_only_run_again_is_gone() =>
        Assert.Equal([B], Clean([A, B], [B], [A.With("execution_count", 9).With("outputs", JsonArray.From([EditedNotebook.Printed("1")])), B]));

    [Fact]
    public void A_removed_cell_with_new_tags_is_a_conflict() =>
        Assert.Equal(ConflictPart.Cell, Assert.Single(Merge([A, B], [B], [Tagged(A, "parameters"), B]).Conflicts).Part);

    [Fact]
    public void A_removed_and_edited_cell_stays_with_nothing_on_the_side_that_removed_it()
    {
        MergeResult merged = Merge([A, B], [Edited(A), B], [B]);

        Assert.Equal("<<<<<<< local\nalpha = 1\nprint(alpha)\n# edited\n=======\n>>>>>>> remote", merged.Notebook.Cells[0].Source);
        JsonObject record = Assert.IsType<JsonObject>(Assert.Single(merged.Notebook.Cells[0].Metadata.Get<JsonObject>("deckle")!.Get<JsonArray>("conflicts")!));
        Assert.Equal(["part", "path", "base", "local", "labels"], record.Keys);
    }

    [Theory]
    [InlineData(MergeStrategy.UseLocal, "# edited")]
    [InlineData(MergeStrategy.UseBase, "print(alpha)")]
    public void A_strategy_keeps_a_removed_and_edited_cell(MergeStrategy strategy, string lastLine) =>
        Assert.Equal(lastLine, Clean([A, B], [Edited(A), B], [B], new MergeOptions { Strategy = strategy })[0].Source.Split('\n')[^1]);

    [Fact]
    public void A_strategy_removes_an_edited_cell() => Assert.Equal([B], Clean([A, B], [Edited(A), B], [B], new MergeOptions { Strategy = MergeStrategy.UseRemote }));

    [Fact]
    public void A_strategy_drops_nothing_that_is_not_contradicted() => Assert.Equal(
        [New, A.With("source", "alpha = 1\nprint(alpha + 2)"), Edited(C)],
        Clean(
            [A, B, C],
            [New, A.With("source", "alpha = 1\nprint(alpha + 2)"), B, C],
            [A.With("source", "alpha = 1\nprint(alpha + 3)"), Edited(C)],
            new MergeOptions { Strategy = MergeStrategy.UseLocal }));

    [Fact]
    public void One_side_ran_the_cell_and_the_other_edited_it() =>
        Assert.Equal([Edited(A).With("execution_count", 3).With("outputs", JsonArray.From([EditedNotebook.Printed("1")]))], Clean([A], [Edited(A)], [Run(A, 3, "1")]));

    [Fact]
    public void Equal_outputs_of_two_runs_are_there_once_and_contradicting_counts_become_null() =>
        Assert.Equal([Run(A, 3, "1").With("execution_count", JsonNull.Value)], Clean([A], [Run(A, 3, "1")], [Run(A, 4, "1")]));

    [Fact]
    public void Outputs_that_contradict_each_other_stand_between_outputs_with_markers()
    {
        MergeResult merged = Merge([Run(A, 1, "old")], [Run(A, 2, "same", "mine")], [Run(A, 3, "same", "theirs", "more")]);

        Assert.Equal(ConflictPart.Outputs, Assert.Single(merged.Conflicts).Part);
        Assert.Equal(
            ["same\n", "<<<<<<< local\n", "mine\n", "=======\n", "theirs\n", "more\n", ">>>>>>> remote\n"],
            merged.Notebook.Cells[0].Outputs.Select(output => output.Text));
        Assert.Equal("stderr", merged.Notebook.Cells[0].Outputs[1].StreamName);
    }

    [Theory]
    [InlineData(MergeStrategy.UseBase, "same", "old")]
    [InlineData(MergeStrategy.UseLocal, "same", "mine")]
    [InlineData(MergeStrategy.UseRemote, "same", "theirs")]
    [InlineData(MergeStrategy.Union, "same", "mine", "theirs")]
    [InlineData(MergeStrategy.Remove, "same")]
    [InlineData(MergeStrategy.ClearAll)]
    public void A_strategy_of_outputs_decides_about_them_alone(MergeStrategy strategy, params string[] expected)
    {
        var options = new MergeOptions { OutputStrategy = strategy };

        Cell merged = Clean([Run(A, 1, "same", "old")], [Run(A, 2, "same", "mine")], [Run(A, 3, "same", "theirs")], options)[0];

        Assert.Equal(expected, merged.Outputs.Select(output => output.Text.TrimEnd()));
    }

    [Fact]
    public void Outputs_that_one_side_cleared_and_the_other_made_anew_are_the_new_ones() =>
        Assert.Equal("new\n", Clean([Run(A, 1, "old")], [A], [Run(A, 2, "new")])[0].Outputs[0].Text);

    [Fact]
    public void Tags_are_joined_as_sets() =>
        Assert.Equal(["keep", "mine", "yours"], Clean([Tagged(A, "keep", "drop")], [Tagged(A, "keep", "drop", "mine")], [Tagged(A, "yours", "keep")])[0].Tags);

    [Fact]
    public void What_editors_write_never_contradicts() => Assert.Equal(
        "{\"collapsed\": true, \"scrolled\": false}",
        Clean([A], [WithMetadata("""{"collapsed": true, "scrolled": false}""")], [WithMetadata("""{"collapsed": false, "scrolled": true}""")])[0].Metadata.ToString());

    [Fact]
    public void What_editors_write_contradicts_where_it_is_asked_for() => Assert.Equal(
        ["/metadata/collapsed"],
        Merge([A], [WithMetadata("""{"collapsed": true}""")], [WithMetadata("""{"collapsed": false}""")], new MergeOptions { IgnoresTransients = false }).Conflicts.Select(conflict => conflict.Path));

    [Fact]
    public void Metadata_merges_key_by_key_and_its_contradictions_stand_before_the_cell()
    {
        MergeResult merged = Merge(
            [WithMetadata("""{"x": {"one": 1, "two": 2}}""")],
            [WithMetadata("""{"x": {"one": 10, "two": 2, "local": true}}""")],
            [WithMetadata("""{"x": {"one": 11, "two": 22}}""")]);

        MergeConflict conflict = Assert.Single(merged.Conflicts);
        Assert.Equal(("/metadata/x/one", 0), (conflict.Path, conflict.Cell));
        Assert.Equal("<<<<<<< local\nmetadata.x.one: 10\n=======\nmetadata.x.one: 11\n>>>>>>> remote", merged.Notebook.Cells[0].Source);
        Assert.Equal("""{"one": 10, "two": 22, "local": true}""", merged.Notebook.Cells[1].Metadata["x"]!.ToString());
    }

    [Fact]
    public void Metadata_of_the_notebook_that_contradicts_stands_at_the_top()
    {
        MergeResult merged = NotebookMerger.Merge(
            Notebooks.Of(A).WithMetadata(JsonObject.Of(("title", "old"))),
            Notebooks.Of(A).WithMetadata(JsonObject.Of(("title", "mine"))),
            Notebooks.Of(A).WithMetadata(JsonObject.Of(("title", "yours"))),
            new MergeOptions());

        Assert.Equal("notebook", merged.Notebook.Cells[0].Metadata.Get<JsonObject>("deckle")!.GetText("marker_for"));
        Assert.Equal("mine", merged.Notebook.Metadata.GetText("title"));
        Assert.Empty(NotebookValidator.Validate(merged.Notebook));
    }

    [Fact]
    public void Two_files_under_one_name_both_stay_and_the_remote_text_follows_its_own()
    {
        Cell text = Cell.Markdown("m", "Before");

        MergeResult merged = Merge(
            [text],
            [text.With("source", "![l](attachment:f.png)\nBefore").With("attachments", Attached("AAAA"))],
            [text.With("source", "Before\n![r](attachment:f.png)").With("attachments", Attached("BBBB"))]);

        Cell cell = merged.Notebook.Cells[1];
        Assert.Equal(["f.png", "remote_f.png"], cell.Json.Get<JsonObject>("attachments")!.Keys);
        Assert.Equal("![l](attachment:f.png)\nBefore\n![r](attachment:remote_f.png)", cell.Source);
        Assert.Equal("/attachments/f.png", Assert.Single(merged.Conflicts).Path);
    }

    [Fact]
    public void An_attachment_that_one_side_removed_and_the_other_changed_stays()
    {
        Cell text = Cell.Markdown("m", "![](attachment:f.png)");

        MergeResult merged = Merge([text.With("attachments", Attached("AAAA"))], [text], [text.With("attachments", Attached("BBBB"))]);

        Assert.Equal(Attached("BBBB"), merged.Notebook.Cells[1].Json["attachments"]);
        Assert.Equal(ConflictPart.Attachments, Assert.Single(merged.Conflicts).Part);
    }

    [Fact]
    public void A_cell_whose_type_one_side_changed_fits_its_type()
    {
        Cell text = Cell.Markdown("a", A.Source);

        Cell merged = Assert.Single(Clean([A], [text], [Run(Edited(A), 2, "1")]));

        Assert.Equal(Cell.Markdown("a", Edited(A).Source), merged);
    }

    [Fact]
    public void Below_nbformat_4_5_no_cell_has_an_id()
    {
        Notebook old = Notebooks.Of(A, B);
        Notebook lowered = new(old.WithCells([.. old.Cells.Select(cell => new Cell(cell.Json.Without("id")))]).Json.With("nbformat_minor", 4));

        Notebook merged = NotebookMerger.Merge(old, lowered, Notebooks.Of(A, New, B), new MergeOptions()).Notebook;

        Assert.Equal(4, merged.Format.Minor);
        Assert.All(merged.Cells, cell => Assert.Null(cell.Id));
    }

    [Fact]
    public void Both_sides_may_say_where_a_conflict_comes_from()
    {
        var options = new MergeOptions { LocalLabel = "HEAD", BaseLabel = "1a2b3c", RemoteLabel = "topic", ShowsBase = true, MarkerSize = 9 };

        string source = Merge([A], [A.With("source", "x")], [A.With("source", "y")], options).Notebook.Cells[0].Source;

        Assert.Equal("<<<<<<<<< HEAD\nx\n||||||||| 1a2b3c\nalpha = 1\nprint(alpha)\n=========\ny\n>>>>>>>>> topic", source);
    }

    [Fact]
    public void Conflicts_of_an_earlier_merge_stay_conflicts()
    {
        Notebook conflicted = Merge([A, B], [A.With("source", "x"), B], [A.With("source", "y"), B]).Notebook;

        Notebook merged = NotebookMerger.Merge(conflicted, conflicted.WithCells([.. conflicted.Cells, New]), conflicted.WithCells([conflicted.Cells[0], Edited(B)]), new MergeOptions()).Notebook;

        Assert.Equal([conflicted.Cells[0], Edited(B), New], merged.Cells);
    }

    [Fact]
    public void What_local_has_is_shared_with_it()
    {
        Notebook local = Notebooks.Of(A, B, C);

        Notebook merged = NotebookMerger.Merge(Notebooks.Of(A, B), local, Notebooks.Of(A.With("metadata", JsonObject.Of(("k", 1))), B), new MergeOptions()).Notebook;

        Assert.Same(local.Cells[0].Json["source"], merged.Cells[0].Json["source"]);
        Assert.Same(local.Cells[1].Json, merged.Cells[1].Json);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"nbformat": 4}""")]
    [InlineData("""{"cells": 3, "metadata": 7, "nbformat": 4, "nbformat_minor": 5}""")]
    [InlineData("""{"cells": [1, null], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""")]
    [InlineData("""{"cells": [{}, {"source": 3, "outputs": {}, "metadata": []}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""")]
    [InlineData("""{"cells": [{"id": 3}, {"id": 3, "cell_type": null, "attachments": 4}], "nbformat": 4, "nbformat_minor": 5}""")]
    public void Nothing_is_too_broken_to_be_merged(string broken)
    {
        var notebook = new Notebook((JsonObject)JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(broken)));
        Notebook sound = Notebooks.Of(A, B);
        Notebook edited = Notebooks.Of(Edited(A), Tagged(B, "x"));

        Notebook[] all = [notebook, sound, edited];
        foreach ((Notebook ancestor, Notebook local, Notebook remote) in from x in all from y in all from z in all select (x, y, z))
        {
            Assert.NotNull(NotebookMerger.Merge(ancestor, local, remote, new MergeOptions()));
        }
    }

    private static Cell Edited(Cell cell) => cell.With("source", cell.Source + "\n# edited");

    private static Cell Tagged(Cell cell, params string[] tags) => cell.WithMetadata(JsonObject.Of(("tags", JsonArray.From(tags))));

    private static Cell WithMetadata(string json) => A.WithMetadata((JsonObject)JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(json)));

    private static Cell Run(Cell cell, int count, params string[] printed) =>
        cell.With("execution_count", count).With("outputs", JsonArray.From(printed.Select(text => (JsonValue)EditedNotebook.Printed(text))));

    private static JsonObject Attached(string data) => JsonObject.Of(("f.png", JsonObject.Of(("image/png", data))));

    private static IReadOnlyList<Cell> Clean(Cell[] ancestor, Cell[] local, Cell[] remote, MergeOptions? options = null)
    {
        MergeResult merged = Merge(ancestor, local, remote, options);
        Assert.Empty(merged.Conflicts);
        return merged.Notebook.Cells;
    }

    private static MergeResult Merge(Cell[] ancestor, Cell[] local, Cell[] remote, MergeOptions? options = null)
    {
        MergeResult merged = NotebookMerger.Merge(Notebooks.Of(ancestor), Notebooks.Of(local), Notebooks.Of(remote), options ?? new MergeOptions());
        Assert.Empty(NotebookValidator.Validate(merged.Notebook));
        return merged;
    }
}
