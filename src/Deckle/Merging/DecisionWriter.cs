using Deckle.Diffing;
using Deckle.Json;

namespace Deckle.Merging;

/// <summary>Writes decisions in nbdime's JSON, as its <c>merge_format.schema.json</c> has it.</summary>
public static class DecisionWriter
{
    /// <param name="ancestor">What both sides come from. A decision that takes the greater number, which the schema does not know, is written as what comes of it.</param>
    public static JsonArray Write(IEnumerable<MergeDecision> decisions, JsonValue ancestor)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        return JsonArray.From(decisions.Select((decision, number) => WriteDecision(decision.Action == MergeAction.TakeMax ? Resolved(decision, ancestor, number) : decision)));
    }

    private static MergeDecision Resolved(MergeDecision decision, JsonValue ancestor, int number)
    {
        Diff diff = DecisionApplier.Resolve(decision, decision.CommonPath.Find(ancestor) ?? JsonNull.Value, number);
        return decision with { Action = diff.IsEmpty ? MergeAction.Base : MergeAction.Custom, CustomDiff = diff.IsEmpty ? null : diff };
    }

    private static JsonObject WriteDecision(MergeDecision decision)
    {
        var members = new List<JsonMember>
        {
            new("common_path", JsonArray.From(decision.CommonPath.Steps().Select(step => step.LastKey is { } key ? (JsonValue)key : step.LastIndex))),
            new("conflict", decision.IsConflict),
            new("action", ActionNames.Of(decision.Action)),
            new("local_diff", DiffWriter.Write(decision.LocalDiff)),
            new("remote_diff", DiffWriter.Write(decision.RemoteDiff)),
        };
        if (decision.CustomDiff is { } custom)
        {
            members.Add(new JsonMember("custom_diff", DiffWriter.Write(custom)));
        }

        if (decision.SimilarInsert is { } similar)
        {
            members.Add(new JsonMember("similar_insert", DiffWriter.Write(similar)));
        }

        return JsonObject.From(members);
    }
}
