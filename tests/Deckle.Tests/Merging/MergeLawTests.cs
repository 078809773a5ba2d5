using CsCheck;
using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tests.Merging;

/// <summary>What holds for every merge: of nbdime's files, of the pairs' triplets, and of generated edits.</summary>
public class MergeLawTests
{
    private const int Count = 400;
    private static readonly MergeOptions Inline = new();

    [Fact]
    public void Files_of_peers_merge_into_valid_notebooks_whose_conflicts_are_shown()
    {
        int conflicted = 0;
        foreach ((string name, Notebook ancestor, Notebook local, Notebook remote) in MergeTriples.All())
        {
            conflicted += CheckMerge(name, ancestor, local, remote).IsClean ? 0 : 1;
        }

        Assert.True(conflicted > 100, $"{conflicted} conflicted");
    }

    [Fact]
    public void Generated_edits_merge_into_valid_notebooks_without_losing_a_line() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            (Notebook ancestor, Notebook local, Notebook remote) = Sides(seed);

            CheckMerge($"seed {seed}", ancestor, local, remote);
        },
        iter: Count);

    [Fact]
    public void A_side_that_changed_nothing_leaves_the_other_as_it_is() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            (Notebook ancestor, Notebook edited, _) = Sides(seed);

            Assert.Equal(edited, Clean(ancestor, ancestor, edited));
            Assert.Equal(edited, Clean(ancestor, edited, ancestor));
            Assert.Equal(edited, Clean(ancestor, edited, edited));
        },
        iter: Count);

    [Fact]
    public void A_clean_merge_does_not_depend_on_which_side_is_local() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            (Notebook ancestor, Notebook local, Notebook remote) = Sides(seed);

            MergeResult merged = NotebookMerger.Merge(ancestor, local, remote, Inline);
            MergeResult swapped = NotebookMerger.Merge(ancestor, remote, local, Inline);

            Assert.Equal(merged.IsClean, swapped.IsClean);
            if (merged.IsClean)
            {
                Assert.Equal(merged.Notebook.Cells.Select(cell => cell.Source).Order(StringComparer.Ordinal), swapped.Notebook.Cells.Select(cell => cell.Source).Order(StringComparer.Ordinal));
            }
        },
        iter: Count);

    [Fact]
    public void A_cell_that_both_moved_and_what_one_added_before_it_are_merged_alike_from_either_side()
    {
        (Notebook ancestor, Notebook local, Notebook remote) = Sides(412_460);

        Assert.Empty(NotebookMerger.Merge(ancestor, local, remote, Inline).Conflicts);
        Assert.Empty(NotebookMerger.Merge(ancestor, remote, local, Inline).Conflicts);
    }

    [Theory]
    [InlineData(MergeStrategy.UseBase)]
    [InlineData(MergeStrategy.UseLocal)]
    [InlineData(MergeStrategy.UseRemote)]
    public void A_side_chosen_beforehand_leaves_no_conflict(MergeStrategy strategy) => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            (Notebook ancestor, Notebook local, Notebook remote) = Sides(seed);

            MergeResult merged = NotebookMerger.Merge(ancestor, local, remote, Inline with { Strategy = strategy });

            Assert.Empty(merged.Conflicts);
            Assert.Empty(NotebookValidator.Validate(merged.Notebook));
            Assert.DoesNotContain("<<<<<<<", merged.Notebook.Json.ToString(), StringComparison.Ordinal);
            if (NotebookMerger.Merge(ancestor, local, remote, Inline) is { IsClean: true } clean)
            {
                Assert.Equal(clean.Notebook, merged.Notebook);
            }
        },
        iter: Count);

    [Fact]
    public void Without_a_base_no_line_of_either_side_is_lost() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            (_, Notebook local, Notebook remote) = Sides(seed);

            Notebook merged = NotebookMerger.Merge(null, local, remote, Inline).Notebook;

            Assert.Empty(NotebookValidator.Validate(merged));
            Assert.Superset(EditedNotebook.Lines(local), EditedNotebook.Lines(merged));
            Assert.Superset(EditedNotebook.Lines(remote), EditedNotebook.Lines(merged));
        },
        iter: Count);

    // git merges the bases of a criss-cross history first, conflicts and all.
    [Fact]
    public void A_base_full_of_conflicts_is_a_base_like_another() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            (Notebook ancestor, Notebook local, Notebook remote) = Sides(seed);
            Notebook virtualBase = NotebookMerger.Merge(ancestor, local, remote, Inline with { MarkerSize = 9 }).Notebook;

            MergeResult merged = NotebookMerger.Merge(virtualBase, local, remote, Inline);

            Assert.Empty(NotebookValidator.Validate(merged.Notebook));
            Assert.Superset(EditedNotebook.Lines(local).Except(EditedNotebook.Lines(virtualBase)).ToHashSet(), EditedNotebook.Lines(merged.Notebook));
        },
        iter: Count);

    private static (Notebook Base, Notebook Local, Notebook Remote) Sides(int seed)
    {
        var random = new Random(seed);
        Notebook ancestor = EditedNotebook.New(random);
        return (ancestor, EditedNotebook.Edit(ancestor, random, "local"), EditedNotebook.Edit(ancestor, random, "remote"));
    }

    private static Notebook Clean(Notebook ancestor, Notebook local, Notebook remote)
    {
        MergeResult merged = NotebookMerger.Merge(ancestor, local, remote, Inline);
        Assert.Empty(merged.Conflicts);
        return merged.Notebook;
    }

    private static MergeResult CheckMerge(string name, Notebook ancestor, Notebook local, Notebook remote)
    {
        MergeResult merged = NotebookMerger.Merge(ancestor, local, remote, Inline);
        bool areValid = new[] { local, remote }.All(side => NotebookValidator.Validate(NotebookUpgrader.RepairIds(side)).Count == 0);
        Assert.True(!areValid || NotebookValidator.Validate(merged.Notebook).Count == 0, $"{name}: {string.Join("; ", NotebookValidator.Validate(merged.Notebook))}");
        Assert.Equal(merged.Notebook.Cells.Count, merged.Cells.Count);

        HashSet<string> lines = EditedNotebook.Lines(merged.Notebook);
        HashSet<string> old = EditedNotebook.Lines(ancestor);
        string[] lost = [.. EditedNotebook.Lines(local).Concat(EditedNotebook.Lines(remote)).Where(line => !old.Contains(line) && !lines.Contains(line))];
        Assert.True(lost.Length == 0, $"{name} lost: {string.Join("; ", lost)}");

        foreach (MergeConflict conflict in merged.Conflicts)
        {
            Cell shows = merged.Notebook.Cells[conflict.Cell];
            string shown = conflict.Part == ConflictPart.Outputs ? string.Concat(shows.Outputs.Select(output => output.Text)) : shows.Source;
            Assert.Equal(3, shown.Split('\n').Where(line => line is "<<<<<<< local" or "=======" or ">>>>>>> remote").Distinct().Count());
            JsonArray records = shows.Metadata.Get<JsonObject>("deckle")!.Get<JsonArray>("conflicts")!;
            Assert.Contains(records.Cast<JsonObject>(), record => record.GetText("path") == conflict.Path && record.GetText("part") == ConflictRecord.NameOf(conflict.Part));
        }

        Assert.Equal(merged.IsClean, !lines.Contains("<<<<<<< local") && !merged.Notebook.Json.ToString().Contains("<<<<<<< local\\n", StringComparison.Ordinal));
        return merged;
    }
}
