using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Tests.Diffing;

/// <summary>What holds for both forms of every comparison.</summary>
public class DiffFormatLawTests
{
    private static readonly DiffFilterOptions[] Filters =
    [
        new() { IgnoredNoise = DiffNoise.All },
        new() { Ids = false, Details = false, IgnoredNoise = DiffNoise.Addresses | DiffNoise.Timings },
        new() { Outputs = false, Metadata = false },
        new() { Sources = false, Attachments = false, Ignored = [new("/metadata/kernelspec"), new("/cells/*/outputs/*/data/text/plain"), new("/cells/*/metadata", ["collapsed", "tags"])] },
    ];

    [Fact]
    public void A_diff_of_six_operations_patches_and_survives_its_form()
    {
        int count = 0;
        NotebookPairs.ForAll((name, before, after) =>
        {
            Diff diff = NotebookDiffer.Compare(before, after).ToDiff();

            JsonArray written = DiffWriter.Write(diff);
            Assert.True(DiffSchema.Violations(written).Concat(DiffSchema.CanonViolations(written)).FirstOrDefault() is null, $"{name}: {string.Join("; ", DiffSchema.CanonViolations(written))}");
            Diff read = DiffReader.Read(Reread(written));
            Assert.True(diff.Equals(read), name);
            Assert.True(DiffPatcher.Patch(before, read) == after, name);
            count++;
        });

        Assert.InRange(count, 2500, int.MaxValue);
    }

    [Fact]
    public void A_comparison_in_our_own_form_gives_the_notebook_after() => NotebookPairs.ForAll((name, before, after) =>
    {
        NotebookDiff diff = NotebookDiffer.Compare(before, after);

        JsonObject written = NotebookDiffWriter.Write(diff, "a.ipynb", "b.ipynb");
        Assert.True(ComparisonSchema.Violations(written).FirstOrDefault() is null, $"{name}: {string.Join("; ", ComparisonSchema.Violations(written))}");
        NotebookDiff read = NotebookDiffReader.Read(Reread(written), before);
        Assert.True(read.After == after, name);
        Assert.True(diff.Cells.SequenceEqual(read.Cells), name);
        Assert.Equal(diff.Members, read.Members);
    });

    [Fact]
    public void A_filtered_comparison_is_one_of_the_notebook_before_and_filters_to_itself() => NotebookPairs.ForAll((name, before, after) =>
    {
        NotebookDiff diff = NotebookDiffer.Compare(before, after);
        foreach (DiffFilterOptions options in Filters)
        {
            NotebookDiff filtered = DiffFilter.Apply(diff, options);

            Assert.True(DiffPatcher.Patch(before, filtered.ToDiff()) == filtered.After, name);
            Assert.True(NotebookDiffReader.Read(NotebookDiffWriter.Write(filtered), before).After == filtered.After, name);
            NotebookDiff twice = DiffFilter.Apply(filtered, options);
            Assert.True(filtered.Cells.SequenceEqual(twice.Cells) && filtered.Members.Equals(twice.Members), name);
        }
    });

    [Fact]
    public void A_filter_that_leaves_nothing_out_changes_nothing() => NotebookPairs.ForAll((name, before, after) =>
    {
        NotebookDiff diff = NotebookDiffer.Compare(before, after);

        NotebookDiff filtered = DiffFilter.Apply(diff, new DiffFilterOptions());

        Assert.True(filtered.After == after && filtered.Cells.SequenceEqual(diff.Cells) && filtered.Members.Equals(diff.Members), name);
    });

    [Fact]
    public void A_change_that_is_all_noise_goes_with_its_kinds_and_not_without_them() => NotebookPairs.ForAll((name, before, after) =>
    {
        NotebookDiff diff = NotebookDiffer.Compare(before, after);
        for (int i = 0; i < diff.Cells.Count; i++)
        {
            DiffNoise noise = NoiseClassifier.Classify(diff, diff.Cells[i]);

            Assert.True(diff.Cells[i].Diff.IsEmpty || noise == DiffNoise.None == !IsGone(DiffNoise.All), $"{name}, {i}");
            if (noise != DiffNoise.None)
            {
                Assert.True(IsGone(noise), $"{name}, {i}: {noise}");
                Assert.All(Enum.GetValues<DiffNoise>().Where(kind => kind is not (DiffNoise.None or DiffNoise.All) && noise.HasFlag(kind)), kind => Assert.False(IsGone(noise & ~kind), $"{name}, {i}: {kind}"));
            }

            bool IsGone(DiffNoise ignored) => DiffFilter.Apply(diff, new DiffFilterOptions { IgnoredNoise = ignored }).Cells[i].Diff.IsEmpty;
        }
    });

    private static JsonValue Reread(JsonValue value) => JsonReader.Read(JsonWriter.ToUtf8(value, JsonWriterOptions.Compact));
}
