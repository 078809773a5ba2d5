using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Merging;

/// <summary>Turns the diffs of both sides and of their merge into decisions.</summary>
internal sealed class DecisionMaker(ConflictPlaces conflicts)
{
    private readonly List<MergeDecision> decisions = [];

    public IReadOnlyList<MergeDecision> Decisions => decisions;

    /// <param name="path">The value that the diffs are of.</param>
    public void Add(JsonPath path, Diff local, Diff remote, Diff merged)
    {
        foreach (DiffRegion region in DiffRegion.Of(local, remote, merged))
        {
            if (Inside(region) is { } key)
            {
                Add(key.Name is { } name ? path.Key(name) : path.Item(key.Index), Inner(region.Local), Inner(region.Remote), Inner(region.Merged));
            }
            else
            {
                decisions.Add(Decide(path, region));
            }
        }
    }

    /// <summary>The one member or item inside of which everything happens; null where there is more to it.</summary>
    private static DiffKey? Inside(DiffRegion region)
    {
        DiffEntry[] entries = [.. region.Local, .. region.Remote, .. region.Merged];
        return Array.TrueForAll(entries, entry => entry.Op == DiffOp.Patch && entry.Key == entries[0].Key) ? entries[0].Key : (DiffKey?)null;
    }

    private static Diff Inner(Diff diff) => diff.IsEmpty ? diff : diff[0].Inner!;

    private MergeDecision Decide(JsonPath path, DiffRegion region)
    {
        MergeAction action = Action(region);
        return new MergeDecision
        {
            CommonPath = path,
            Action = action,
            IsConflict = !region.Local.IsEmpty && !region.Remote.IsEmpty && region.Local != region.Remote && conflicts.Touch(path, region),
            LocalDiff = region.Local,
            RemoteDiff = region.Remote,
            CustomDiff = action == MergeAction.Custom ? region.Merged : null,
        };
    }

    private static MergeAction Action(DiffRegion region) => region switch
    {
        { Merged.IsEmpty: true } => MergeAction.Base,
        _ when region.Merged == region.Local => region.Merged == region.Remote ? MergeAction.Either : MergeAction.Local,
        _ when region.Merged == region.Remote => MergeAction.Remote,
        _ when AreBoth(region.Merged, region.Local, region.Remote) => MergeAction.LocalThenRemote,
        _ when AreBoth(region.Merged, region.Remote, region.Local) => MergeAction.RemoteThenLocal,
        _ => MergeAction.Custom,
    };

    private static bool AreBoth(Diff merged, Diff first, Diff second) =>
        (merged, first, second) is ([{ Op: DiffOp.AddRange, Value: JsonArray all }], [{ Op: DiffOp.AddRange, Value: JsonArray before }], [{ Op: DiffOp.AddRange, Value: JsonArray behind }])
        && all.SequenceEqual(before.Concat(behind));
}
