using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Merging;

/// <summary>
/// Applies decisions as nbdime does: those of one value together, one value after the other. They must be in the order in which nbdime
/// and <see cref="MergeDecisions"/> give them, what is inside before what is around it.
/// </summary>
public static class DecisionApplier
{
    /// <param name="ancestor">What both sides come from; a notebook has joined texts (<see cref="Editing.JoinedNotebook"/>).</param>
    /// <exception cref="DeckleException"><c>decisions-do-not-fit</c> or <c>diff-does-not-fit</c>.</exception>
    public static JsonValue Apply(JsonValue ancestor, IReadOnlyList<MergeDecision> decisions)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        ArgumentNullException.ThrowIfNull(decisions);
        JsonValue merged = ancestor;
        for (int i = 0; i < decisions.Count;)
        {
            (JsonPath path, JsonValue value, _) = Find(merged, decisions[i], i);
            Diff diff = Diff.Empty;
            bool isCleared = false;
            for (; i < decisions.Count && Find(merged, decisions[i], i) is var (same, _, line) && same.Equals(path); i++)
            {
                MergeDecision decision = decisions[i];
                if (isCleared)
                {
                    continue;
                }

                isCleared = decision.Action == MergeAction.ClearAll;
                Diff resolved = Resolve(decision, value, i);
                resolved = line.Reverse().Aggregate(resolved, (inner, key) => inner.IsEmpty ? inner : new Diff(DiffEntry.Patch(key, inner)));
                diff = isCleared ? resolved : DiffCombiner.Combine(diff, resolved);
            }

            JsonValue root = merged;
            merged = path.Update(merged, current => DiffPatcher.Patch(current, diff, new PatchPlace(root, path)));
        }

        return merged;
    }

    /// <summary>What a decision does with a value.</summary>
    /// <param name="value">The value at its path.</param>
    /// <param name="number">Its index in the list, for errors.</param>
    internal static Diff Resolve(MergeDecision decision, JsonValue value, int number)
    {
        switch (decision.Action)
        {
            case MergeAction.Base:
                return Diff.Empty;
            case MergeAction.Local or MergeAction.Either:
                return decision.LocalDiff;
            case MergeAction.Remote:
                return decision.RemoteDiff;
            case MergeAction.Custom:
                return decision.CustomDiff ?? Diff.Empty;
            case MergeAction.LocalThenRemote:
                return DiffCombiner.Combine(decision.LocalDiff, decision.RemoteDiff);
            case MergeAction.RemoteThenLocal:
                return DiffCombiner.Combine(decision.RemoteDiff, decision.LocalDiff);
            case MergeAction.ClearAll:
                return value switch
                {
                    JsonObject members => new Diff(members.Keys.Select(key => DiffEntry.Remove(key))),
                    JsonArray { Count: > 0 } items => new Diff(DiffEntry.RemoveRange(0, items.Count)),
                    JsonString text when PythonLines.Split(text) is { Count: > 0 } lines => new Diff(DiffEntry.RemoveRange(0, lines.Count)),
                    _ => Diff.Empty,
                };
            default:
                return ResolveOne(decision, value, number);
        }
    }

    private static Diff ResolveOne(MergeDecision decision, JsonValue value, int number)
    {
        DiffKey[] keys = [.. decision.LocalDiff.Concat(decision.RemoteDiff).Select(entry => entry.Key).Distinct()];
        if (keys is not [DiffKey key])
        {
            throw DecisionErrors.DoNotFit(number, decision.CommonPath, $"'{ActionNames.Of(decision.Action)}' needs changes of one key, and there are {keys.Length}");
        }

        JsonValue? old = (key.Name is { } name ? JsonPath.Root.Key(name) : JsonPath.Root.Item(key.Index)).Find(value is JsonString text ? JsonArray.From(PythonLines.Split(text)) : value);
        if (old is null)
        {
            // Both sides added it: what is cleared or goes is not there.
            return decision.Action == MergeAction.TakeMax ? throw DecisionErrors.DoNotFit(number, decision.CommonPath, $"there is no '{key}'") : Diff.Empty;
        }

        switch (decision.Action)
        {
            case MergeAction.Clear:
                return new Diff(DiffEntry.Replace(key, old switch { JsonArray => JsonArray.Empty, JsonObject => JsonObject.Empty, JsonString => JsonString.Empty, _ => JsonNull.Value }));
            case MergeAction.Remove:
                return new Diff(key.Name is null ? DiffEntry.RemoveRange(key.Index, 1) : DiffEntry.Remove(key));
            default:
                JsonNumber[] values = [.. new[] { old, Value(decision.LocalDiff), Value(decision.RemoteDiff) }.OfType<JsonNumber>()];
                JsonNumber greatest = values.Length > 0 ? values.MaxBy(one => one.ToDouble())! : throw DecisionErrors.DoNotFit(number, decision.CommonPath, $"'{key}' is no number");
                return greatest == old ? Diff.Empty : new Diff(DiffEntry.Replace(key, greatest));
        }
    }

    private static JsonValue? Value(Diff diff) => diff.IsEmpty ? null : diff[0].Value;

    /// <summary>The value that a decision is about. A path may lead on into a text, to a line; that end is given apart.</summary>
    private static (JsonPath Path, JsonValue Value, IReadOnlyList<DiffKey> Line) Find(JsonValue merged, MergeDecision decision, int number)
    {
        JsonValue value = merged;
        JsonPath path = JsonPath.Root;
        var line = new List<DiffKey>();
        foreach (JsonPath step in decision.CommonPath.Steps())
        {
            if (value is JsonString)
            {
                line.Add(step.LastKey is { } key ? key : step.LastIndex);
                continue;
            }

            path = step;
            value = step.LastKey is { } name ? (value as JsonObject)?[name]! : value is JsonArray items && step.LastIndex < items.Count ? items[step.LastIndex] : null!;
            if (value is null)
            {
                throw DecisionErrors.DoNotFit(number, decision.CommonPath, "there is no such value");
            }
        }

        return (path, value, line);
    }
}
