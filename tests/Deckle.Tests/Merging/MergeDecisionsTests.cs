using Deckle.Json;
using Deckle.Merging;

namespace Deckle.Tests.Merging;

public class MergeDecisionsTests
{
    [Fact]
    public void The_decisions_of_a_merge_make_the_merged_notebook()
    {
        int count = 0;
        ForAll((name, sides, result) =>
        {
            IReadOnlyList<MergeDecision> decisions = MergeDecisions.Of(sides.Base, sides.Local, sides.Remote, result);

            JsonArray written = DecisionWriter.Write(decisions, sides.Base.Json);
            Assert.True(DecisionSchema.Violations(written).FirstOrDefault() is null, $"{name}: {string.Join("; ", DecisionSchema.Violations(written))}");
            IReadOnlyList<MergeDecision> read = DecisionReader.Read(JsonReader.Read(JsonWriter.ToUtf8(written, JsonWriterOptions.Compact)));
            Assert.True(decisions.SequenceEqual(read), name);
            Assert.True(DecisionApplier.Apply(sides.Base.Json, read) == result.Notebook.Json, name);
            count++;
        });

        Assert.InRange(count, 1000, int.MaxValue);
    }

    [Fact]
    public void Decisions_tell_of_conflicts_where_there_are_some() => ForAll((name, sides, result) =>
    {
        IReadOnlyList<MergeDecision> decisions = MergeDecisions.Of(sides.Base, sides.Local, sides.Remote, result);

        Assert.True(result.IsClean != decisions.Any(decision => decision.IsConflict), $"{name}: {string.Join("; ", result.Conflicts)} - {string.Join("; ", decisions)}");
        Assert.All(decisions.Where(decision => decision.IsConflict), decision => Assert.True(decision.LocalDiff.Count > 0 && decision.RemoteDiff.Count > 0));
    });

    [Fact]
    public void Each_side_is_told_whole() => ForAll((name, sides, result) =>
    {
        IReadOnlyList<MergeDecision> decisions = MergeDecisions.Of(sides.Base, sides.Local, sides.Remote, result);

        Assert.True(DecisionApplier.Apply(sides.Base.Json, [.. decisions.Select(decision => decision with { Action = MergeAction.Local })]) == sides.Local.Json, name);
        Assert.True(DecisionApplier.Apply(sides.Base.Json, [.. decisions.Select(decision => decision with { Action = MergeAction.Remote })]) == sides.Remote.Json, name);
    });

    private static void ForAll(Action<string, (Notebook Base, Notebook Local, Notebook Remote), MergeResult> check)
    {
        foreach ((string name, Notebook ancestor, Notebook local, Notebook remote) in MergeTriples.All())
        {
            foreach (MergeStrategy strategy in new[] { MergeStrategy.Inline, MergeStrategy.Union, MergeStrategy.UseRemote })
            {
                check($"{name}, {strategy}", (ancestor, local, remote), NotebookMerger.Merge(ancestor, local, remote, new MergeOptions { Strategy = strategy }));
            }
        }
    }
}
