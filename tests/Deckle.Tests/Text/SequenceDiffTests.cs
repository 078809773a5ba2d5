using CsCheck;
using Deckle.Text;

namespace Deckle.Tests.Text;

public class SequenceDiffTests
{
    private static readonly Gen<int[]> Items = Gen.Int[0, 6].Array[0, 40];

    [Fact]
    public void Equal_sequences_are_one_run() => Assert.Equal([new EditRun(EditKind.Keep, 0, 0, 3)], SequenceDiff.Compute("abc".ToList(), "abc".ToList()));

    [Fact]
    public void Nothing_and_nothing_is_nothing() => Assert.Empty(SequenceDiff.Compute(Array.Empty<string>(), []));

    [Fact]
    public void What_is_removed_stands_before_what_is_added() => Assert.Equal(
        [
            new EditRun(EditKind.Keep, 0, 0, 1),
            new EditRun(EditKind.Remove, 1, 1, 1),
            new EditRun(EditKind.Add, 2, 1, 2),
            new EditRun(EditKind.Keep, 2, 3, 1),
        ],
        SequenceDiff.Compute("abc".ToList(), "axyc".ToList()));

    [Fact]
    public void Applying_the_runs_gives_the_other_sequence() => Gen.Select(Items, Items).Sample((before, after) =>
        Assert.Equal(after, Apply(SequenceDiff.Compute(before, after), before, after)));

    [Fact]
    public void The_runs_cover_both_sequences_without_gaps() => Gen.Select(Items, Items).Sample((before, after) =>
    {
        int old = 0;
        int young = 0;
        foreach (EditRun run in SequenceDiff.Compute(before, after))
        {
            Assert.Equal((old, young), (run.Before, run.After));
            Assert.True(run.Length > 0);
            old += run.Kind == EditKind.Add ? 0 : run.Length;
            young += run.Kind == EditKind.Remove ? 0 : run.Length;
        }

        Assert.Equal((before.Length, after.Length), (old, young));
    });

    [Fact]
    public void The_answer_is_the_shortest() => Gen.Select(Items, Items).Sample((before, after) =>
    {
        int kept = SequenceDiff.Compute(before, after).Where(run => run.Kind == EditKind.Keep).Sum(run => run.Length);

        Assert.Equal(LongestCommon(before, after), kept);
    });

    [Fact]
    public void Large_sequences_of_few_kinds_that_have_little_in_common_are_done_soon()
    {
        int[] before = [.. Enumerable.Range(0, 100_000).Select(i => (int)((i * 2654435761L) >> 7) & 63)];
        int[] after = [.. Enumerable.Range(0, 100_000).Select(i => (int)((i * 40503L * i) >> 5) & 63)];

        IReadOnlyList<EditRun> runs = SequenceDiff.Compute(before, after);

        Assert.Equal(after, Apply(runs, before, after));
    }

    [Fact]
    public void Large_sequences_without_anything_in_common_are_two_runs()
    {
        IReadOnlyList<EditRun> runs = SequenceDiff.Compute([.. Enumerable.Range(0, 300_000)], [.. Enumerable.Range(300_000, 300_000)]);

        Assert.Equal([new EditRun(EditKind.Remove, 0, 0, 300_000), new EditRun(EditKind.Add, 300_000, 0, 300_000)], runs);
    }

    private static List<int> Apply(IEnumerable<EditRun> runs, int[] before, int[] after)
    {
        var result = new List<int>();
        foreach (EditRun run in runs.Where(run => run.Kind != EditKind.Remove))
        {
            result.AddRange(run.Kind == EditKind.Keep ? before[run.Before..(run.Before + run.Length)] : after[run.After..(run.After + run.Length)]);
        }

        return result;
    }

    private static int LongestCommon(int[] one, int[] other)
    {
        var lengths = new int[one.Length + 1, other.Length + 1];
        for (int i = 1; i <= one.Length; i++)
        {
            for (int j = 1; j <= other.Length; j++)
            {
                lengths[i, j] = one[i - 1] == other[j - 1] ? lengths[i - 1, j - 1] + 1 : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
            }
        }

        return lengths[one.Length, other.Length];
    }
}
